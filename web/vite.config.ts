import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { mockServer } from "./mocks/plugin.ts";
import { leanCharts } from "./scripts/leanCharts.ts";
import { mantineStyles } from "./scripts/mantineStyles.ts";
import { precompressed } from "./scripts/precompressed.ts";

const source = fileURLToPath(new URL("./src", import.meta.url));
const server = process.env.LUCARNE_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig(({ mode }) => ({
  plugins: [mantineStyles(source), leanCharts(), precompressed(), react(), ...(mode === "mock" ? [mockServer()] : [])],
  resolve: { alias: { "@": source } },
  // The server replaces this mark with the nonce of each answer.
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    outDir: "dist",
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\//, priority: 2 },
            // One file each instead of one for every set of pages that share a module.
            { name: "shell", tags: ["$initial"], priority: 1 },
            { name: "charts", test: /node_modules\/(echarts|zrender|tslib)\//, minShareCount: 5, priority: 1 },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 900,
    reportCompressedSize: true,
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: mode === "mock" ? undefined : { "/api": server, "/health": server },
  },
}));
