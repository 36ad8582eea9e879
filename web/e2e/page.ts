import { readFile } from "node:fs/promises";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The page of `dist/` before a running server: what was just built is tried against the real interface without building the binary
 * again. The page gets the server's own headers, its Content-Security-Policy with the nonce above all.
 */
export async function pageBefore(upstream: string): Promise<{ url: string; close: () => void }> {
  const dist = fileURLToPath(new URL("../dist/", import.meta.url));
  const types: Record<string, string> = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2" };

  async function page(response: ServerResponse): Promise<void> {
    const original = await fetch(upstream, { headers: { accept: "text/html" } });
    const nonce = /nonce-([^']+)'/u.exec(original.headers.get("content-security-policy") ?? "")?.[1] ?? "";
    original.headers.forEach((value, name) => {
      if (!/^(content-length|content-encoding|transfer-encoding|etag)$/u.test(name)) response.setHeader(name, value);
    });
    response.end((await readFile(`${dist}index.html`, "utf8")).replaceAll("__CSP_NONCE__", nonce));
  }

  function pass(asked: IncomingMessage, response: ServerResponse): void {
    const onward = request(`${upstream}${asked.url}`, { method: asked.method, headers: { ...asked.headers, "accept-encoding": "identity" } }, (answer) => {
      if (!/json/u.test(answer.headers["content-type"] ?? "") || answer.headers["content-encoding"] !== undefined) {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        return void answer.pipe(response);
      }
      // Addresses of links name the server itself: here they have to lead to this page.
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8").replaceAll(upstream, self());
        const headers = Object.entries(answer.headers).filter(([name]) => !/^(content-length|transfer-encoding)$/u.test(name));
        response.writeHead(answer.statusCode ?? 502, Object.fromEntries(headers));
        response.end(text);
      });
    });
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    asked.pipe(onward);
  }

  const self = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const server = createServer((asked, response) => {
    const { pathname } = new URL(asked.url ?? "/", "http://page.invalid");
    if (pathname.startsWith("/assets/")) {
      readFile(`${dist}${pathname.slice(1)}`).then(
        (body) => {
          const type = types[extname(pathname)] ?? "application/octet-stream";
          // As the server does: the packed file beside it, where the build made one.
          readFile(`${dist}${pathname.slice(1)}.gz`).then(
            (packed) => response.writeHead(200, { "content-type": type, "content-encoding": "gzip" }).end(packed),
            () => response.writeHead(200, { "content-type": type }).end(body),
          );
        },
        () => response.writeHead(404).end(),
      );
    } else if (asked.method === "GET" && !/^\/(api|health|ready|docs)(\/|$)/u.test(pathname)) {
      page(response).catch(() => response.destroy());
    } else pass(asked, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: self(), close: () => (server.closeAllConnections(), server.close()) };
}
