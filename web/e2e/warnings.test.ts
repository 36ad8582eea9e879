import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, expectNoOverflow, open, signIn, useBrowser } from "./browser";
import { flights, grant, makeDocument, type Made } from "./documents";

/** Tiles that somebody who can open a report cannot see: who, why, and the remedies, which do what they say and can be taken back. */

useBrowser();

let admin: Awaited<ReturnType<typeof open>>;
let made: Made;

const tile = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const sql = "select count(*) as number from flights";

beforeAll(async () => {
  admin = await open();
  await signIn(admin.page, "admin");
  made = await makeDocument(admin.page, `Warned ${Date.now().toString(36)}`, [
    { title: "By topic", content: flights },
    { title: "By SQL", content: { kind: "sql", sql, chart: { kind: "kpi", y: ["number"] } } },
  ]);
  await grant(admin.page, made.id, { Visitors: "viewer", Airlines: "viewer" }, { organization_role: "no_access" });
});
afterAll(async () => {
  expect(admin.complaints).toEqual([]);
  await admin.context.close();
});

/** What somebody sees in a tile: its number, or that they are refused. */
async function seen(key: string, title: string): Promise<string> {
  const { page, context } = await open();
  await signIn(page, key, made.path);
  await page.getByText("All tiles are there").waitFor({ state: "attached" });
  const text = await tile(page, title).innerText();
  await context.close();
  return text;
}

async function openWarning(title: string): Promise<void> {
  const { page } = admin;
  await page.goto(made.path);
  await tile(page, title).getByRole("button", { name: /cannot see this tile/u }).click();
  await page.getByRole("dialog", { name: `Who cannot see ${title}` }).waitFor();
}

/** Applies the open remedy, once its dry run has said whom it concerns. */
async function apply(said: RegExp): Promise<void> {
  const { page } = admin;
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("region", { name: "What changes" }).getByText(said).first().waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Apply" }).click();
  await page.getByText("Done; the tiles are checked again").waitFor();
}

async function undo(): Promise<void> {
  await admin.page.getByRole("button", { name: "Undo" }).click();
  await admin.page.getByText("Taken back").waitFor();
}

test("a value of an attribute: the viewer then sees the tile, and no more once it is taken back", async () => {
  const { page } = admin;
  expect(await seen("viewer", "By topic")).not.toContain("58,665");
  await openWarning("By topic");
  await page.getByText(/depend on the user attribute/u).first().waitFor();
  await page.getByRole("button", { name: "Give a value…" }).first().click();
  const dialog = page.getByRole("dialog", { name: /Give “.*” a value/u });
  // Of those concerned, only the visitor is to have one: the admin needs none.
  await dialog.getByText("Vic Viewer").first().waitFor();
  await dialog.getByLabel(/^Values? of/u).fill("UA");
  await page.keyboard.press("Enter");
  await apply(/UA/u);
  expect(await seen("viewer", "By topic")).toContain("58,665");
  await undo();
  expect(await seen("viewer", "By topic")).not.toContain("58,665");
});

test("a role on the connection, for a tile in SQL", async () => {
  const { page } = admin;
  expect(await seen("delta", "By SQL")).not.toContain("48,110");
  await openWarning("By SQL");
  await page.getByRole("button", { name: "Give the role…" }).first().click();
  await page.getByRole("dialog", { name: /Give a role on/u }).waitFor();
  await apply(/Querier|querier/u);
  // Rows stay those of the airline.
  expect(await seen("delta", "By SQL")).toContain("48,110");
  await undo();
  expect(await seen("delta", "By SQL")).not.toContain("48,110");
});

test("AccessBoost on the grant of a group: its people see the tile in SQL with their own rows", async () => {
  const { page } = admin;
  await openWarning("By SQL");
  await page.getByRole("button", { name: "Set AccessBoost…" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Set AccessBoost" });
  await dialog.getByRole("radio", { name: "Airlines" }).check();
  expect(await dialog.getByRole("radio", { name: "Alex Admin" }).count(), "owning is no grant").toBe(0);
  await apply(/./u);
  expect(await seen("delta", "By SQL")).toContain("48,110");
  await undo();
  expect(await seen("delta", "By SQL")).not.toContain("48,110");
});

test("on a phone and by night", async () => {
  const { page, context, complaints } = await open({ width: 360, height: 780, dark: true });
  await signIn(page, "admin", made.path);
  await tile(page, "By topic").getByRole("button", { name: /cannot see this tile/u }).click();
  await page.getByRole("button", { name: "Give a value…" }).first().click();
  await page.getByRole("dialog").getByText("Vic Viewer").first().waitFor();
  await expectNoOverflow(page);
  await expectAccessible(page);
  expect(complaints).toEqual([]);
  await context.close();
});

test("what draws a chart does not arrive: the tile says so, and brings it when asked again", async () => {
  const { page, context } = await open();
  let gone = true;
  await page.route(/\/assets\/.*\bbar\b.*\.js/u, (route) => (gone ? route.abort() : route.continue()));
  await signIn(page, "analyst", "/d/punctuality");
  const chart = tile(page, "On-time rate by airline");
  const notice = chart.getByRole("note");
  await notice.waitFor();
  gone = false;
  await notice.getByRole("button", { name: "Try again" }).click();
  await chart.locator("canvas").first().waitFor();
  expect(await notice.count()).toBe(0);
  await context.close();
});
