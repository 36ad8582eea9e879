import { mapTile, type Content, type EditorReport } from "../model";

/** Another title or other content. */
export function editTile(
  report: EditorReport,
  { id, title, content }: { id: string; title?: string; content?: Content },
): EditorReport {
  return mapTile(report, id, (tile) => ({
    ...tile,
    ...(title !== undefined && { title }),
    ...(content !== undefined && { content }),
  }));
}
