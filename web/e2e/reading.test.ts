import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, open, signIn, useBrowser } from "./browser";
import { byAirline, flights, grant, makeDocument, type Made } from "./documents";

/** Reading a report as different people: what comes first is shown first, everybody gets their own rows, and a server that is gone comes back. */

useBrowser();

let ana: Awaited<ReturnType<typeof open>>;
let made: Made;
const run = Date.now().toString(36);
const readers = { Airlines: "viewer", Visitors: "viewer" };

beforeAll(async () => {
  ana = await open();
  await signIn(ana.page, "analyst");
  made = await makeDocument(ana.page, `Read ${run}`, [{ title: "All flights", content: flights }, { title: "By airline", content: byAirline }], [
    { field: "airlines.name", label: "Airline", op: "in", values: [] },
  ]);
  await grant(ana.page, made.id, readers, { organization_role: "no_access" });
});
afterAll(async () => {
  expect(ana.complaints).toEqual([]);
  await ana.context.close();
});

const tile = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("tiles appear one by one: a light one has its number while a heavy one is still on its way", async () => {
  const { page } = ana;
  const heavy = "select sum((a.distance * b.distance) % 7) as pairs from flights a join flights b on a.flight % 997 = b.flight % 997";
  const slow = await makeDocument(page, `Slow ${run}`, [
    { title: "Heavy", content: { kind: "sql", sql: heavy, chart: { kind: "kpi", y: ["pairs"] } } },
    { title: "Light", content: flights },
  ]);
  await page.goto(slow.path);
  await tile(page, "Light").getByText("336,776").waitFor();
  // Both were asked for in one request, the heavy one first.
  expect(await page.getByRole("img", { name: "Heavy is loading" }).count()).toBe(1);
  expect(await tile(page, "Heavy").getAttribute("aria-busy")).toBe("true");
  await page.getByText("1 tile loading").waitFor({ state: "attached" });
  await page.getByText("All tiles are there").waitFor({ state: "attached", timeout: 60_000 });
  expect(await page.getByRole("img", { name: "Heavy is loading" }).count()).toBe(0);
  expect(await tile(page, "Heavy").getByRole("note").count()).toBe(0);
}, 90_000);

describe.each([
  { key: "united", airline: "United Air Lines Inc.", total: "58,665" },
  { key: "delta", airline: "Delta Air Lines Inc.", total: "48,110" },
  { key: "jetblue", airline: "JetBlue Airways", total: "54,635" },
])("$key", ({ key, airline, total }) => {
  let mine: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    mine = await open();
    await signIn(mine.page, key, made.path);
    await tile(mine.page, "All flights").getByText(total).waitFor();
  });
  afterAll(() => mine.context.close());

  test("a filter offers their airline alone", async () => {
    const { page } = mine;
    await page.getByRole("button", { name: /^Airline/u }).click();
    const values = page.getByRole("group", { name: "Values of Airline" });
    await values.getByRole("checkbox").first().waitFor();
    expect(await values.getByRole("checkbox").evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).labels?.[0]?.textContent))).toEqual([airline]);
    await page.getByRole("textbox", { name: "Search values" }).fill("American");
    await page.getByText("No values found").waitFor();
    await page.keyboard.press("Escape");
  });

  test("a download has their rows alone", async () => {
    const { page } = mine;
    await tile(page, "By airline").getByRole("button", { name: "Actions for By airline" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Download CSV" }).click()]);
    const lines = readFileSync(await download.path(), "utf8").trim().split(/\r?\n/u);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(new RegExp(`^"?${airline.replaceAll(".", "\\.")}"?,${total.replace(",", "")}$`, "u"));
  });
});

test("who has no airline is refused on each tile, with the reason in words, and sees no number", async () => {
  const viewer = await open();
  const { page } = viewer;
  await signIn(page, "viewer", made.path);
  for (const title of ["All flights", "By airline"]) {
    const note = tile(page, title).getByRole("note");
    await note.waitFor();
    expect(await note.getAttribute("data-code")).toBe("missing_attribute");
    expect(await note.innerText()).toMatch(/carrier|Airline code/u);
    expect(await note.innerText()).toMatch(/admin/iu);
    expect(await tile(page, title).locator("canvas").count()).toBe(0);
    // Asking again changes nothing, so it is not offered.
    expect(await note.getByRole("button").count()).toBe(0);
  }
  expect(await page.getByText(/\d{2},\d{3}/u).count()).toBe(0);
  await expectAccessible(page);
  expect(viewer.complaints).toEqual([]);
  await viewer.context.close();
});

describe("without a network", () => {
  test("a report says so on its tiles, keeps its place, and recovers when asked", async () => {
    const { page, context } = ana;
    await page.goto(made.path);
    await tile(page, "All flights").getByText("336,776").waitFor();
    await context.setOffline(true);
    await page.getByRole("button", { name: "Refresh", exact: true }).click();
    const note = tile(page, "All flights").getByRole("note");
    await note.getByText("The server does not answer.").waitFor();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Overview");
    await expectAccessible(page);
    await note.getByRole("button", { name: "Try again" }).click();
    await note.getByText("The server does not answer.").waitFor();
    await context.setOffline(false);
    await note.getByRole("button", { name: "Try again" }).click();
    await tile(page, "All flights").getByText("336,776").waitFor();
    await page.getByRole("button", { name: "Refresh", exact: true }).click();
    await tile(page, "By airline").getByRole("note").waitFor({ state: "detached" });
  });

  test("a list says so and is there again at a click", async () => {
    const { page, context } = ana;
    await page.goto("/c/shared");
    await page.getByRole("link", { name: /^Operations/u }).waitFor();
    await context.setOffline(true);
    await page.getByRole("link", { name: "Favourites" }).click();
    const said = page.getByRole("alert").getByText("The server does not answer");
    await said.waitFor();
    await expectAccessible(page);
    await context.setOffline(false);
    await page.getByRole("button", { name: "Try again" }).or(page.getByText("No favourites yet")).first().click();
    await page.getByText("No favourites yet").waitFor();
    expect(await said.count()).toBe(0);
  });
});
