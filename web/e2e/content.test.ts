import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, expectAccessible, expectNoOverflow, open, signIn, useBrowser } from "./browser";
import { flights, grant, makeDocument, type Made } from "./documents";

/** Keeping things in order: favourites, recent, trash with restore and purge, and moves that say who gains and who loses. */

useBrowser();

let ana: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  ana = await open();
  await signIn(ana.page, "analyst");
});
afterAll(async () => {
  expect(ana.complaints).toEqual([]);
  await ana.context.close();
});

const unique = (name: string): string => `${name} ${Date.now().toString(36)}`;
const make = (name: string, parent = "shared"): Promise<Made> => makeDocument(ana.page, unique(name), [{ title: "All flights", content: flights }], [], parent);
async function folder(name: string, parent = "shared"): Promise<{ id: string; name: string }> {
  const made = await ask<{ id: string; name: string }>(ana.page, "POST", "/folders", { name: unique(name), parent });
  expect(made.status).toBe(201);
  return made.body;
}
const row = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name, "u") });
async function choose(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: action, exact: true }).click();
}
const undo = (page: Page) => page.getByRole("button", { name: "Undo" }).click();

test("a favourite waits under Favourites, for nobody else; undone, it does not", async () => {
  const { page } = ana;
  const made = await make("Starred");
  await page.goto("/c/shared");
  await choose(page, made.name, "Add to favourites");
  await page.getByText(`“${made.name}” is a favourite`).waitFor();
  await row(page, made.name).getByRole("img", { name: "One of your favourites" }).waitFor();
  await undo(page);
  await row(page, made.name).getByRole("img", { name: "One of your favourites" }).waitFor({ state: "detached" });
  // With the key for it as well.
  await page.getByRole("link", { name: new RegExp(`^${made.name}`, "u") }).focus();
  await page.keyboard.press("*");
  await row(page, made.name).getByRole("img", { name: "One of your favourites" }).waitFor();
  await page.goto("/favourites");
  await row(page, made.name).waitFor();
  await expectAccessible(page);
  const uma = await open();
  await signIn(uma.page, "united", "/favourites");
  await uma.page.getByText("No favourites yet").waitFor();
  await uma.context.close();
  await choose(page, made.name, "Remove from favourites");
  await row(page, made.name).waitFor({ state: "detached" });
});

test("what was opened last stands first under Recent", async () => {
  const { page } = ana;
  const [first, second] = [await make("Opened first"), await make("Opened last")];
  for (const made of [first, second]) {
    await page.goto(made.path);
    await page.getByText("All tiles are there").waitFor({ state: "attached" });
  }
  await page.goto("/recent");
  await row(page, first.name).waitFor();
  const names = await page.getByRole("row").allInnerTexts();
  const at = (name: string): number => names.findIndex((text) => text.includes(name));
  expect(at(second.name)).toBeLessThan(at(first.name));
  expect(at(second.name)).toBe(1);
  await expectAccessible(page);
});

test("to the trash and back: gone for readers at once, restored where it was, and undone from the message", async () => {
  const { page } = ana;
  const place = await folder("Kept here");
  await grant(page, place.id, { Visitors: "viewer" });
  const made = await make("Thrown away", place.id);
  const vic = await open();
  await signIn(vic.page, "viewer", made.path);
  const status = async () => (await ask(vic.page, "GET", `/documents/${made.id}`)).status;
  expect(await status()).toBe(200);
  await page.goto(`/c/${place.id}`);
  await page.getByRole("link", { name: new RegExp(`^${made.name}`, "u") }).focus();
  await page.keyboard.press("Delete");
  await page.getByText(`“${made.name}” is in the trash`).waitFor();
  expect(await status()).toBe(404);
  await page.getByText("This folder is empty").waitFor();
  await undo(page);
  await row(page, made.name).waitFor();
  expect(await status()).toBe(200);

  await choose(page, made.name, "Move to trash");
  await page.getByText(`“${made.name}” is in the trash`).first().waitFor();
  await page.goto("/trash");
  await row(page, made.name).waitFor();
  await expectAccessible(page);
  await choose(page, made.name, "Restore");
  await page.getByText(`“${made.name}” is back`).waitFor();
  await page.goto(`/c/${place.id}`);
  await row(page, made.name).waitFor();
  expect(await status()).toBe(200);
  await vic.context.close();
});

test("deleted for good: asked first, and nothing is left of it", async () => {
  const { page } = ana;
  const made = await make("Purged");
  expect((await ask(page, "POST", `/content/${made.id}/trash`)).status).toBeLessThan(300);
  await page.goto("/trash");
  await choose(page, made.name, "Delete for good");
  const sure = page.getByRole("dialog", { name: `Delete “${made.name}” for good?` });
  await sure.getByText("This cannot be undone.", { exact: false }).waitFor();
  await expectAccessible(page);
  await sure.getByRole("button", { name: "Cancel" }).click();
  await row(page, made.name).waitFor();
  await choose(page, made.name, "Delete for good");
  await sure.getByRole("button", { name: "Delete for good" }).click();
  await page.getByText(`“${made.name}” is gone for good`).waitFor();
  await row(page, made.name).waitFor({ state: "detached" });
  expect((await ask(page, "GET", `/content/${made.id}/access`)).status).toBe(404);
});

for (const [name, look] of [
  ["at a desk", {}],
  ["on a phone, by night", { width: 360, height: 780, dark: true }],
] as const) {
  test(`a move says who gains and who loses before anything moves; undone, it lies where it was: ${name}`, async () => {
    const [from, to] = [await folder("From"), await folder("To")];
    await grant(ana.page, from.id, { Visitors: "viewer" });
    await grant(ana.page, to.id, { "Dan Delta": "editor" });
    const made = await make("Moved", from.id);
    const { page, context, complaints } = await open(look);
    await signIn(page, "analyst", `/c/${from.id}`);
    await choose(page, made.name, "Move");
    const dialog = page.getByRole("dialog", { name: `Move “${made.name}”` });
    await dialog.getByText("It is here already.").waitFor();
    await dialog.getByRole("button", { name: /^Up to/u }).click();
    await dialog.getByRole("button", { name: to.name }).click();
    await dialog.getByText("1 person gains access, 1 person loses access.").waitFor();
    const people = dialog.getByRole("listitem");
    await people.filter({ hasText: "Vic Viewer" }).getByText("can no longer open it (was Viewer)").waitFor();
    await people.filter({ hasText: "Dan Delta" }).getByText(/^can open it now, as Editor/u).waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
    const parentOf = async () => (await ask<{ path: { id: string }[] }>(page, "GET", `/documents/${made.id}`)).body.path.at(-1)?.id;
    expect(await parentOf()).toBe(from.id);
    await dialog.getByRole("button", { name: "Move here" }).click();
    await page.getByText(`“${made.name}” moved to ${to.name}`).waitFor();
    expect(await parentOf()).toBe(to.id);
    await undo(page);
    await row(page, made.name).waitFor();
    expect(await parentOf()).toBe(from.id);
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test("a folder that changes hands with its place is its owner's again when the move is undone", async () => {
  const admin = await open();
  await signIn(admin.page, "admin");
  const theirs = await ask<{ id: string; name: string }>(admin.page, "POST", "/folders", { name: unique("Of the administrator"), parent: "shared" });
  await grant(admin.page, theirs.body.id, { "Ana Analyst": "editor" });
  const mine = await folder("Of Ana");
  const { page } = ana;
  interface Listed {
    owner: { name: string };
    entries: { name: string; direct: string | null }[];
  }
  const state = async () => {
    const { body } = await ask<Listed>(admin.page, "GET", `/content/${mine.id}/access`);
    return [body.owner.name, ...body.entries.filter((one) => one.direct !== null).map((one) => `${one.name}: ${one.direct}`)];
  };
  expect(await state()).toEqual(["Ana Analyst"]);
  await page.goto("/c/shared");
  await choose(page, mine.name, "Move");
  const dialog = page.getByRole("dialog", { name: `Move “${mine.name}”` });
  await dialog.getByRole("button", { name: theirs.body.name }).click();
  await dialog.getByText("Ana Analyst").waitFor();
  await dialog.getByRole("button", { name: "Move here" }).click();
  await page.getByText(`“${mine.name}” moved to ${theirs.body.name}`).waitFor();
  expect(await state()).toEqual(["Alex Admin", "Ana Analyst: manager"]);
  await undo(page);
  await expect.poll(state).toEqual(["Ana Analyst"]);
  await admin.context.close();
});
