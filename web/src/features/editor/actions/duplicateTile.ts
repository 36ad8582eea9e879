import { freePlace } from "../layout";
import type { EditorReport } from "../model";

/** The same tile again, under an id of its own; filters that reach the first reach the second. */
export function duplicateTile(report: EditorReport, { id, copy }: { id: string; copy: string }): EditorReport {
  const tabs = report.tabs.map((tab) => {
    const tile = tab.tiles.find((one) => one.id === id);
    if (tile === undefined) return tab;
    const { w, h } = tile.layout;
    return { ...tab, tiles: [...tab.tiles, { ...structuredClone(tile), id: copy, layout: freePlace(tab.tiles, { w, h }) }] };
  });
  const filters = report.filters.map((filter) =>
    filter.tiles?.includes(id) === true ? { ...filter, tiles: [...filter.tiles, copy] } : filter,
  );
  return { ...report, tabs, filters };
}
