import { freePlace } from "../layout";
import { mapTab, type Content, type EditorReport } from "../model";

const SIZES: Record<Content["kind"], { w: number; h: number }> = {
  topic: { w: 6, h: 7 },
  sql: { w: 6, h: 7 },
  text: { w: 6, h: 3 },
};

/** A new tile after the others of its tab. */
export function addTile(
  report: EditorReport,
  { tab, id, title, content }: { tab: string; id: string; title: string; content: Content },
): EditorReport {
  return mapTab(report, tab, (one) => ({
    ...one,
    tiles: [...one.tiles, { id, title, content, layout: freePlace(one.tiles, SIZES[content.kind]) }],
  }));
}
