import type { IncomingHttpHeaders } from "node:http";

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  headers: IncomingHttpHeaders;
}
export interface Answered {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}
export type Handler = (asked: Asked, ...segments: string[]) => Answered;

const routes: { method: string; pattern: RegExp; handler: Handler }[] = [];

/** Registers a handler; `:x` in the path is one segment, given to the handler in order. */
export function on(method: string, path: string, handler: Handler): void {
  routes.push({ method, pattern: new RegExp(`^${path.replace(/:[a-z]+/g, "([^/]+)")}$`), handler });
}

export function ok(body: unknown, headers?: Record<string, string>): Answered {
  return { status: 200, body, headers };
}

export function problem(status: number, code: string, detail: string, more: object = {}): Answered {
  return { status, body: { type: "about:blank", title: code, status, code, detail, request_id: "req_mock", ...more } };
}

export function answer(asked: Asked): Answered {
  for (const route of routes) {
    const match = route.pattern.exec(asked.path);
    if (match && route.method === asked.method) return route.handler(asked, ...match.slice(1).map(decodeURIComponent));
  }
  return problem(404, "not_found", "There is nothing here.");
}
