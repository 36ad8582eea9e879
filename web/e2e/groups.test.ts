import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, expectAccessible, expectNoOverflow, open, signIn, useBrowser } from "./browser";
import { flights, grant, makeDocument, principal } from "./documents";

/** Groups as a tree, cycles refused with their path, and values of attributes: what giving and taking them does is said first. */

useBrowser();

let admin: Awaited<ReturnType<typeof open>>;
/** Top holds Middle holds Bottom holds Vic. */
const names = { top: "", middle: "", bottom: "" };
const ids: Record<string, string> = {};

beforeAll(async () => {
  admin = await open();
  const { page } = admin;
  await signIn(page, "admin");
  const suffix = Date.now().toString(36);
  for (const key of ["top", "middle", "bottom"] as const) {
    names[key] = `${key[0]?.toUpperCase()}${key.slice(1)} ${suffix}`;
    const made = await ask<{ id: string }>(page, "POST", "/groups", { name: names[key] });
    expect(made.status).toBe(201);
    ids[key] = made.body.id;
  }
  const vic = await principal(page, "Vic Viewer");
  for (const [group, member] of [[ids.top, ids.middle], [ids.middle, ids.bottom], [ids.bottom, vic.id]]) {
    expect((await ask(page, "PUT", `/groups/${group}/members/${member}`)).status).toBeLessThan(300);
  }
});
afterAll(async () => {
  for (const id of Object.values(ids)) await ask(admin.page, "DELETE", `/groups/${id}`);
  expect(admin.complaints).toEqual([]);
  await admin.context.close();
});

const item = (page: Page, name: string) => page.getByRole("tree", { name: "All groups" }).getByRole("treeitem", { name: new RegExp(name, "u") });

test("nesting is a tree, walked by arrow keys; a group counts everybody in it once", async () => {
  const { page } = admin;
  await page.goto("/groups");
  const top = item(page, names.top);
  await top.waitFor();
  expect(await top.getAttribute("aria-level")).toBe("1");
  expect(await item(page, names.bottom).getAttribute("aria-level")).toBe("3");
  expect(await top.innerText()).toMatch(/1 person/u);
  await top.focus();
  for (const [key, name] of [["ArrowRight", names.middle], ["ArrowRight", names.bottom], ["ArrowLeft", names.middle], ["ArrowDown", names.bottom], ["ArrowUp", names.middle]] as const) {
    await page.keyboard.press(key);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(name);
  }
  await page.keyboard.press("ArrowLeft");
  expect(await item(page, names.middle).getAttribute("aria-expanded")).toBe("false");
  expect(await item(page, names.bottom).count()).toBe(0);
  await page.keyboard.press("ArrowRight");
  await item(page, names.bottom).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: names.middle }).getByRole("button", { name: names.bottom, exact: true }).waitFor();
  await expectAccessible(page);
});

test("a cycle is refused with its path, where it was tried, and nothing changes", async () => {
  const { page } = admin;
  await page.goto("/groups");
  await item(page, names.bottom).click();
  const panel = page.getByRole("region", { name: names.bottom });
  await panel.getByLabel("Add people or groups").fill(names.top);
  await page.getByRole("option", { name: new RegExp(names.top, "u") }).click();
  await panel.getByRole("button", { name: "Add", exact: true }).click();
  const refusal = panel.getByRole("alert");
  await refusal.waitFor();
  const text = await refusal.innerText();
  expect(text).toContain([names.bottom, names.top, names.middle, names.bottom].join(" → "));
  await expectAccessible(page);
  const groups = await ask<{ items: { id: string; members: unknown[] }[] }>(page, "GET", "/groups?limit=200");
  expect(groups.body.items.find((one) => one.id === ids.bottom)?.members).toHaveLength(1);
});

test("putting somebody in says what they gain, and is undone; taking a group out says what its people lose", async () => {
  const { page } = admin;
  const made = await makeDocument(page, `For the top ${Date.now().toString(36)}`, [{ title: "All flights", content: flights }]);
  await grant(page, made.id, { [names.top]: "viewer" }, { organization_role: "no_access" });
  const dan = await open();
  await signIn(dan.page, "delta");
  const status = async () => (await ask(dan.page, "GET", `/documents/${made.id}`)).status;
  expect(await status()).toBe(404);

  await page.goto("/groups");
  await item(page, names.bottom).click();
  const panel = page.getByRole("region", { name: names.bottom });
  await panel.getByLabel("Add people or groups").pressSequentially("Dan Delta");
  await page.keyboard.press("Enter");
  await panel.getByRole("button", { name: "Remove Dan Delta" }).waitFor();
  await page.keyboard.press("Enter");
  const sure = page.getByRole("dialog", { name: `Add to “${names.bottom}”?` });
  await sure.getByText(`${made.name}: No access, then Viewer`).waitFor();
  await expectAccessible(page);
  await sure.getByRole("button", { name: "Add" }).click();
  await page.getByText("1 member added").waitFor();
  expect(await status()).toBe(200);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(status).toBe(404);

  await item(page, names.top).click();
  await page.getByRole("button", { name: `Take ${names.middle} out of the group` }).click();
  const loses = page.getByRole("dialog", { name: `Take ${names.middle} out of “${names.top}”?` });
  await loses.getByText(`${made.name}: Viewer, then No access`).waitFor();
  await loses.getByText("Vic Viewer").waitFor();
  await loses.getByRole("button", { name: "Cancel" }).click();
  await dan.context.close();
});

test("a value for a group, then taking it away: both say whom it concerns; undone, it is there again", async () => {
  const { page } = admin;
  const held = async () => {
    const groups = await ask<{ items: { id: string; attributes: Record<string, unknown> }[] }>(page, "GET", "/groups?limit=200");
    return groups.body.items.find((one) => one.id === ids.bottom)?.attributes;
  };
  await page.goto("/groups");
  await item(page, names.bottom).click();
  const panel = page.getByRole("region", { name: names.bottom });
  await panel.getByLabel("Airline code").fill("UA");
  await page.keyboard.press("Enter");
  await panel.getByRole("button", { name: "Save" }).click();
  const sure = page.getByRole("dialog", { name: "Change Airline code?" });
  await sure.getByText("Vic Viewer").waitFor();
  await sure.getByText(/: nothing, then UA$/u).waitFor();
  await sure.getByRole("button", { name: "Change it" }).click();
  await page.getByText("Airline code saved").waitFor();
  expect(await held()).toEqual({ carrier: ["UA"] });

  await page.reload();
  await item(page, names.bottom).click();
  await panel.getByLabel("Airline code").focus();
  await page.keyboard.press("Backspace");
  await panel.getByRole("button", { name: "Save" }).click();
  await sure.getByText(/: UA, then nothing$/u).waitFor();
  await expectAccessible(page);
  await sure.getByRole("button", { name: "Cancel" }).click();
  expect(await held(), "asked is not done").toEqual({ carrier: ["UA"] });
  await panel.getByRole("button", { name: "Save" }).click();
  await sure.getByRole("button", { name: "Change it" }).click();
  await page.getByText("Airline code saved").waitFor();
  expect(await held()).toEqual({});
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(held).toEqual({ carrier: ["UA"] });
  await panel.getByText("UA", { exact: true }).waitFor();
});

test("an attribute that a model uses is not deleted: the uses are named", async () => {
  const { page } = admin;
  await page.goto("/attributes");
  await page.getByRole("button", { name: "Delete carrier" }).click();
  const sure = page.getByRole("dialog", { name: "Delete the attribute “carrier”?" });
  await expectAccessible(page);
  await sure.getByRole("button", { name: "Delete carrier" }).click();
  await page.getByText(/NYC flights/u).first().waitFor();
  await page.getByRole("button", { name: "Delete carrier" }).waitFor();
});

test("on a phone and by night: people, groups and attributes", async () => {
  const { page, context, complaints } = await open({ width: 360, height: 780, dark: true });
  await signIn(page, "admin", "/groups");
  await item(page, names.bottom).click();
  await page.getByRole("region", { name: names.bottom }).getByText("Vic Viewer").waitFor();
  await expectNoOverflow(page);
  await expectAccessible(page);
  await page.goto("/people");
  await page.getByRole("button", { name: /^Vic Viewer/u }).click();
  await page.getByRole("dialog", { name: "Vic Viewer" }).getByLabel("Airline code").waitFor();
  await expectNoOverflow(page);
  await expectAccessible(page);
  await page.goto("/attributes");
  await page.getByRole("button", { name: "Delete carrier" }).waitFor();
  await expectNoOverflow(page);
  await expectAccessible(page);
  expect(complaints).toEqual([]);
  await context.close();
});
