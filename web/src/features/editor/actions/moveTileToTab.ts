import { close, freePlace } from "../layout";
import { findTile, type EditorReport } from "../model";

/** A tile to the end of another tab. */
export function moveTileToTab(report: EditorReport, { id, tab }: { id: string; tab: string }): EditorReport {
  const tile = findTile(report, id);
  if (tile === undefined) return report;
  const tabs = report.tabs.map((one) => {
    if (one.id === tab && !one.tiles.includes(tile)) {
      return { ...one, tiles: [...one.tiles, { ...tile, layout: freePlace(one.tiles, { w: tile.layout.w, h: tile.layout.h }) }] };
    }
    if (one.id === tab || !one.tiles.includes(tile)) return one;
    const left = one.tiles.filter((other) => other !== tile);
    const places = close(left);
    return { ...one, tiles: left.map((other, at) => ({ ...other, layout: places[at]?.layout ?? other.layout })) };
  });
  return { ...report, tabs };
}
