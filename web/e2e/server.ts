import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { pageBefore } from "./page";

/** What `lucarne demo --json` prints when it is ready. */
export interface Demo {
  url: string;
  people: { name: string; email: string; password: string; about: string }[];
  links: { title: string; url: string }[];
}

declare module "vitest" {
  export interface ProvidedContext {
    demo: Demo;
  }
}

/** From the start of the process to its line, where everything is on the disk already (spec/quality.md). */
const warmStartMs = 5_000;

/**
 * Starts a demo of its own for all tests; `LUCARNE_DEMO` (that line of JSON) uses one that runs already, `LUCARNE_PAGE=1` puts the page of
 * `dist/` before it.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const endings: (() => void)[] = [];
  const provide = async (demo: Demo): Promise<void> => {
    if (process.env.LUCARNE_PAGE) {
      const { url, close } = await pageBefore(demo.url);
      endings.push(close);
      demo = { ...demo, url, links: demo.links.map((link) => ({ ...link, url: link.url.replace(demo.url, url) })) };
    }
    project.provide("demo", demo);
  };
  const given = process.env.LUCARNE_DEMO;
  if (given) {
    await provide(JSON.parse(given) as Demo);
  } else {
    // The first start of a binary after a build reads it from the disk; the promise is about every other one.
    (await start()).server.kill("SIGTERM");
    const { server, demo, ms } = await start();
    endings.push(() => server.kill("SIGTERM"));
    console.log(`warm start of the demo: ${ms} ms from the process to its line (at most ${warmStartMs})`);
    if (ms > warmStartMs) {
      server.kill("SIGTERM");
      throw new Error(`a warm start of the demo took ${ms} ms; ${warmStartMs} is the most`);
    }
    await provide(demo);
  }
  return () => endings.forEach((end) => end());
}

/** Starts a demo on this port with these settings besides; 0 takes a free port. */
export async function start(port = 0, settings: Record<string, string> = {}): Promise<{ server: ChildProcess; demo: Demo; ms: number }> {
  const binary = process.env.LUCARNE_BINARY ?? fileURLToPath(new URL("../../target/release/lucarne", import.meta.url));
  const before = performance.now();
  const server = spawn(binary, ["demo", "--json", "--port", String(port), "--no-browser"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...settings },
  });
  const demo = await firstLine(server);
  return { server, demo, ms: Math.round(performance.now() - before) };
}

function firstLine(server: ChildProcess): Promise<Demo> {
  return new Promise((resolve, reject) => {
    let text = "";
    server.on("error", reject);
    server.on("exit", (code) => reject(new Error(`the demo ended with ${code} before it was ready`)));
    server.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      const end = text.indexOf("\n");
      if (end >= 0) resolve(JSON.parse(text.slice(0, end)) as Demo);
    });
  });
}
