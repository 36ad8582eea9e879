/** Places on the 12-column grid, without the mouse: used by the keyboard, by new tiles, and after a tile has gone. */
import type { Layout } from "../../lib/wire";

export const COLUMNS = 12;
export const MOST_ROWS = 40;
export const LEAST = { w: 2, h: 2 };

export interface Placed {
  id: string;
  layout: Layout;
}

export function overlaps(a: Layout, b: Layout): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Puts one tile where it is wanted, pushes down what is in the way, and closes the gaps above. */
export function place(tiles: readonly Placed[], id: string, wanted: Layout): Placed[] {
  const layout = inside(wanted);
  const moved: Placed = { id, layout };
  const others = tiles.filter((tile) => tile.id !== id);
  const settled: Placed[] = [moved];
  for (const tile of byRow(others)) {
    let next = tile.layout;
    for (
      let hit = settled.find((one) => overlaps(one.layout, next));
      hit !== undefined;
      hit = settled.find((one) => overlaps(one.layout, next))
    ) {
      next = { ...next, y: hit.layout.y + hit.layout.h };
    }
    settled.push({ id: tile.id, layout: next });
  }
  const compact = close(settled);
  return tiles.map((tile) => compact.find((one) => one.id === tile.id) ?? tile);
}

/** Every tile as far up as it goes without passing another. */
export function close(tiles: readonly Placed[]): Placed[] {
  const settled: Placed[] = [];
  for (const tile of byRow(tiles)) {
    let { y } = tile.layout;
    const free = (at: number): boolean => !settled.some((one) => overlaps(one.layout, { ...tile.layout, y: at }));
    while (y > 0 && free(y - 1)) y -= 1;
    while (!free(y)) y += 1;
    settled.push({ id: tile.id, layout: { ...tile.layout, y } });
  }
  return tiles.map((tile) => settled.find((one) => one.id === tile.id) ?? tile);
}

/** The first place from the top where a new tile fits. */
export function freePlace(tiles: readonly Placed[], size: { w: number; h: number }): Layout {
  const bottom = Math.max(0, ...tiles.map(({ layout }) => layout.y + layout.h));
  for (let y = 0; y <= bottom; y += 1)
    for (let x = 0; x + size.w <= COLUMNS; x += 1) {
      const layout = { x, y, ...size };
      // Not into a hole between tiles: new things belong where one looks for them, at the end.
      const below = tiles.some((tile) => tile.layout.y > y && tile.layout.x < x + size.w && x < tile.layout.x + tile.layout.w);
      if (!below && !tiles.some((tile) => overlaps(tile.layout, layout))) return layout;
    }
  return { x: 0, y: bottom, ...size };
}

/** By one step of the keyboard. */
export function nudge(layout: Layout, key: string, resize: boolean): Layout | null {
  const step: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const [dx, dy] = step[key] ?? [0, 0];
  if (dx === 0 && dy === 0) return null;
  const next = resize
    ? { ...layout, w: Math.min(layout.w + dx, COLUMNS - layout.x), h: layout.h + dy }
    : { ...layout, x: layout.x + dx, y: layout.y + dy };
  return inside(next);
}

function inside({ x, y, w, h }: Layout): Layout {
  const width = clamp(w, LEAST.w, COLUMNS);
  return { x: clamp(x, 0, COLUMNS - width), y: Math.max(0, y), w: width, h: clamp(h, LEAST.h, MOST_ROWS) };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function byRow(tiles: readonly Placed[]): Placed[] {
  return [...tiles].sort((a, b) => a.layout.y - b.layout.y || a.layout.x - b.layout.x);
}
