import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, demo, expectAccessible, expectNoOverflow, open, signIn, useBrowser } from "./browser";
import { byAirline, connectionOf, flights, grant, makeDocument, type Made } from "./documents";

/** Tenant tables in the page: made by keyboard and by paste, previewed, saved; and what each reader then sees of the real data. */

useBrowser();

let owner: Awaited<ReturnType<typeof open>>;
let made: Made;
let link = "";
let clean = "";

const number = new Intl.NumberFormat("en-GB");
const tile = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const dialog = (page: Page) => page.getByRole("dialog");
const grid = (page: Page) => page.getByRole("grid", { name: /^Tenant table of/u });
const cell = (page: Page, name: string) => grid(page).getByRole("textbox", { name, exact: true });
const preview = (page: Page) => page.getByRole("region", { name: "What saving changes" });

/** How many flights there are under conditions, asked by whoever sees all of them. */
async function count(conditions: Record<string, string[]> = {}): Promise<string> {
  const filters = Object.entries(conditions).map(([field, values]) => ({ field, op: "in", values }));
  const query = { topic: "flights", fields: ["flights.count"], filters };
  const answer = await ask<string>(owner.page, "POST", "/query", { connection: await connectionOf(owner.page), query }, { accept: "text/csv" });
  expect(answer.status).toBe(200);
  return number.format(Number(String(answer.body).trim().split(/\r?\n/u).at(-1)));
}

async function openTenants(page: Page, path = made.path): Promise<void> {
  await page.goto(path);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("tab", { name: "Tenants" }).click();
  await page.getByText(/first row that fits|One report, many audiences/u).first().waitFor();
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", data);
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** A report on the screen of somebody else, when all its tiles have answered. */
async function read(key: string | null, path: string): Promise<Awaited<ReturnType<typeof open>>> {
  const view = await open();
  if (key === null) await view.page.goto(path);
  else await signIn(view.page, key, path);
  await view.page.getByText("All tiles are there").waitFor({ state: "attached" });
  return view;
}

beforeAll(async () => {
  owner = await open({ width: 1280, height: 900 });
  await signIn(owner.page, "analyst");
  const tiles = [
    { title: "All flights", content: flights },
    { title: "By airline", content: byAirline },
    { title: "By SQL", content: { kind: "sql", sql: "select count(*) as number from flights", chart: { kind: "kpi", y: ["number"] } }, layout: { x: 0, y: 7, w: 3, h: 3 } },
  ];
  const filters = [{ field: "flights.origin", label: "Origin", op: "in", values: [] }];
  made = await makeDocument(owner.page, `Tenants ${Date.now().toString(36)}`, tiles, filters);
  clean = (await makeDocument(owner.page, `Without ${Date.now().toString(36)}`, tiles.slice(0, 1))).path;
  await grant(owner.page, made.id, { Visitors: "viewer", Airlines: "viewer" }, { organization_role: "no_access" });
  // Values of attributes are given by those who hold them, or by an admin.
  const admin = await open();
  await signIn(admin.page, "admin");
  const opened = await ask<{ url: string }>(admin.page, "POST", `/documents/${made.id}/reports/${made.report}/links`, {
    name: "For American",
    mode: "everyone",
    rights: ["view", "download_data"],
    attributes: { carrier: ["AA"] },
  });
  expect(opened.status).toBe(201);
  link = new URL(opened.body.url, demo.url).pathname;
  await admin.context.close();
});
afterAll(async () => {
  expect(owner.complaints).toEqual([]);
  await owner.context.close();
});

test("a table is made by keyboard, tried before it is saved, and carried on by a paste", async () => {
  const { page } = owner;
  // The fields come late: whoever is faster than they are loses nothing of what they type.
  await page.route("**/api/v1/connections/*/topics/*", async (route) => {
    await new Promise((done) => setTimeout(done, 2_500));
    await route.continue();
  });
  await openTenants(page);
  await page.getByRole("button", { name: "Start a table" }).press("Enter");
  await expect.poll(() => cell(page, "Group, blank row").evaluate((input) => input === document.activeElement)).toBe(true);

  // A column for what they see: chosen, not typed as a header.
  await page.getByRole("button", { name: "Add column" }).press("Enter");
  await page.getByRole("menuitem", { name: /^Field is one of/u }).press("Enter");
  const field = page.getByRole("form", { name: /^Field is one of/u });
  await field.getByRole("combobox", { name: "Field" }).or(field.getByLabel("Field")).first().pressSequentially("carrier");
  await page.getByRole("option").first().waitFor();
  const carrier = await page.getByRole("option").first().innerText();
  await page.keyboard.press("Enter");
  await field.getByRole("button", { name: "Add" }).press("Enter");
  const what = `${carrier} is one of`;
  await expect.poll(() => cell(page, `${what}, blank row`).evaluate((input) => input === document.activeElement)).toBe(true);

  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("Star Alliance");
  await page.keyboard.press("Tab");
  await page.keyboard.type("United");
  await page.keyboard.press("Tab");
  await page.keyboard.type("UA");
  expect(await cell(page, `${what}, row 1`).inputValue()).toBe("UA");
  await page.getByText(`Whoever is in Star Alliance sees only rows where ${carrier} is UA.`).waitFor();

  // Tried as it stands, unsaved.
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Try this row" }).press("Enter");
  const result = page.getByRole("status", { name: "Result" });
  await result.getByText(`${await count({ "flights.carrier": ["UA"] })} of ${await count()} rows`).waitFor();
  await result.getByText(/^row 1 \(United\)/u).waitFor();

  // Enter at the end is a new row; a block with headers brings its columns.
  await cell(page, `${what}, row 1`).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => cell(page, `${what}, blank row`).evaluate((input) => input === document.activeElement)).toBe(true);
  await paste(page, "USER\tATTRIBUTE carrier\tSCENARIO\tFIELD flights.carrier\tFIELD flights.origin\ndelta@demo.example\t\tDelta\tDL; 9E\t\n\tAA\tAmerican\t\tJFK\n");
  await expect.poll(() => cell(page, "Scenario, row 3").inputValue()).toBe("American");
  expect(await cell(page, "User, row 2").inputValue()).toBe("delta@demo.example");
  expect(await cell(page, "Attribute carrier, row 3").inputValue()).toBe("AA");

  // A fault stands on its cell and in a list, and one step back takes it away.
  const origin = grid(page).getByRole("textbox", { name: /^Origin.* is one of, row 1/u });
  await origin.fill(";");
  await page.getByText("1 thing has to be put right before this can be saved").first().waitFor();
  expect(await origin.getAttribute("aria-invalid")).toBe("true");
  expect(await page.getByRole("button", { name: "Save table" }).isDisabled()).toBe(true);
  await expectAccessible(page);
  await origin.press("Control+z");
  await page.getByText("1 thing has to be put right before this can be saved").first().waitFor({ state: "detached" });
  await origin.fill("EWR");

  // What it would change, in words, and nothing before Save.
  await preview(page).getByText("Jo JetBlue").waitFor();
  await preview(page).getByText(/none: no row of the tenant table \(before: all rows\); no longer sees .*“By airline”/u).first().waitFor();
  await preview(page).getByText(/row 1 \(United\): .*flights\.origin = EWR/u).first().waitFor();
  expect((await ask<{ version: number }>(page, "GET", `/documents/${made.id}/reports/${made.report}/tenants`)).body.version).toBe(0);
  await page.getByRole("button", { name: "Save table" }).click();
  await page.getByText("Tenant table saved; it is in force").waitFor();
  await dialog(page).getByText(/^Saved by Ana Analyst/u).waitFor();
});

test("a reader sees the rows of their row: in tiles, in suggestions and in the CSV", async () => {
  const { page, context, complaints } = await read("united", made.path);
  const theirs = await count({ "flights.carrier": ["UA"], "flights.origin": ["EWR"] });
  expect(theirs).not.toBe(await count({ "flights.carrier": ["UA"] }));
  await tile(page, "All flights").getByText(theirs).waitFor();
  // A tile in SQL cannot be narrowed: it is refused, whatever their role allows.
  expect(await tile(page, "By SQL").getByRole("note").getAttribute("data-code")).toBe("tenant_sql");
  await page.getByRole("group", { name: "Filters" }).getByRole("button", { name: /Origin/u }).click();
  await page.getByText("EWR", { exact: true }).first().waitFor();
  expect(await page.getByText("JFK", { exact: true }).count()).toBe(0);
  const suggested = await ask<{ values: string[] }>(page, "POST", `/documents/${made.id}/reports/${made.report}/suggest`, { field: "flights.origin" });
  expect(suggested.body.values).toEqual(["EWR"]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Actions for By airline" }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Download CSV" }).click();
  const stream = await (await saving).createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  const lines = Buffer.concat(parts).toString("utf8").trim().split(/\r?\n/u).slice(1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toBe(`United Air Lines Inc.,${theirs.replaceAll(",", "")}`);
  expect(complaints).toEqual([]);
  await context.close();
});

test("whoever has no row sees no data, and one calm word for the whole report", async () => {
  const { page, context } = await read("jetblue", made.path);
  await page.getByText("No data is assigned to you in this report").waitFor();
  expect(await page.getByRole("note").count()).toBe(0);
  expect(await page.getByText("No data is assigned").count()).toBe(1);
  const suggested = await ask<{ code: string }>(page, "POST", `/documents/${made.id}/reports/${made.report}/suggest`, { field: "flights.origin" });
  expect([suggested.status, suggested.body.code]).toEqual([403, "tenant_unassigned"]);
  await expectAccessible(page);
  await context.close();
});

test("visitors of a public link are rows too", async () => {
  const { page, context, complaints } = await read(null, link);
  await tile(page, "All flights").getByText(await count({ "flights.carrier": ["AA"], "flights.origin": ["JFK"] })).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a row is seen through, with the banner, and left again", async () => {
  const { page } = owner;
  await openTenants(page);
  await grid(page).getByRole("button", { name: "Row 3", exact: true }).click();
  await page.getByRole("menuitem", { name: "See as this row" }).click();
  const banner = page.getByRole("complementary", { name: "Seeing as somebody else" });
  await banner.getByText(/the scenario American/u).waitFor();
  await page.getByText("All tiles are there").waitFor({ state: "attached" });
  const seen = await tile(page, "All flights").innerText();
  await banner.getByRole("button", { name: "See as yourself again" }).click();
  await banner.waitFor({ state: "detached" });
  expect(seen).toContain(await count({ "flights.origin": ["JFK"] }));
});

test("who is tried by person, address and link; rows are moved, and order decides", async () => {
  const { page } = owner;
  await openTenants(page);
  const part = page.getByRole("region", { name: "Try it" });
  const result = part.getByRole("status", { name: "Result" });
  await part.getByLabel("Person to try").fill("Dan Delta");
  await page.getByRole("option", { name: /Dan Delta/u }).click();
  await page.keyboard.press("Tab");
  await result.getByText(/^row 2 \(Delta\)/u).waitFor();
  // What Dan sees is what his own airline and the row both leave.
  await result.getByText(`${await count({ "flights.carrier": ["DL"] })} of ${await count()} rows`).waitFor();
  await part.getByText("Address", { exact: true }).click();
  await part.getByRole("textbox", { name: "E-mail address to try" }).fill("nobody@elsewhere.example");
  await result.getByText("none: no row of the tenant table").waitFor();
  await part.getByText("Link", { exact: true }).click();
  await part.getByLabel("Link whose visitors to try").first().click();
  await page.getByRole("option", { name: "For American" }).click();
  await result.getByText(/^row 3 \(American\)/u).waitFor();
  // A row for everybody on top takes everything; the page warns, and Alt with an arrow moves it.
  await grid(page).getByRole("button", { name: "Row 1", exact: true }).click();
  await page.getByRole("menuitem", { name: "Insert a row above" }).click();
  await cell(page, "Scenario, blank row").fill("Rest");
  await page.getByText(/^Row 1 fits everybody/u).waitFor();
  await result.getByText(/^row 1 \(Rest\)/u).waitFor();
  const rest = cell(page, "Scenario, row 1");
  await rest.press("Alt+ArrowDown");
  await cell(page, "Scenario, row 2").press("Alt+ArrowDown");
  await cell(page, "Scenario, row 3").press("Alt+ArrowDown");
  await expect.poll(() => cell(page, "Scenario, row 4").inputValue()).toBe("Rest");
  await page.getByText(/^Row \d fits everybody/u).waitFor({ state: "detached" });
  await result.getByText(/^row 3 \(American\)/u).waitFor();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect.poll(() => grid(page).getByRole("row").count()).toBe(4);
});

test("somebody else saved meanwhile: it is told, nothing is lost, and either table can be kept", async () => {
  const { page } = owner;
  const path = `/documents/${made.id}/reports/${made.report}/tenants`;
  await openTenants(page);
  await cell(page, "Scenario, row 1").fill("Mine");
  const before = await ask<{ version: number; table: { columns: string[]; rows: string[][] } }>(page, "GET", path);
  const other = await open();
  await signIn(other.page, "admin");
  const { columns, rows } = before.body.table;
  const theirs = { columns, rows: rows.map((row) => row.map((text) => (text === "Delta" ? "Theirs" : text))) };
  expect((await ask(other.page, "PUT", path, { table: theirs }, { "if-match": `"${before.body.version}"` })).status).toBe(200);
  await other.context.close();
  await preview(page).getByText(/row 1 \(Mine\)/u).first().waitFor();
  await page.getByRole("button", { name: "Save table" }).click();
  await page.getByText(/^Alex Admin saved this table/u).waitFor();
  expect(await cell(page, "Scenario, row 1").inputValue()).toBe("Mine");
  await page.getByRole("button", { name: "Look at theirs" }).click();
  await expect.poll(() => cell(page, "Scenario, row 2").inputValue()).toBe("Theirs");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(() => cell(page, "Scenario, row 1").inputValue()).toBe("Mine");
  await page.getByRole("button", { name: "Save table" }).click();
  await page.getByText("Tenant table saved; it is in force").waitFor();
  expect((await ask<{ table: { rows: string[][] } }>(page, "GET", path)).body.table.rows[0]).toContain("Mine");
});

test("as a file and back; taken away, and the undo of that", async () => {
  const { page } = owner;
  const path = `/documents/${made.id}/reports/${made.report}/tenants`;
  await openTenants(page);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const file = await (await saving).path();
  await grid(page).getByRole("button", { name: "Row 1", exact: true }).click();
  await page.getByRole("menuitem", { name: "Remove row" }).click();
  await expect.poll(() => grid(page).getByRole("row").count()).toBe(3);
  await page.locator("input[type=file]").setInputFiles({ name: "tenants.csv", mimeType: "text/csv", buffer: (await import("node:fs")).readFileSync(file) });
  await expect.poll(() => grid(page).getByRole("row").count()).toBe(4);
  // The same table again is no change.
  await dialog(page).getByText(/^Saved by/u).waitFor();
  await page.getByRole("button", { name: "Remove the table" }).click();
  await preview(page).getByText(/all rows \(before: none: no row of the tenant table\)/u).first().waitFor();
  await page.getByRole("button", { name: "Remove the table" }).click();
  await page.getByText("Tenant table removed").waitFor();
  expect((await ask<{ table: unknown }>(page, "GET", path)).body.table).toBeNull();
  await dialog(page).getByRole("button", { name: "Undo" }).click();
  await page.getByText("The former table is in force again").waitFor();
  expect((await ask<{ table: { rows: unknown[] } }>(page, "GET", path)).body.table.rows).toHaveLength(3);
});

test("a refusal fits a small tile: nothing is cut in the middle of a line, and the rest is one step away", async () => {
  for (const width of [1200, 360]) {
    const { page, context } = await open({ width, height: 860 });
    await signIn(page, "viewer", "/d/punctuality");
    const note = page.locator('[data-kind="kpi"]').getByRole("note").first();
    await note.waitFor();
    expect(await note.evaluate((box) => box.scrollHeight - box.clientHeight), `${width} px`).toBeLessThanOrEqual(0);
    expect(await note.locator("code").first().innerText()).toBe("carrier");
    expect(await note.innerText()).not.toContain("`");
    await note.getByRole("button", { name: "What to do" }).press("Enter");
    await page.getByRole("dialog").getByText(/^Ask an admin to set it/u).waitFor();
    await expectAccessible(page);
    await context.close();
  }
});

for (const look of [{ dark: false }, { dark: true }, { dark: true, width: 360, height: 780 }]) {
  test(`accessible: ${JSON.stringify(look)}`, async () => {
    const { page, context, complaints } = await open(look);
    await signIn(page, "analyst", clean);
    await openTenants(page, clean);
    await expectAccessible(page);
    await expectNoOverflow(page);
    await openTenants(page);
    await grid(page).waitFor();
    await grid(page).getByRole("textbox").first().fill("Nobody");
    await preview(page).getByText(/see something else/u).waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
    expect(complaints).toEqual([]);
    await context.close();
  });
}
