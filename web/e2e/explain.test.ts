import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, expectAccessible, expectNoOverflow, open, person, signIn, useBrowser } from "./browser";
import { flights, grant, makeDocument, principal, type Made } from "./documents";

/** Why somebody can or cannot open something, in both directions; who reaches it, and what somebody reaches; AccessBoost with its warning. */

useBrowser();

let ana: Awaited<ReturnType<typeof open>>;
let admin: Awaited<ReturnType<typeof open>>;
let made: Made;
const sql = { kind: "sql", sql: "select count(*) as number from flights", chart: { kind: "kpi", y: ["number"] } };
/** A table of the demo that no rule narrows. */
const airports = { kind: "sql", sql: "select count(*) as number from airports", chart: { kind: "kpi", y: ["number"] } };

beforeAll(async () => {
  ana = await open();
  await signIn(ana.page, "analyst");
  admin = await open();
  await signIn(admin.page, "admin");
  made = await makeDocument(ana.page, `Explained ${Date.now().toString(36)}`, [
    { title: "By topic", content: flights },
    { title: "By SQL", content: sql },
    { title: "Airports in SQL", content: airports },
  ]);
  await grant(ana.page, made.id, { Airlines: "viewer" }, { organization_role: "no_access" });
});
afterAll(async () => {
  expect([...ana.complaints, ...admin.complaints]).toEqual([]);
  await ana.context.close();
  await admin.context.close();
});

async function shareOf(page: Page) {
  await page.goto(made.path);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Share “/u });
  await dialog.getByRole("list", { name: "Who has access" }).waitFor();
  return dialog;
}

test("why one can, and why another cannot, with the smallest change that lets them; that change is one button", async () => {
  const { page } = ana;
  const dialog = await shareOf(page);
  const check = dialog.getByRole("region", { name: "Can somebody open it?" });
  const field = check.getByLabel("Person to ask about");
  await field.fill("Dan");
  await page.getByRole("option", { name: /Dan Delta/u }).click();
  const verdict = check.getByRole("status").filter({ hasText: "Dan Delta" });
  await verdict.getByText("Dan Delta can open it, as Viewer.").waitFor();
  await verdict.getByText("1 of 3 tiles answer.").waitFor();
  await verdict.getByText(/^By SQL: /u).waitFor();
  await verdict.getByText(/^Rows of .*flights.*DL/u).first().waitFor();
  await verdict.getByText(/Airlines/u).first().waitFor();
  await verdict.getByRole("button", { name: "View as Dan Delta" }).waitFor();
  await expectAccessible(page);

  await field.fill("Vic");
  await page.getByRole("option", { name: /Vic Viewer/u }).click();
  await check.getByText("Vic Viewer cannot open it.").waitFor();
  await check.getByText("The smallest change:").waitFor();
  await expectAccessible(page);
  await check.getByRole("button", { name: "Give Viewer here" }).click();
  await dialog.getByRole("region", { name: "What changes" }).getByText("can open it now, as Viewer").waitFor();
  await dialog.getByRole("combobox", { name: "Role of Vic Viewer" }).waitFor();
  await dialog.getByRole("button", { name: "Discard" }).click();
  expect(await dialog.getByRole("combobox", { name: "Role of Vic Viewer" }).count()).toBe(0);
});

test("who reaches it, and how, in words; on a phone as well", async () => {
  await ana.page.goto(`/access/${made.id}`);
  const row = ana.page.getByRole("table", { name: "Who can reach it" }).getByRole("row", { name: /Dan Delta/u });
  await row.getByText("Viewer", { exact: true }).waitFor();
  await row.getByText(/^through the group .*Airlines$/u).filter({ visible: true }).waitFor();
  await expectAccessible(ana.page);
  const { page, context } = await open({ width: 360, height: 780, dark: true });
  await signIn(page, "analyst", `/access/${made.id}`);
  const narrow = page.getByRole("row", { name: /Dan Delta/u });
  await narrow.getByText(/^through the group .*Airlines$/u).filter({ visible: true }).waitFor();
  await expectNoOverflow(page);
  await expectAccessible(page);
  await page.getByText("Activity", { exact: true }).click();
  await page.waitForURL(/part=activity/u);
  await page.getByRole("table").waitFor();
  await expectNoOverflow(page);
  await context.close();
});

test("what somebody reaches, for administrators; nobody else is told that there is such a page", async () => {
  const { page } = admin;
  await page.goto("/people");
  await page.getByRole("button", { name: /^Dan Delta/u }).click();
  await page.getByRole("link", { name: "What they can reach" }).click();
  await page.getByRole("heading", { name: "What Dan Delta can reach" }).waitFor();
  const row = page.getByRole("row", { name: new RegExp(made.name, "u") });
  await row.getByText(/^through the group .*Airlines$/u).filter({ visible: true }).waitFor();
  await expectAccessible(page);
  const dan = await principal(page, "Dan Delta");
  expect((await ask(ana.page, "GET", `/users/${dan.id}/reach`)).status).toBe(403);
});

test("AccessBoost: the flag is set after the list of tiles that it would show without row rules; boosted, they are seen; undone, not", async () => {
  const { page } = admin;
  const dialog = await shareOf(page);
  await dialog.getByRole("button", { name: "More about Airlines" }).click();
  const boost = dialog.getByRole("switch", { name: "AccessBoost: Airlines" });
  await boost.click();
  const changes = dialog.getByRole("region", { name: "What changes" });
  await changes.getByText("1 tile reads tables without row rules; whoever is boosted sees all its rows:").waitFor();
  await changes.getByText(/^Airports in SQL: /u).waitFor();
  expect(await changes.getByText(/^By SQL: /u).count(), "rows of flights are narrowed for everybody").toBe(0);
  await changes.getByText("stays Viewer; sees 2 more tiles").first().waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await dialog.getByText("Access saved").waitFor();
  await dialog.getByText("Boosted", { exact: true }).waitFor();

  const dan = await open();
  await signIn(dan.page, "delta", made.path);
  await dan.page.getByRole("region", { name: "By SQL", exact: true }).getByText("48,110").waitFor();
  await dialog.getByRole("button", { name: "Undo" }).click();
  await dialog.getByText("Access is as it was").waitFor();
  await dan.page.reload();
  await dan.page.getByText("All tiles are there").waitFor({ state: "attached" });
  expect(await dan.page.getByRole("region", { name: "By SQL", exact: true }).innerText()).not.toContain("48,110");
  await dan.context.close();
});

test("AccessBoost greyed where it may not be set, with the setting and who changes it", async () => {
  expect(person("analyst").about).toContain("builds and shares");
  const dialog = await shareOf(ana.page);
  await dialog.getByRole("button", { name: "More about Airlines" }).click();
  expect(await dialog.getByRole("switch", { name: "AccessBoost: Airlines" }).isDisabled()).toBe(true);
  await dialog.getByText(/^Only administrators set this here: the setting “Managers may boost” is off/u).waitFor();
});
