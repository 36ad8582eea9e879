import { ApiError, errorFrom, offline } from "./errors";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Query = Record<string, string | number | boolean | null | undefined>;
export interface Options {
  query?: Query;
  /** Sent as JSON; a `Blob` is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const listeners = new Set<() => void>();

/** Calls `listener` whenever the server says that nobody is signed in any more. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Sends a request and gives the raw answer; throws `ApiError` unless it is a success. For streams and downloads. */
export async function fetchApi(method: Method, path: string, options: Options = {}): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json", ...options.headers };
  let body: BodyInit | undefined;
  if (options.body instanceof Blob) {
    body = options.body;
  } else if (options.body !== undefined) {
    headers["content-type"] ??= "application/json";
    body = JSON.stringify(options.body);
  }
  return guardedFetch(
    new Request(`/api/v1${path}${search(options.query)}`, { method, headers, body, signal: options.signal, credentials: "same-origin" }),
  );
}

/** `fetch` that throws `ApiError` for everything but a success, and tells when the session is over. */
export async function guardedFetch(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw offline();
  }
  if (response.ok) return response;
  const error: ApiError = await errorFrom(response);
  if (error.code === "not_signed_in") listeners.forEach((listener) => listener());
  throw error;
}

/** Sends a request and reads the JSON answer (`undefined` for 204). */
export async function send<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const response = await fetchApi(method, path, options);
  return readJson<T>(response);
}

/** As `send`, with the version that the ETag names, for resources that are saved with If-Match. */
export async function sendVersioned<T>(method: Method, path: string, options: Options = {}): Promise<{ data: T; etag: string | null }> {
  const response = await fetchApi(method, path, options);
  return { data: await readJson<T>(response), etag: response.headers.get("etag") };
}

/** The JSON of an answer; `undefined` when it has no body. */
async function readJson<T>(response: Response): Promise<T> {
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

export function search(query: Query | undefined): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== "") params.set(key, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** Makes a text safe as one segment of a path. */
export const seg = encodeURIComponent;
