import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, demo, expectAccessible, open, person, signIn, useBrowser } from "./browser";

/** The main job, end to end: build a report, share one address, everyone sees their own rows; a link; taking it all away again. */

useBrowser();

interface Found {
  id: string;
  identifier: string | null;
  reports: { id: string }[];
}
interface Rows {
  columns: { name: string }[];
  rows: unknown[][];
}

const name = `Journey ${Date.now().toString(36)}`;
let analyst: Awaited<ReturnType<typeof open>>;
let made: Found;
let connection: string;

beforeAll(async () => {
  analyst = await open();
  await signIn(analyst.page, "analyst");
});
afterAll(async () => {
  expect(analyst.complaints).toEqual([]);
  await analyst.context.close();
});

const address = (): string => `/d/${made.id}/reports/${made.reports[0]?.id}`;

/** A report with a number, a bar for each carrier and a SQL tile. */
function project(report: string, con: string): unknown {
  const id = (kind: string, at: number) => `${kind}_0192f0c1a2b37c4d8e5f6071829300${String(at).padStart(2, "0")}`;
  const tile = (at: number, title: string, content: object) => ({
    id: id("tile", at),
    title,
    layout: { x: (at % 2) * 6, y: Math.floor(at / 2) * 8, w: 6, h: 8 },
    content: { connection: con, ...content },
  });
  return {
    format: 1,
    reports: [
      {
        id: report,
        name: "Overview",
        tabs: [
          {
            id: id("tab", 1),
            name: "Overview",
            tiles: [
              tile(0, "All flights", {
                kind: "query",
                query: { topic: "flights", fields: ["flights.count"] },
                chart: { kind: "kpi", y: ["flights.count"] },
              }),
              tile(1, "Flights of each carrier", {
                kind: "query",
                query: { topic: "flights", fields: ["flights.carrier", "flights.count"], sorts: [{ field: "flights.count", descending: true }] },
                chart: { kind: "bar", x: "flights.carrier", y: ["flights.count"] },
              }),
            ],
          },
        ],
        filters: [],
      },
    ],
  };
}

const carriersOf = async (page: Page, sql: string): Promise<unknown[]> => {
  const { status, body } = await ask<Rows>(page, "POST", "/query", { connection, query: { sql } });
  expect(status).toBe(200);
  return body.rows.map((row) => (Array.isArray(row) ? row[0] : Object.values(row as object)[0])).sort();
};

describe.sequential("the main job", () => {
  test("the analyst opens a report of the demo; tiles come as they finish", async () => {
    const { page } = analyst;
    await page.goto("/c/shared");
    await page.getByRole("link", { name: /^Operations/u }).click();
    await page.getByRole("link", { name: /^Punctuality/u }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expect.poll(() => page.locator("canvas, svg[role=img]").count(), { timeout: 20_000 }).toBeGreaterThan(0);
    await expectAccessible(page);
  });

  test("a new document is made in the page and stays", async () => {
    const { page } = analyst;
    await page.goto("/c/shared");
    await page.getByRole("button", { name: "New", exact: true }).click();
    await page.getByRole("menuitem", { name: "New document" }).click();
    await page.getByLabel("Name of the document").fill(name);
    await page.getByRole("button", { name: "Create" }).click();
    await page.waitForURL(/\/d\/.*\/edit/u);
    const list = await ask<{ items: Found[] }>(page, "GET", `/content?q=${encodeURIComponent(name)}`);
    expect(list.body.items).toHaveLength(1);
    made = list.body.items[0] as Found;
    connection = (await ask<{ items: { id: string }[] }>(page, "GET", "/connections")).body.items[0]?.id ?? "";
    const saved = await ask(page, "PUT", `/documents/${made.id}/project`, project(made.reports[0]?.id ?? "", connection), { "if-match": '"1"' });
    expect(saved).toMatchObject({ status: 200 });
    await page.goto(address());
    await page.getByText("Flights of each carrier").waitFor();
    await page.getByText("336,776").first().waitFor();
  });

  test("two people saving the same version: the second is told and nothing is lost", async () => {
    const { page } = analyst;
    const clash = await ask<{ code: string; current_version: number }>(
      page, "PUT", `/documents/${made.id}/project`, project(made.reports[0]?.id ?? "", connection), { "if-match": '"1"' },
    );
    expect(clash).toMatchObject({ status: 412, body: { code: "version_clash", current_version: 2 } });
  });

  test("before it is shared, it is not there for others", async () => {
    const other = await open();
    await signIn(other.page, "united");
    const everyone = await ask(analyst.page, "PATCH", `/content/${made.id}/access`, { organization_role: "no_access", changes: [] });
    expect(everyone.status).toBe(200);
    await other.page.goto(address());
    await other.page.getByRole("heading", { name: "There is no such report for you" }).waitFor();
    await other.context.close();
  });

  test("the share dialog previews in words, saves once, and says where access comes from", async () => {
    const { page } = analyst;
    await page.goto(address());
    await page.getByRole("button", { name: "Share" }).click();
    const dialog = page.getByRole("dialog", { name: `Share “${name}”` });
    const picker = dialog.getByRole("combobox", { name: "Add people or groups" });
    await picker.fill("Airlines");
    await page.getByRole("option", { name: /^Airlines/u }).click();
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await picker.fill("Dan");
    await page.getByRole("option", { name: /Dan Delta/u }).click();
    await dialog.getByRole("combobox", { name: "Role of those you add" }).click();
    await page.getByRole("option", { name: /^Editor/u }).click();
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await picker.fill("Visitors");
    await page.getByRole("option", { name: /^Visitors/u }).click();
    await dialog.getByRole("combobox", { name: "Role of those you add" }).click();
    await page.getByRole("option", { name: /^Viewer/u }).click();
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    const preview = dialog.getByRole("region", { name: "What changes" });
    await preview.getByText("people gain access").waitFor();
    expect(await preview.innerText()).toContain("Uma United");
    expect(await preview.innerText()).toMatch(/Dan Delta\s+can open it now, as Editor/u);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Access saved").waitFor();
    await dialog.getByText(/^Owner · /u).waitFor();
    const access = await ask<{ entries: { name: string; role: string }[] }>(page, "GET", `/content/${made.id}/access`);
    expect(access.body.entries).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: "Airlines", role: "viewer" }), expect.objectContaining({ name: "Dan Delta", role: "editor" })]),
    );
  });

  test("the same address shows an airline's manager that airline's rows alone, by every road", async () => {
    const united = await open();
    const { page } = united;
    await signIn(page, "united", address());
    await page.getByText("Flights of each carrier").waitFor();
    await page.getByText("58,665").first().waitFor();
    expect(await page.getByText("336,776").count()).toBe(0);
    const queries = [
      "select distinct carrier from flights",
      "with f as (select * from flights) select carrier from f group by carrier",
      "select carrier from flights union select carrier from flights",
      "select distinct a.carrier from flights a join flights b on a.tailnum = b.tailnum and a.time_hour = b.time_hour",
      "select distinct carrier from flights where carrier in (select carrier from flights)",
    ];
    for (const sql of queries) expect(await carriersOf(page, sql)).toEqual(["UA"]);
    expect(united.complaints).toEqual([]);
    await united.context.close();
  });

  test("whoever has no attribute is refused clearly, and shown neither nothing nor everything", async () => {
    const viewer = await open();
    await signIn(viewer.page, "viewer", address());
    await viewer.page.getByText(/carrier/u).first().waitFor();
    expect(await viewer.page.getByText("336,776").count()).toBe(0);
    await expectAccessible(viewer.page);
    await viewer.context.close();
  });

  test("a report link opens the report and nothing else, until it is turned off", async () => {
    const { page } = analyst;
    await page.goto(address());
    await page.getByRole("button", { name: "Share" }).click();
    const dialog = page.getByRole("dialog", { name: `Share “${name}”` });
    await dialog.getByRole("tab", { name: /^Report links/u }).click();
    await dialog.getByRole("button", { name: "Turn on a link" }).click();
    const url = await dialog.getByRole("textbox", { name: /^Address of the link/u }).inputValue();
    expect(url.startsWith(`${demo.url}/r/`)).toBe(true);
    await dialog.getByRole("button", { name: "QR code" }).click();
    await dialog.getByRole("img", { name: /^QR code of the link/u }).waitFor();
    await expectAccessible(page);

    const guest = await open();
    await guest.page.goto(url);
    await guest.page.getByText("Flights of each carrier").waitFor();
    expect(await guest.page.getByRole("navigation", { name: "Main" }).count()).toBe(0);
    expect((await ask(guest.page, "GET", "/content")).status).toBe(401);
    expect((await ask(guest.page, "GET", `/documents/${made.id}`)).status).toBe(401);
    await expectAccessible(guest.page);

    await dialog.getByRole("radio", { name: "Nobody: off" }).click();
    await page.getByText("Link turned off").waitFor();
    expect((await ask(guest.page, "GET", new URL(url).pathname)).status).toBe(404);
    expect(guest.complaints).toEqual([]);
    await guest.context.close();
  });

  test("access taken away while the page is open is gone at the next request", async () => {
    const delta = await open();
    await signIn(delta.page, "delta", address());
    await delta.page.getByText("Flights of each carrier").waitFor();
    const { page } = analyst;
    await page.goto(address());
    await page.getByRole("button", { name: "Share" }).click();
    const dialog = page.getByRole("dialog", { name: `Share “${name}”` });
    await dialog.getByRole("button", { name: "Remove what Dan Delta was given here" }).click();
    await dialog.getByText(/Keeps Viewer through the group/u).waitFor();
    await dialog.getByRole("button", { name: "Remove what Airlines was given here" }).click();
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Access saved").waitFor();
    const report = made.reports[0]?.id;
    expect((await ask(delta.page, "POST", `/documents/${made.id}/reports/${report}/data`, {})).status).toBe(404);
    await delta.page.reload();
    await delta.page.getByRole("heading", { name: "There is no such report for you" }).or(delta.page.getByRole("heading", { level: 1 })).first().waitFor();
    expect(await delta.page.getByText("Flights of each carrier").count()).toBe(0);
    await delta.context.close();
  });

  test("signing in leads to where one wanted to go, and never off this server", async () => {
    const somebody = await open();
    const { email, password } = person("analyst");
    await somebody.page.goto("/sign-in?next=https://evil.example/");
    await somebody.page.getByLabel("E-mail").fill(email);
    await somebody.page.getByLabel("Password", { exact: true }).fill(password);
    await somebody.page.getByRole("button", { name: "Sign in" }).click();
    await somebody.page.waitForURL(`${demo.url}/c/shared`);
    await somebody.context.close();
  });
});
