import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, expectAccessible, expectNoOverflow, open, signIn, useBrowser } from "./browser";
import { flights, grant, makeDocument, principal, type Made } from "./documents";

/** Access requests: asked for on the way to something closed, granted with one click, refused with a word, and what the asker sees of it. */

useBrowser();

let ana: Awaited<ReturnType<typeof open>>;
let made: Made;
beforeAll(async () => {
  ana = await open();
  await signIn(ana.page, "analyst");
});
afterAll(async () => {
  expect(ana.complaints).toEqual([]);
  await ana.context.close();
});

async function fresh(takes: boolean): Promise<void> {
  made = await makeDocument(ana.page, `Asked for ${Date.now().toString(36)}`, [{ title: "All flights", content: flights }]);
  expect((await ask(ana.page, "PATCH", `/documents/${made.id}/abilities`, { request_access: takes })).status).toBe(200);
}

/** Meets the closed door and asks. */
async function asks(page: Page, role: "Open its reports" | "Edit it as well", message: string): Promise<void> {
  await page.goto(made.path);
  await page.getByRole("heading", { name: "You have no access to this yet" }).waitFor();
  expect(await page.getByText(made.name).count(), "not even the name is told").toBe(0);
  await page.getByRole("radio", { name: role }).check();
  await page.getByLabel("A word to the owner (may stay empty)").fill(message);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Ask for access" }).click();
  await page.getByRole("heading", { name: "The owner has been asked" }).waitFor();
}

const mine = (page: Page) => page.getByRole("listitem").filter({ hasText: made.name });
const sees = async (page: Page): Promise<number> => (await ask(page, "GET", `/documents/${made.id}`)).status;

test("granted with one click on the page of requests, after it said what that does; the asker opens it; undone, they do not", async () => {
  await fresh(true);
  const vic = await open();
  await signIn(vic.page, "viewer");
  await asks(vic.page, "Open its reports", "For the board meeting");
  expect(await sees(vic.page)).toBe(404);

  const { page } = ana;
  await page.goto("/requests");
  const request = page.getByRole("listitem").filter({ hasText: made.name });
  await request.getByText("For the board meeting").waitFor();
  await request.getByText(/^Then: can open it now, as Viewer; sees none of its tiles/u).waitFor();
  await expectAccessible(page);
  await request.getByRole("button", { name: "Grant", exact: true }).click();
  await page.getByText("Vic Viewer has access now").waitFor();
  await request.waitFor({ state: "detached" });

  expect(await sees(vic.page)).toBe(200);
  await vic.page.getByRole("link", { name: "See your requests" }).click();
  await mine(vic.page).getByText("Granted", { exact: true }).waitFor();
  await mine(vic.page).getByRole("link", { name: new RegExp(made.name, "u") }).click();
  await vic.page.getByRole("region", { name: "All flights" }).waitFor();

  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText(/^Vic Viewer has what they had before\. The request stays answered/u).waitFor();
  expect(await sees(vic.page)).toBe(404);
  // The asker is not told that they have it.
  await vic.page.goto("/requests");
  await vic.page.getByText("Granted, then taken away").first().waitFor();
  await expectAccessible(vic.page);
  expect(vic.complaints).toEqual([]);
  await vic.context.close();
});

test("answered in the share dialog with more than was asked; undone, the grant and its boost are what they were", async () => {
  await fresh(true);
  const jo = await open();
  await signIn(jo.page, "jetblue");
  await asks(jo.page, "Open its reports", "");
  // Meanwhile Jo got something, with a boost that an administrator set.
  const admin = await open();
  await signIn(admin.page, "admin");
  const changes = [{ principal: await principal(admin.page, "Jo JetBlue"), role: "viewer", boost: true }];
  expect((await ask(admin.page, "PATCH", `/content/${made.id}/access`, { changes })).status).toBe(200);

  const { page } = ana;
  await page.goto(made.path);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Share “/u });
  await dialog.getByText("1 person asks for access.").waitFor();
  await dialog.getByRole("button", { name: "Answer" }).click();
  await dialog.getByText("Then: nothing changes, they have that much already").waitFor();
  await dialog.getByRole("combobox", { name: "Role to give Jo JetBlue" }).click();
  await page.getByRole("option", { name: "Editor" }).click();
  await dialog.getByText(/^Then: becomes Editor \(was Viewer\)/u).waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Give access" }).click();
  await dialog.getByText("Jo JetBlue has access now").waitFor();
  const jos = async () => {
    const { body } = await ask<{ entries: { name: string; direct: string; boost: boolean }[] }>(page, "GET", `/content/${made.id}/access`);
    return body.entries.find((one) => one.name === "Jo JetBlue");
  };
  expect(await jos()).toMatchObject({ direct: "editor", boost: true });
  await dialog.getByRole("button", { name: "Undo" }).click();
  await dialog.getByText(/^Jo JetBlue has what they had before/u).waitFor();
  expect(await jos()).toMatchObject({ direct: "viewer", boost: true });
  await admin.context.close();
  await jo.context.close();
});

test("refused with a word, which the asker reads; the document stays closed", async () => {
  await fresh(true);
  const dan = await open({ width: 360, height: 780, dark: true });
  await signIn(dan.page, "delta");
  await asks(dan.page, "Edit it as well", "I know these numbers");
  await expectNoOverflow(dan.page);

  const { page } = ana;
  await page.goto("/requests");
  const request = page.getByRole("listitem").filter({ hasText: made.name });
  await request.getByText("would like to edit").waitFor();
  await request.getByRole("button", { name: "Refuse" }).click();
  const dialog = page.getByRole("dialog", { name: "Refuse the request of Dan Delta" });
  await dialog.getByLabel(/^Why not/u).fill("Ask again in December");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Refuse" }).click();
  await page.getByText("The request of Dan Delta is refused").waitFor();

  await dan.page.getByRole("link", { name: "See your requests" }).click();
  await dan.page.getByText("Ask again in December").first().waitFor();
  await dan.page.getByText("Refused", { exact: true }).first().waitFor();
  expect(await dan.page.getByText(made.name).count()).toBe(0);
  await expectAccessible(dan.page);
  await expectNoOverflow(dan.page);
  expect(await sees(dan.page)).toBe(404);
  await dan.context.close();
});

test("where no requests are taken, it is simply not there", async () => {
  await fresh(false);
  const vic = await open();
  await signIn(vic.page, "viewer");
  await vic.page.goto(made.path);
  await vic.page.getByRole("heading", { name: "There is no such report for you" }).or(vic.page.getByRole("heading", { level: 1 })).first().waitFor();
  expect(await vic.page.getByRole("button", { name: "Ask for access" }).count()).toBe(0);
  expect((await ask(vic.page, "POST", `/content/${made.id}/requests`, { role: "viewer" })).status).toBe(404);
  await vic.context.close();
});

test("the share dialog of somebody who may not manage it shows no requests, and changes nothing", async () => {
  await fresh(true);
  await grant(ana.page, made.id, { "Uma United": "editor" });
  const uma = await open();
  await signIn(uma.page, "united", made.path);
  await uma.page.getByRole("region", { name: "All flights" }).waitFor();
  expect(await uma.page.getByRole("button", { name: "Share", exact: true }).count()).toBe(0);
  expect((await ask(uma.page, "GET", `/content/${made.id}/access`)).status).toBe(403);
  await uma.context.close();
});
