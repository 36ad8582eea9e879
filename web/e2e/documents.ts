import type { Page } from "playwright-core";
import { expect } from "vitest";
import { ask } from "./browser";

/** Documents made through the interface, for tests of what is done with them in the page. */

interface Found {
  id: string;
  reports: { id: string }[];
}

export interface Made {
  id: string;
  name: string;
  report: string;
  /** Where it is read. */
  path: string;
}

export interface TileOf {
  title: string;
  /** What `content` says besides the connection. */
  content: object;
  /** Columns and rows of the grid; next to the one before when absent. */
  layout?: { x: number; y: number; w: number; h: number };
}

let count = 0;

/** An id of a kind that the server takes; no two of a run are the same. */
function newId(kind: string): string {
  count += 1;
  return `${kind}_${crypto.randomUUID().replaceAll("-", "").slice(0, 26)}${String(count).padStart(6, "0")}`;
}

export async function connectionOf(page: Page): Promise<string> {
  const list = await ask<{ items: { id: string }[] }>(page, "GET", "/connections");
  return list.body.items[0]?.id ?? "";
}

/** A document with one report of one tab, owned by whoever is signed in in the page. */
export async function makeDocument(page: Page, name: string, tiles: TileOf[], filters: object[] = [], parent = "shared"): Promise<Made> {
  const made = await ask<Found>(page, "POST", "/documents", { name, parent });
  expect(made.status).toBe(201);
  const connection = await connectionOf(page);
  const report = made.body.reports[0]?.id ?? newId("rep");
  const tab = {
    id: newId("tab"),
    name: "Overview",
    tiles: tiles.map((tile, at) => ({
      id: newId("tile"),
      title: tile.title,
      layout: tile.layout ?? { x: (at % 2) * 6, y: Math.floor(at / 2) * 7, w: 6, h: 7 },
      content: (tile.content as { kind: string }).kind === "text" ? tile.content : { connection, ...tile.content },
    })),
  };
  const project = { format: 1, reports: [{ id: report, name: "Overview", tabs: [tab], filters: filters.map((one) => ({ id: newId("filter"), ...one })) }] };
  const saved = await ask(page, "PUT", `/documents/${made.body.id}/project`, project, { "if-match": '"1"' });
  expect(saved).toMatchObject({ status: 200 });
  return { id: made.body.id, name, report, path: `/d/${made.body.id}/reports/${report}` };
}

export const flights = { kind: "query", query: { topic: "flights", fields: ["flights.count"] }, chart: { kind: "kpi", y: ["flights.count"] } };

export const byAirline = {
  kind: "query",
  query: { topic: "flights", fields: ["airlines.name", "flights.count"], sorts: [{ field: "flights.count", descending: true }] },
  chart: { kind: "bar", x: "airlines.name", y: ["flights.count"] },
};

/** A person or a group by name. */
export async function principal(page: Page, name: string): Promise<{ kind: string; id: string }> {
  const found = await ask<{ items: { principal: { kind: string; id: string }; name: string }[] }>(page, "GET", `/principals?q=${encodeURIComponent(name)}`);
  const one = found.body.items.find((item) => item.name === name);
  if (!one) throw new Error(`nobody is called ${name}`);
  return one.principal;
}

/** Gives roles on something, by names. */
export async function grant(page: Page, node: string, roles: Record<string, string>, more: object = {}): Promise<void> {
  const changes = await Promise.all(Object.entries(roles).map(async ([name, role]) => ({ principal: await principal(page, name), role })));
  const saved = await ask(page, "PATCH", `/content/${node}/access`, { changes, ...more });
  expect(saved).toMatchObject({ status: 200 });
}
