import type { Placed } from "../layout";
import { mapTab, type EditorReport } from "../model";

/** Where the tiles of a tab stand, after a drag or a key. */
export function placeTiles(report: EditorReport, { tab, places }: { tab: string; places: readonly Placed[] }): EditorReport {
  return mapTab(report, tab, (one) => ({
    ...one,
    tiles: one.tiles.map((tile) => ({ ...tile, layout: places.find((place) => place.id === tile.id)?.layout ?? tile.layout })),
  }));
}
