import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, expectAccessible, open, signIn, useBrowser } from "./browser";
import { flights, grant, makeDocument, principal, type Made } from "./documents";

/** Whose something is, and where its access comes from: handing over, leaving, standing alone, inheriting again, and the exact way back. */

useBrowser();

let ana: Awaited<ReturnType<typeof open>>;
let admin: Awaited<ReturnType<typeof open>>;
let made: Made;
beforeAll(async () => {
  ana = await open();
  await signIn(ana.page, "analyst");
  admin = await open();
  await signIn(admin.page, "admin");
});
afterAll(async () => {
  expect([...ana.complaints, ...admin.complaints]).toEqual([]);
  await ana.context.close();
  await admin.context.close();
});

interface Listed {
  owner: { name: string };
  stands_alone: boolean;
  organization_role: string;
  entries: { name: string; direct: string | null; boost: boolean }[];
}
/** Owner, inheritance and every grant, as the server has them. */
async function state(node: string): Promise<{ owner: string; alone: boolean; everyone: string; grants: string[] }> {
  const { body } = await ask<Listed>(admin.page, "GET", `/content/${node}/access`);
  const grants = body.entries.filter((one) => one.direct !== null).map((one) => `${one.name}: ${one.direct}${one.boost ? ", boosted" : ""}`);
  return { owner: body.owner.name, alone: body.stands_alone, everyone: body.organization_role, grants: grants.sort() };
}

const unique = (name: string): string => `${name} ${Date.now().toString(36)}`;
async function folder(page: Page, name: string, parent = "shared"): Promise<string> {
  const made = await ask<{ id: string }>(page, "POST", "/folders", { name: unique(name), parent });
  expect(made.status).toBe(201);
  return made.body.id;
}

async function settingsOf(page: Page, path: string) {
  await page.goto(path);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Share “/u });
  await dialog.getByRole("tab", { name: "Settings" }).click();
  return dialog;
}

for (const [name, undone] of [
  ["Uma United", "Access is as it was, without the AccessBoost of Uma United: an administrator has to set it again."],
  ["Vic Viewer", "Access is as it was"],
] as const) {
  test(`handed over to ${name}, after a preview; undone, nobody has more or less than before`, async () => {
    const { page } = ana;
    const above = await folder(page, "Handed over in");
    await grant(page, above, { Visitors: "manager" });
    made = await makeDocument(page, unique("Handed over"), [{ title: "All flights", content: flights }], [], above);
    // Uma by a grant of her own, which an administrator boosted; Vic through a group on the folder.
    const changes = [{ principal: await principal(admin.page, "Uma United"), role: "manager", boost: true }];
    expect((await ask(admin.page, "PATCH", `/content/${made.id}/access`, { changes })).status).toBe(200);
    const before = await state(made.id);
    const dialog = await settingsOf(page, made.path);
    const owner = dialog.getByRole("region", { name: "Owner" });
    await owner.getByRole("combobox", { name: "Hand over to" }).click();
    await page.getByRole("option", { name, exact: true }).click();
    await owner.getByRole("region", { name: "What changes" }).getByText("becomes Owner (was Manager)").waitFor();
    await owner.getByText("becomes Manager (was Owner)").waitFor();
    await expectAccessible(page);
    await owner.getByRole("button", { name: "Hand over", exact: true }).click();
    await dialog.getByText(`${name} owns it now`).waitFor();
    expect(await state(made.id)).toMatchObject({ owner: name });
    await dialog.getByRole("button", { name: "Undo" }).click();
    await dialog.getByText(undone, { exact: true }).waitFor();
    // Ana may not set a boost: that one is lost, and she was told.
    const unboosted = { ...before, grants: before.grants.map((one) => (name === "Uma United" ? one.replace(", boosted", "") : one)) };
    expect(await state(made.id)).toEqual(unboosted);
  });
}

test("handed over twice at once: the second is told who owns it already, and has nothing to undo", async () => {
  const { page } = ana;
  made = await makeDocument(page, unique("Twice"), [{ title: "All flights", content: flights }]);
  await grant(page, made.id, { "Uma United": "manager" });
  const dialog = await settingsOf(page, made.path);
  const owner = dialog.getByRole("region", { name: "Owner" });
  await owner.getByRole("combobox", { name: "Hand over to" }).click();
  await page.getByRole("option", { name: "Uma United" }).click();
  await owner.getByText("becomes Owner (was Manager)").waitFor();
  const uma = await principal(admin.page, "Uma United");
  expect((await ask(admin.page, "PUT", `/content/${made.id}/owner`, { user: uma.id })).status).toBe(200);
  await owner.getByRole("button", { name: "Hand over", exact: true }).click();
  await dialog.getByText("Uma United owns it already").waitFor();
  expect(await dialog.getByRole("button", { name: "Undo" }).count()).toBe(0);
  expect(await state(made.id)).toMatchObject({ owner: "Uma United", grants: ["Ana Analyst: manager"] });
});

test("where nobody else manages it, the page says what to do first", async () => {
  made = await makeDocument(ana.page, unique("Alone"), []);
  expect((await ask(ana.page, "PATCH", `/content/${made.id}/access`, { organization_role: "no_access", changes: [] })).status).toBe(200);
  await grant(ana.page, made.id, { "Dan Delta": "editor" });
  const dialog = await settingsOf(ana.page, made.path);
  const owner = dialog.getByRole("region", { name: "Owner" });
  await owner.getByText(/Everything may be done by the owner/u).waitFor();
  await ana.page.waitForLoadState("networkidle");
  await owner.getByRole("combobox", { name: "Hand over to" }).click();
  // An administrator manages everything; Dan is an editor.
  expect(await ana.page.getByRole("option").allInnerTexts()).toEqual(["Alex Admin"]);
});

test("somebody who owns content cannot leave without an heir, who then owns it", async () => {
  const { page } = admin;
  const name = unique("Gone Soon");
  const created = await ask<{ id: string }>(page, "POST", "/users", { name, email: `gone-${Date.now().toString(36)}@demo.example`, password: "h83jt-uchkk-m9ffx" });
  expect(created.status).toBe(201);
  made = await makeDocument(page, unique("Left behind"), [{ title: "All flights", content: flights }]);
  await grant(page, made.id, { [name]: "manager" });
  expect((await ask(page, "PUT", `/content/${made.id}/owner`, { user: created.body.id })).status).toBe(200);

  await page.goto("/people");
  await page.getByRole("button", { name: new RegExp(`^${name}`, "u") }).click();
  const dialog = page.getByRole("dialog", { name });
  await dialog.getByRole("switch", { name: "May sign in" }).click();
  await dialog.getByText(new RegExp(`^1 folder or document has to get another owner: ${made.name}`, "u")).waitFor();
  expect(await dialog.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  expect((await ask(page, "PATCH", `/users/${created.body.id}`, { active: false })).status, "the server refuses it as well").toBe(409);
  await expectAccessible(page);
  await dialog.getByRole("combobox", { name: "Who takes over" }).click();
  await page.getByRole("option", { name: "Uma United" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("row", { name: new RegExp(`${name}.*Deactivated`, "u") }).waitFor();
  expect(await state(made.id)).toMatchObject({ owner: "Uma United" });
  expect(await page.getByRole("button", { name: "Undo" }).count(), "there is no way back from a hand-over").toBe(0);
});

test("somebody who owns nothing is deactivated, and back again when that is undone", async () => {
  const { page } = admin;
  const name = unique("Owns Nothing");
  const created = await ask<{ id: string }>(page, "POST", "/users", { name, email: `none-${Date.now().toString(36)}@demo.example`, password: "h83jt-uchkk-m9ffx" });
  await page.goto("/people");
  await page.getByRole("button", { name: new RegExp(`^${name}`, "u") }).click();
  const dialog = page.getByRole("dialog", { name });
  await dialog.getByRole("switch", { name: "May sign in" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  const row = page.getByRole("row", { name: new RegExp(`${name}.*Deactivated`, "u") });
  await row.waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await row.waitFor({ state: "detached" });
  const { body } = await ask<{ active: boolean }>(page, "GET", `/users/${created.body.id}`);
  expect(body).toMatchObject({ active: true });
});

for (const start of ["The access that people have now", "Nobody but its owner"]) {
  test(`standing alone, starting with: ${start}; previewed, and undone exactly`, async () => {
    const { page } = admin;
    const above = await folder(page, "Above");
    await grant(page, above, { Visitors: "viewer", Airlines: "editor" });
    made = await makeDocument(page, unique("Inherits"), [{ title: "All flights", content: flights }], [], above);
    const vic = await principal(page, "Vic Viewer");
    expect((await ask(admin.page, "PATCH", `/content/${made.id}/access`, { changes: [{ principal: vic, role: "editor", boost: true }] })).status).toBe(200);
    const before = await state(made.id);

    const dialog = await settingsOf(page, made.path);
    const part = dialog.getByRole("region", { name: "Takes access from the folders above" });
    await part.getByRole("button", { name: "Stop taking access from above" }).click();
    await part.getByRole("radio", { name: start }).check();
    const changes = part.getByRole("region", { name: "What changes" });
    const empty = start.startsWith("Nobody");
    await changes.getByText(empty ? "Dan Delta" : "Nobody gains or loses anything by this.").waitFor();
    if (empty) await changes.getByText("can no longer open it (was Editor)").first().waitFor();
    await expectAccessible(page);
    await part.getByRole("button", { name: "Stop taking access from above" }).click();
    await dialog.getByText("It stands alone now").waitFor();
    expect(await state(made.id)).toMatchObject(
      empty ? { alone: true, grants: [] } : { alone: true, grants: ["Airlines: editor", "Vic Viewer: editor, boosted", "Visitors: viewer"] },
    );
    await part.getByText(/Nothing comes from the folders above/u).waitFor();
    await dialog.getByRole("button", { name: "Undo" }).click();
    await dialog.getByText("Access is as it was", { exact: true }).waitFor();
    expect(await state(made.id)).toEqual(before);
  });
}

test("inheriting again is previewed; undone, exactly those have access who had it", async () => {
  const { page } = ana;
  const above = await folder(page, "Above");
  await grant(page, above, { Visitors: "viewer", Airlines: "editor" });
  made = await makeDocument(page, unique("Stands alone"), [{ title: "All flights", content: flights }], [], above);
  expect((await ask(page, "PUT", `/content/${made.id}/inheritance`, { stands_alone: true, start: "empty" })).status).toBe(200);
  // Dan has less here than the folder gives: that is only possible alone.
  const [dan, stella] = [await principal(page, "Dan Delta"), await principal(page, "Stella Star")];
  const changes = [{ principal: dan, role: "viewer", boost: true }, { principal: stella, role: "manager" }];
  expect((await ask(admin.page, "PATCH", `/content/${made.id}/access`, { changes })).status).toBe(200);
  const before = await state(made.id);

  const dialog = await settingsOf(page, made.path);
  const part = dialog.getByRole("region", { name: "Takes access from the folders above" });
  await part.getByRole("button", { name: "Take access from above again" }).click();
  await part.getByRole("region", { name: "What changes" }).getByText("can open it now, as Viewer").waitFor();
  await part.getByRole("button", { name: "Take access from above again" }).click();
  await dialog.getByText("It takes access from above again").waitFor();
  expect(await state(made.id)).toMatchObject({ alone: false });
  await dialog.getByRole("button", { name: "Undo" }).click();
  await dialog.getByText("Access is as it was").waitFor();
  expect(await state(made.id)).toEqual(before);
});
