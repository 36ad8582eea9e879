import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

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

/** Starts a demo of its own for all tests; `LUCARNE_DEMO` (that line of JSON) uses one that runs already. */
export default async function setup(project: TestProject): Promise<() => void> {
  const given = process.env.LUCARNE_DEMO;
  if (given) {
    project.provide("demo", JSON.parse(given) as Demo);
    return () => undefined;
  }
  const binary = process.env.LUCARNE_BINARY ?? fileURLToPath(new URL("../../target/release/lucarne", import.meta.url));
  const server = spawn(binary, ["demo", "--json", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  project.provide("demo", await firstLine(server));
  return () => {
    server.kill("SIGTERM");
  };
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
