import createClient from "openapi-fetch";
import { guardedFetch } from "./http";
import type { paths } from "./schema.gen";

/**
 * The typed client: every path, parameter and body is checked against the server's OpenAPI document by the compiler. A refusal throws
 * `ApiError`, so that `take` has only answers to unwrap.
 */
export const api = createClient<paths>({ baseUrl: "", fetch: guardedFetch });

/** The body of an answer. */
export async function take<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  return data as T;
}

/** As `take`, with the version that the ETag names, for resources that are saved with If-Match. */
export async function takeVersioned<T>(answer: Promise<{ data?: T; response: Response }>): Promise<{ data: T; etag: string | null }> {
  const { data, response } = await answer;
  return { data: data as T, etag: response.headers.get("etag") };
}
