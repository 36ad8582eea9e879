import type { ApiError } from "../../api/errors";
import type { ReportView } from "../../lib/wire";

/**
 * A tile that is "not there" may only mean that somebody saved the report without it while it was open. Then the newer
 * report takes its place; only when nothing newer can be read has access to the report gone.
 */
export async function stillThere(
  reason: ApiError,
  shown: number,
  reread: () => Promise<{ data?: ReportView; isError: boolean }>,
): Promise<boolean> {
  if (reason.status !== 404) return false;
  const { data, isError } = await reread();
  return !isError && data !== undefined && data.version !== shown;
}
