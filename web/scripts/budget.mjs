// Holds the weight of what people wait for (gzip): the shell, a report's first view, and every other chunk. Run after `npm run build`.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", dist), "utf8"));
const weights = new Map();

async function weight(file) {
  if (!weights.has(file)) weights.set(file, gzipSync(await readFile(new URL(file, dist)), { level: 9 }).length / 1000);
  return weights.get(file);
}

/** The files of an entry and of all that it imports statically. */
function files(key, found = new Set()) {
  const chunk = manifest[key];
  if (!chunk || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const css of chunk.css ?? []) found.add(css);
  for (const other of chunk.imports ?? []) files(other, found);
  return found;
}
const sum = async (list) => (await Promise.all([...list].map(weight))).reduce((a, b) => a + b, 0);

const shell = files("index.html");
const report = new Set(shell);
for (const key of ["src/app/Frame.tsx", "src/app/routes/ReportRoute.tsx", "src/charts/engine.ts"]) files(key, report);
const checks = [
  ["shell", await sum(shell), 190],
  // The aim is 380; the chart library alone weighs 200.
  ["report, first view", await sum(report), 520],
];
const editors = /(ModelPart|Editor|CodeEditor|engine|Explore)/;
for (const chunk of Object.values(manifest)) {
  if (chunk.file.endsWith(".js") && !editors.test(chunk.file)) checks.push([chunk.file, await weight(chunk.file), 220]);
}
let failed = false;
for (const [name, kB, limit] of checks) {
  const over = kB > limit;
  failed ||= over;
  if (over || limit !== 220) console.log(`${over ? "OVER" : "ok  "} ${kB.toFixed(1)} of ${limit} kB  ${name}`);
}
process.exitCode = failed ? 1 : 0;
