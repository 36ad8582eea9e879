import { defineConfig } from "vitest/config";

/** The journeys in a real browser against the real server: `npm run e2e` (needs the release binary and Chromium). */
export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    globalSetup: ["e2e/server.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
