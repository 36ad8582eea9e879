import { close } from "../layout";
import type { EditorReport } from "../model";

/** Takes a tile away, the gap it leaves, and its name from the filters' wiring. */
export function removeTile(report: EditorReport, { id }: { id: string }): EditorReport {
  const tabs = report.tabs.map((tab) => {
    if (!tab.tiles.some((tile) => tile.id === id)) return tab;
    const left = tab.tiles.filter((tile) => tile.id !== id);
    const places = close(left);
    return { ...tab, tiles: left.map((tile, at) => ({ ...tile, layout: places[at]?.layout ?? tile.layout })) };
  });
  const filters = report.filters.map((filter) =>
    filter.tiles === null ? filter : { ...filter, tiles: filter.tiles.filter((tile) => tile !== id) },
  );
  return { ...report, tabs, filters };
}
