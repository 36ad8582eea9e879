/** One refusal of the server: RFC 9457 problem+json with our stable code. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  hint?: string;
  request_id?: string;
  /** Of a 404 for a document that takes access requests. */
  can_request?: boolean;
  errors?: { pointer?: string; code: string; detail: string }[];
}

/** What every failed request throws. `code` is stable; `detail` and `hint` are for people. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;
  /** Seconds to wait, from the Retry-After header. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null = null) {
    super(problem.detail || problem.title);
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  get hint(): string | null {
    return this.problem.hint ?? null;
  }
}

/** The error of an answer that was not successful, whatever its body is. */
export async function errorFrom(response: Response): Promise<ApiError> {
  const wait = Number(response.headers.get("retry-after"));
  const retryAfter = Number.isFinite(wait) && wait > 0 ? wait : null;
  const type = response.headers.get("content-type") ?? "";
  if (type.includes("json")) {
    const body: unknown = await response.json().catch(() => null);
    if (isProblem(body)) return new ApiError({ ...body, status: response.status }, retryAfter);
  }
  return new ApiError(
    { type: "about:blank", title: response.statusText, status: response.status, code: `http_${response.status}`, detail: "" },
    retryAfter,
  );
}

/** The error of a request that got no answer at all. */
export function offline(): ApiError {
  return new ApiError({ type: "about:blank", title: "", status: 0, code: "offline", detail: "" });
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && typeof value.code === "string";
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof ApiError && error.code === code;
}

/** The errors of a refused form by the name of its field (the last part of the pointer). */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const fields: Record<string, string> = {};
  for (const one of error.problem.errors ?? []) {
    const name = one.pointer?.split("/").pop();
    if (name) fields[name] ??= one.detail;
  }
  return fields;
}
