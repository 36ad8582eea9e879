import { describe, expect, it } from "vitest";
import type { Filter, Report, Tile } from "../../lib/wire";
import { normal, toEditor, toSaved } from "./convert";
import { close, freePlace, nudge, overlaps, place, type Placed } from "./layout";
import { differences, merge, same } from "./merge";
import { unfinished } from "./model";
import { open, reduce, type EditorAction } from "./reducer";

const tile = (id: string, x: number, y: number, more: Partial<Tile> = {}): Tile => ({
  id,
  title: id,
  layout: { x, y, w: 6, h: 4 },
  content: {
    kind: "query",
    connection: "con_1",
    query: {
      topic: "flights",
      fields: ["f.carrier", "f.count"],
      filters: [{ field: "f.hour", op: "ge", values: [6] }],
      sorts: [{ field: "f.count", descending: true }],
      limit: 10,
    },
    chart: { kind: "bar", x: "f.carrier", y: ["f.count"] },
  },
  ...more,
});
const saved: Report = {
  id: "rep_1",
  name: "Late",
  tabs: [
    {
      id: "tab_1",
      name: "One",
      tiles: [
        tile("a", 0, 0),
        tile("b", 6, 0, { content: { kind: "sql", connection: "con_1", sql: "select 1", chart: { kind: "table" } } }),
        tile("c", 0, 4, { content: { kind: "text", markdown: "# Hi" } }),
        tile("d", 0, 8, {
          content: { kind: "query", connection: "con_1", query: { fields: ["f.count"] }, chart: { kind: "kpi" } },
        }),
      ],
    },
    { id: "tab_2", name: "Two", tiles: [] },
  ],
  filters: [
    { id: "1", field: "f.carrier", label: "Carrier", op: "in", values: ["UA"] },
    { id: "2", field: "f.hour", label: "Hour", op: "between", values: [], hidden: true, tiles: ["a", "b"] },
  ],
};

describe("saved form and editor form", () => {
  it("undo each other", () => expect(toSaved(toEditor(saved))).toEqual(saved));

  it("see no change in what the server writes out although it says nothing", () => {
    // The server's own words for the same report: every filter with `hidden`, every sort with `descending`, `blank` without values.
    const words = structuredClone(saved) as Report;
    words.filters = words.filters.map((filter) => ({ hidden: false, ...filter }));
    const content = words.tabs[0]?.tiles[0]?.content;
    if (content?.kind !== "query") throw new Error("no query tile");
    content.query.sorts = [{ field: "f.count", descending: true }, { field: "f.carrier", descending: false }];
    content.query.filters = [{ field: "f.hour", op: "blank" } as unknown as Filter];
    content.chart = { ...content.chart, stacked: false, x_title: "" };
    const start = normal(words);
    expect(same(toSaved(toEditor(start)), start)).toBe(true);
    expect(same(normal(start), start)).toBe(true);
    // Somebody else's save, read back in the server's words, differs in what they did and in nothing else.
    const theirs = structuredClone(words);
    theirs.name = "Later";
    expect(differences(start, start, normal(theirs)).map((one) => one.key)).toEqual(["name"]);
    // What it says is still there.
    expect(start.filters[1]?.hidden).toBe(true);
    expect(start.tabs[0]?.tiles[0]?.content).toMatchObject({
      query: { sorts: [{ field: "f.count", descending: true }, { field: "f.carrier" }], filters: [{ op: "blank", values: [] }] },
    });
  });

  it("leave out filters that say nothing yet and sorts on columns that are gone", () => {
    const report = toEditor(saved);
    const content = report.tabs[0]?.tiles[0]?.content;
    if (content?.kind !== "topic") throw new Error("no topic tile");
    content.filters = [{ field: "f.hour", op: "between", values: [] }];
    content.fields = ["f.carrier"];
    expect(toSaved(report).tabs[0]?.tiles[0]?.content).toMatchObject({
      query: { topic: "flights", fields: ["f.carrier"], limit: 10 },
    });
    expect(toSaved(report).tabs[0]?.tiles[0]?.content).not.toHaveProperty("query.filters");
    expect(toSaved(report).tabs[0]?.tiles[0]?.content).not.toHaveProperty("query.sorts");
  });

  it("know what a tile still needs", () => {
    const blank = {
      kind: "topic" as const,
      connection: null,
      topic: null,
      fields: [],
      filters: [],
      sorts: [],
      limit: null,
      chart: { kind: "table" as const },
      proposed: true,
    };
    const of = (content: Parameters<typeof unfinished>[0]["content"]) =>
      unfinished({ id: "x", title: "", layout: { x: 0, y: 0, w: 1, h: 1 }, content });
    expect(of(blank)).toBe("connection");
    expect(of({ ...blank, connection: "con_1" })).toBe("topic");
    expect(of({ ...blank, connection: "con_1", topic: "flights" })).toBe("fields");
    expect(of({ kind: "text", markdown: "" })).toBeNull();
  });
});

describe("reducer", () => {
  const run = (...actions: EditorAction[]) => actions.reduce(reduce, open(toEditor(saved)));
  const text = { kind: "text" as const, markdown: "new" };
  const every: EditorAction[] = [
    { do: "addTile", with: { tab: "tab_1", id: "n", title: "New", content: text } },
    { do: "duplicateTile", with: { id: "a", copy: "a2" } },
    { do: "editTile", with: { id: "a", title: "A" } },
    { do: "placeTiles", with: { tab: "tab_1", places: [{ id: "a", layout: { x: 6, y: 9, w: 3, h: 3 } }] } },
    { do: "moveTileToTab", with: { id: "a", tab: "tab_2" } },
    { do: "removeTile", with: { id: "a" } },
    { do: "addTab", with: { id: "tab_3", name: "Three" } },
    { do: "renameTab", with: { id: "tab_1", name: "First" } },
    { do: "moveTab", with: { id: "tab_1", by: 1 } },
    { do: "removeTab", with: { id: "tab_1" } },
    { do: "addFilter", with: { filter: { id: "3", field: "f.x", label: "X", op: "in", values: [], hidden: false, tiles: null } } },
    { do: "editFilter", with: { id: "1", part: { values: ["DL"] } } },
    { do: "removeFilter", with: { id: "2" } },
    { do: "renameReport", with: { name: "Later" } },
    { do: "replaceReport", with: { by: { id: "rep_1", name: "Other", tabs: [], filters: [] } } },
  ];

  it.each(every.map((action) => [action.do, action] as const))("%s can be undone and done again", (_, action) => {
    const before = run();
    const after = reduce(before, action);
    expect(after.report).not.toEqual(before.report);
    const undone = reduce(after, { do: "undo" });
    expect(undone.report).toBe(before.report);
    expect(reduce(undone, { do: "redo" }).report).toBe(after.report);
  });

  it("goes all the way back", () => {
    let state = run(...every);
    for (let at = 0; at < every.length; at += 1) state = reduce(state, { do: "undo" });
    expect(toSaved(state.report)).toEqual(saved);
    expect(reduce(state, { do: "undo" })).toBe(state);
  });

  it("takes typing as one step, and a change after undo forgets what was undone", () => {
    const typed = run(
      { do: "renameReport", with: { name: "L" }, merge: "name" },
      { do: "renameReport", with: { name: "La" }, merge: "name" },
      { do: "editTile", with: { id: "a", title: "x" }, merge: "title:a" },
    );
    expect(typed.past.map((step) => step.name)).toEqual(["renameReport", "editTile"]);
    const back = reduce(reduce(typed, { do: "undo" }), { do: "undo" });
    expect(back.report.name).toBe("Late");
    expect(reduce(back, { do: "renameReport", with: { name: "Z" } }).future).toEqual([]);
  });

  it("keeps filters from naming tiles that are gone, and the last tab", () => {
    expect(run({ do: "removeTile", with: { id: "a" } }).report.filters[1]?.tiles).toEqual(["b"]);
    expect(run({ do: "duplicateTile", with: { id: "a", copy: "a2" } }).report.filters[1]?.tiles).toEqual(["a", "b", "a2"]);
    const one = run({ do: "removeTab", with: { id: "tab_2" } });
    expect(reduce(one, { do: "removeTab", with: { id: "tab_1" } })).toBe(one);
  });
});

describe("layout", () => {
  const grid: Placed[] = [
    { id: "a", layout: { x: 0, y: 0, w: 6, h: 4 } },
    { id: "b", layout: { x: 6, y: 0, w: 6, h: 4 } },
    { id: "c", layout: { x: 0, y: 4, w: 12, h: 4 } },
  ];
  const at = (tiles: Placed[], id: string) => tiles.find((one) => one.id === id)?.layout;
  const sound = (tiles: Placed[]) =>
    tiles.every((one, i) => tiles.every((other, j) => i === j || !overlaps(one.layout, other.layout)));

  it("pushes down what is in the way and closes gaps", () => {
    const moved = place(grid, "c", { x: 0, y: 0, w: 12, h: 4 });
    expect([at(moved, "c")?.y, at(moved, "a")?.y, at(moved, "b")?.y]).toEqual([0, 4, 4]);
    expect(sound(moved)).toBe(true);
    expect(close([{ id: "x", layout: { x: 2, y: 9, w: 3, h: 3 } }])[0]?.layout.y).toBe(0);
  });

  it("never overlaps and never leaves the grid, whatever is asked", () => {
    let tiles = grid;
    let seed = 7;
    const next = (most: number) => (seed = (seed * 16807) % 2147483647) % most;
    for (let turn = 0; turn < 400; turn += 1) {
      const id = ["a", "b", "c"][next(3)] ?? "a";
      tiles = place(tiles, id, { x: next(20) - 4, y: next(20) - 4, w: next(16), h: next(12) });
      expect(sound(tiles)).toBe(true);
      for (const { layout } of tiles)
        expect(layout.x >= 0 && layout.x + layout.w <= 12 && layout.y >= 0 && layout.w >= 2).toBe(true);
    }
  });

  it("moves and resizes by keys, within the grid", () => {
    expect(nudge({ x: 0, y: 0, w: 6, h: 4 }, "ArrowLeft", false)).toEqual({ x: 0, y: 0, w: 6, h: 4 });
    expect(nudge({ x: 5, y: 0, w: 6, h: 4 }, "ArrowRight", false)).toMatchObject({ x: 6 });
    expect(nudge({ x: 6, y: 0, w: 6, h: 4 }, "ArrowRight", true)).toMatchObject({ w: 6 });
    expect(nudge({ x: 0, y: 0, w: 2, h: 2 }, "ArrowUp", true)).toMatchObject({ h: 2 });
    expect(nudge({ x: 0, y: 0, w: 2, h: 2 }, "Enter", true)).toBeNull();
  });

  it("puts new tiles at the end, beside others where there is room", () => {
    expect(freePlace([], { w: 6, h: 4 })).toEqual({ x: 0, y: 0, w: 6, h: 4 });
    expect(freePlace(grid.slice(0, 1), { w: 6, h: 4 })).toEqual({ x: 6, y: 0, w: 6, h: 4 });
    expect(freePlace(grid, { w: 6, h: 4 })).toEqual({ x: 0, y: 8, w: 6, h: 4 });
  });
});

describe("two people saving", () => {
  const change = (edit: (report: Report) => void): Report => {
    const copy = structuredClone(saved);
    edit(copy);
    return copy;
  };
  const tiles = (report: Report) => report.tabs.flatMap((tab) => tab.tiles.map((one) => one.id));
  const first = (report: Report) => report.tabs[0] as Report["tabs"][number];
  const mine = change((report) => {
    (first(report).tiles[0] as Tile).title = "mine";
    first(report).tiles.push(tile("m", 0, 12));
    report.filters.pop();
  });
  const theirs = change((report) => {
    (first(report).tiles[0] as Tile).title = "theirs";
    (first(report).tiles[1] as Tile).title = "b by them";
    first(report).tiles.push(tile("t", 0, 12));
    report.name = "Late, by them";
    first(report).tiles.splice(2, 1);
  });

  it("says who changed what, and what clashes", () => {
    expect(differences(saved, mine, theirs).map(({ key, mine: m, theirs: t, clash }) => [key, m, t, clash])).toEqual([
      ["name", null, "changed", false],
      ["tile:a", "changed", "changed", true],
      ["tile:b", null, "changed", false],
      ["tile:c", null, "removed", false],
      ["tile:m", "added", null, false],
      ["tile:t", null, "added", false],
      ["filter:2", "removed", null, false],
    ]);
  });

  it("keeps both sides' work, and asks only where both touched the same", () => {
    const merged = merge(saved, mine, theirs, {});
    expect(merged.name).toBe("Late, by them");
    expect(tiles(merged).sort()).toEqual(["a", "b", "d", "m", "t"]);
    expect(first(merged).tiles.find((one) => one.id === "a")?.title).toBe("mine");
    expect(merged.filters.map((filter) => filter.id)).toEqual(["1"]);
    expect(first(merge(saved, mine, theirs, { "tile:a": "theirs" })).tiles.find((one) => one.id === "a")?.title).toBe("theirs");
    const places = first(merged).tiles.map(({ id, layout }) => ({ id, layout }));
    expect(places.every((one, i) => places.every((other, j) => i === j || !overlaps(one.layout, other.layout)))).toBe(true);
  });

  it("changes nothing where nobody did, and equal changes are no clash", () => {
    expect(differences(saved, saved, saved)).toEqual([]);
    expect(differences(saved, mine, structuredClone(mine))).toEqual([]);
    expect(merge(saved, saved, theirs, {})).toEqual(theirs);
    expect(tiles(merge(saved, mine, saved, {}))).toEqual(tiles(mine));
  });

  it("keeps a tab that somebody removed while the other put a tile into it", () => {
    const gone = change((report) => void report.tabs.pop());
    const used = change((report) => void report.tabs[1]?.tiles.push(tile("z", 0, 0)));
    expect(merge(saved, gone, used, {}).tabs.map((tab) => tab.id)).toEqual(["tab_1", "tab_2"]);
  });
});
