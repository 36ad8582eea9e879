import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { checkModel } from "@/api/connections";
import type { Diagnostic } from "@/api/types";

/** The faults of the files as they stand now: the saved ones' from the server's answer, edited ones' from a check a moment after typing. */
export function useModelCheck(
  connection: string,
  files: Record<string, string>,
  edited: boolean,
  saved: Diagnostic[],
): { diagnostics: Diagnostic[]; checking: boolean } {
  const [settled] = useDebouncedValue(files, 350);
  const check = useQuery({
    queryKey: ["model-check", connection, settled],
    queryFn: ({ signal }) => checkModel(connection, settled, signal),
    enabled: edited,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 30_000,
  });
  if (!edited) return { diagnostics: saved, checking: false };
  return { diagnostics: check.data?.diagnostics ?? saved, checking: settled !== files || check.isFetching };
}
