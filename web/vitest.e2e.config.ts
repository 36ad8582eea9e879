import { defineConfig } from "vitest/config";

/** The journeys in a real browser against the real server: `npm run e2e` (needs the release binary and Chromium). */
export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    globalSetup: ["e2e/server.ts"],
    environment: "node",
    fileParallelism: false,
    // A machine that is busy with something else for half a minute is no fault of the page; a fault fails twice.
    retry: 1,
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
