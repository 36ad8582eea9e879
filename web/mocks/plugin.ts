import { Readable } from "node:stream";
import type { Plugin } from "vite";
import "./handlers.ts";
import "./reports.ts";
import { answer } from "./server.ts";

/** Development only: answers `/api/v1` from memory, so that the page can be worked on without a server (`npm run dev:mock`). */
export function mockServer(): Plugin {
  return {
    name: "lucarne-mock",
    apply: "serve",
    configureServer(vite) {
      vite.middlewares.use("/api/v1", (request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
          const url = new URL(request.url ?? "/", "http://mock.invalid");
          const raw = Buffer.concat(chunks);
          const json = (request.headers["content-type"] ?? "").includes("json") && raw.length > 0;
          const result = answer({
            method: request.method ?? "GET",
            path: url.pathname,
            query: url.searchParams,
            body: json ? (JSON.parse(raw.toString("utf8")) as unknown) : raw,
            headers: request.headers,
          });
          response.statusCode = result.status;
          for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, value);
          if (result.body === undefined) return response.end();
          if (isStream(result.body)) return void Readable.from(result.body).pipe(response);
          if (result.body instanceof Uint8Array) return response.end(result.body);
          response.setHeader("content-type", result.status >= 400 ? "application/problem+json" : "application/json");
          response.end(JSON.stringify(result.body));
        });
      });
    },
  };
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === "object" && body !== null && Symbol.asyncIterator in body;
}
