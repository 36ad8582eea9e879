/**
 * Two people changed the same report. Compared with the version both started from, each tile, tab name and filter was
 * changed by me, by them, by both or by nobody; only "both" needs a decision. Nothing is dropped without being shown.
 */
import type { Report, ReportFilter, Tab, Tile } from "../../lib/wire";

export type Side = "mine" | "theirs";
export type Change = "added" | "changed" | "removed" | null;

export interface Difference {
  /** Unique among all differences. */
  key: string;
  kind: "tile" | "tab" | "filter" | "name";
  name: string;
  mine: Change;
  theirs: Change;
  /** Both changed it, differently. */
  clash: boolean;
}

/** The choice for each clash by key; where none is made, mine. */
export type Choices = Readonly<Record<string, Side>>;

interface Piece<T> {
  base: T | undefined;
  mine: T | undefined;
  theirs: T | undefined;
}

export function differences(base: Report, mine: Report, theirs: Report): Difference[] {
  const found: Difference[] = [];
  const note = <T>(kind: Difference["kind"], key: string, name: string, piece: Piece<T>): void => {
    const [m, t] = [changeOf(piece.base, piece.mine), changeOf(piece.base, piece.theirs)];
    if (m === null && t === null) return;
    const clash = m !== null && t !== null && !same(piece.mine, piece.theirs);
    if (!clash && m !== null && t !== null) return;
    found.push({ key, kind, name, mine: m, theirs: t, clash });
  };
  note("name", "name", mine.name, { base: base.name, mine: mine.name, theirs: theirs.name });
  for (const [id, piece] of pieces(base.tabs, mine.tabs, theirs.tabs)) {
    const any = piece.mine ?? piece.theirs ?? piece.base;
    note("tab", `tab:${id}`, any?.name ?? "", { base: piece.base?.name, mine: piece.mine?.name, theirs: piece.theirs?.name });
  }
  for (const [id, piece] of pieces(tilesOf(base), tilesOf(mine), tilesOf(theirs))) {
    const any = piece.mine ?? piece.theirs ?? piece.base;
    note("tile", `tile:${id}`, any?.title ?? "", piece);
  }
  for (const [id, piece] of pieces(base.filters, mine.filters, theirs.filters)) {
    const any = piece.mine ?? piece.theirs ?? piece.base;
    note("filter", `filter:${id}`, any?.label ?? "", piece);
  }
  return found;
}

export function merge(base: Report, mine: Report, theirs: Report, choices: Choices): Report {
  const pick = <T>(key: string, piece: Piece<T>): T | undefined => {
    const [m, t] = [changeOf(piece.base, piece.mine), changeOf(piece.base, piece.theirs)];
    if (m === null) return piece.theirs;
    if (t === null) return piece.mine;
    return choices[key] === "theirs" ? piece.theirs : piece.mine;
  };
  const tiles = new Map<string, TileAt>();
  for (const [id, piece] of pieces(tilesOf(base), tilesOf(mine), tilesOf(theirs))) {
    const tile = pick(`tile:${id}`, piece);
    if (tile !== undefined) tiles.set(id, tile);
  }
  const tabs = mergeTabs(base, mine, theirs, pick, new Set([...tiles.values()].map((tile) => tile.tab)));
  const first = tabs[0]?.id ?? "";
  const placed = tabs.map((tab): Tab => {
    const own = [...tiles.values()].filter((tile) => (tabs.some((one) => one.id === tile.tab) ? tile.tab : first) === tab.id);
    return { ...tab, tiles: separate(own) };
  });
  const filters: ReportFilter[] = [];
  for (const [id, piece] of pieces(base.filters, mine.filters, theirs.filters)) {
    const filter = pick(`filter:${id}`, piece);
    if (filter === undefined) continue;
    filters.push(filter.tiles === undefined ? filter : { ...filter, tiles: filter.tiles.filter((tile) => tiles.has(tile)) });
  }
  const name = pick("name", { base: base.name, mine: mine.name, theirs: theirs.name }) ?? mine.name;
  return { id: mine.id, name, tabs: placed, filters };
}

interface TileAt extends Tile {
  tab: string;
}

function tilesOf(report: Report): TileAt[] {
  return report.tabs.flatMap((tab) => tab.tiles.map((tile) => ({ ...tile, tab: tab.id })));
}

type Pick_ = <T>(key: string, piece: Piece<T>) => T | undefined;

/** Order is mine, then theirs. A tab that a kept tile stands in is kept, whoever removed it. */
function mergeTabs(base: Report, mine: Report, theirs: Report, pick: Pick_, needed: ReadonlySet<string>): Tab[] {
  const tabs: Tab[] = [];
  for (const [id, piece] of pieces(base.tabs, mine.tabs, theirs.tabs)) {
    const name = pick(`tab:${id}`, { base: piece.base?.name, mine: piece.mine?.name, theirs: piece.theirs?.name });
    const kept = name ?? (needed.has(id) ? (piece.mine ?? piece.theirs ?? piece.base)?.name : undefined);
    if (kept !== undefined) tabs.push({ id, name: kept, tiles: [] });
  }
  return tabs;
}

/** Tiles of two people may have been put in the same place: the later one goes below. */
function separate(tiles: readonly TileAt[]): Tile[] {
  const settled: Tile[] = [];
  for (const { tab: _tab, ...tile } of [...tiles].sort((a, b) => a.layout.y - b.layout.y || a.layout.x - b.layout.x)) {
    let { layout } = tile;
    const hit = () =>
      settled.find(
        ({ layout: l }) => l.x < layout.x + layout.w && layout.x < l.x + l.w && l.y < layout.y + layout.h && layout.y < l.y + l.h,
      );
    for (let one = hit(); one !== undefined; one = hit()) layout = { ...layout, y: one.layout.y + one.layout.h };
    settled.push({ ...tile, layout });
  }
  return settled;
}

function pieces<T extends { id: string }>(base: readonly T[], mine: readonly T[], theirs: readonly T[]): Map<string, Piece<T>> {
  const ids = new Set([...mine, ...theirs, ...base].map((one) => one.id));
  const find = (list: readonly T[], id: string): T | undefined => list.find((one) => one.id === id);
  return new Map([...ids].map((id) => [id, { base: find(base, id), mine: find(mine, id), theirs: find(theirs, id) }]));
}

function changeOf<T>(before: T | undefined, after: T | undefined): Change {
  if (before === undefined) return after === undefined ? null : "added";
  if (after === undefined) return "removed";
  return same(before, after) ? null : "changed";
}

/** Equal as JSON, whatever the order of the keys. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? ""
  );
}
