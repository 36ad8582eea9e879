// Holds the weight of what people wait for (gzip): the shell, a report's first view, and every other chunk. Run after `npm run build`.
import { readdir, readFile, stat } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const root = new URL("../", import.meta.url);
const dist = new URL("dist/", root);
const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", dist), "utf8").catch(() => gone("There is no build to weigh: npm run build")));
if ((await newest(new URL("src/", root))) > (await stat(new URL(".vite/manifest.json", dist))).mtimeMs) gone("The build is older than the source: npm run build");
const weights = new Map();

function gone(why) {
  console.error(why);
  process.exit(1);
}

async function newest(folder) {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const times = names.filter((one) => one.isFile() && !/\.test\.tsx?$/.test(one.name)).map(async (one) => (await stat(`${one.parentPath}/${one.name}`)).mtimeMs);
  return Math.max(...(await Promise.all(times)));
}

async function weight(file) {
  if (!weights.has(file)) weights.set(file, gzipSync(await readFile(new URL(file, dist)), { level: 9 }).length / 1000);
  return weights.get(file);
}

/** The files of an entry and of all that it imports statically. */
function files(key, found = new Set()) {
  const chunk = manifest[key];
  if (!chunk) gone(`The budget weighs ${key}, which the build does not have`);
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const css of chunk.css ?? []) found.add(css);
  for (const other of chunk.imports ?? []) files(other, found);
  return found;
}
const sum = async (list) => (await Promise.all([...list].map(weight))).reduce((a, b) => a + b, 0);

const shell = files("index.html");
// What is fetched until a report of numbers, bars and lines with legends is painted: everything else comes when somebody reaches for it,
// or with the kind of tile that needs it. A browser test weighs a report of the demo the same way.
const report = new Set(shell);
const engine = ["core", "bar", "line", "legend"].map((name) => `src/charts/engine/${name}.ts`);
for (const key of ["src/app/Frame.tsx", "src/app/routes/ReportRoute.tsx", ...engine]) files(key, report);
const checks = [
  ["shell", await sum(shell), 150],
  ["report, first view", await sum(report), 380],
];
for (const kind of ["heatmap", "pie", "scatter", "pointer"]) {
  checks.push([`${kind}, besides`, (await sum(files(`src/charts/engine/${kind}.ts`, new Set(report)))) - checks[1][1], 40]);
}
const editors = /(ModelPart|Editor|CodeEditor|Explore)/;
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
