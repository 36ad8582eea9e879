import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { runQuery, type QueryAsk } from "../../api/queries";
import { queryOf } from "./convert";
import { unfinished, type EditorTile } from "./model";

/** More rows than a tile shows at once would only make the preview slow. */
const PREVIEW_ROWS = 5000;

/** The rows of a tile as it is being edited; one query for whoever shows them. */
export function usePreview(tile: EditorTile, document: string) {
  const [ask] = useDebouncedValue(askOf(tile, document), 250);
  return useQuery({
    queryKey: ["preview", ask],
    queryFn: ({ signal }) => runQuery(ask as QueryAsk, signal),
    enabled: ask !== null,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });
}

function askOf(tile: EditorTile, document: string): QueryAsk | null {
  const { content } = tile;
  if (content.kind === "text" || content.connection === null || unfinished(tile) !== null) return null;
  const query = content.kind === "sql" ? { sql: content.sql } : queryOf(content);
  // The document's workbook may have a model of its own.
  return { connection: content.connection, document, query, limit: PREVIEW_ROWS };
}
