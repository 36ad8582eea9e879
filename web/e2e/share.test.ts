import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, expectAccessible, expectNoOverflow, open, signIn, useBrowser } from "./browser";
import { flights, grant, makeDocument, principal, type Made } from "./documents";

/** The share dialog: by keyboard alone, on a phone, read out, and honest about what a change does and what taking it back restores. */

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

interface Listed {
  organization_role: string;
  entries: { name: string; role: string; direct: string | null; boost: boolean }[];
}
/** Who was given what, as the server has it. */
async function given(page: Page, node = made.id): Promise<Record<string, string>> {
  const { body } = await ask<Listed>(page, "GET", `/content/${node}/access`);
  return Object.fromEntries(body.entries.filter((one) => one.direct !== null).map((one) => [one.name, one.boost ? `${one.direct}, boosted` : String(one.direct)]));
}

async function fresh(): Promise<void> {
  made = await makeDocument(ana.page, `Share ${Date.now().toString(36)}`, [{ title: "All flights", content: flights }]);
}

async function shareOf(page: Page, path = made.path) {
  await page.goto(path);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Share “/u });
  await dialog.getByRole("list", { name: "Who has access" }).waitFor();
  return dialog;
}

/** What has the focus: its role and its name, as far as that is needed here. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at === null || at === document.body ? null : (at.getAttribute("aria-label") ?? at.textContent);
  });

/** Tab until something of that name has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const seen: (string | null)[] = [];
  for (let step = 0; step < 40; step += 1) {
    const at = await focused(page);
    if (at !== null && (typeof name === "string" ? at === name : name.test(at))) return;
    seen.push(at);
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way to ${name} by Tab: ${seen.join(" | ")}`);
}

test("by keyboard alone: add, change, take away, undo one, save, undo all", async () => {
  await fresh();
  const { page } = ana;
  await grant(page, made.id, { "Dan Delta": "editor", Visitors: "viewer" });
  await page.goto(made.path);
  await page.getByRole("button", { name: "Share", exact: true }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: `Share “${made.name}”` });
  await dialog.getByRole("list", { name: "Who has access" }).waitFor();
  await expect.poll(() => focused(page), { message: "it begins where people are added" }).toBe("Add people or groups");

  // Faster than the server answers: Enter means who is typed, and nobody who happens to be on the list.
  await page.keyboard.type("jetblue@demo.example");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Remove Jo JetBlue" }).waitFor();
  await tabTo(page, "Role of those you add");
  await page.keyboard.press("ArrowDown");
  await page.getByRole("option", { name: /^Editor/u }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await tabTo(page, "Add");
  await page.keyboard.press("Enter");
  await dialog.getByRole("combobox", { name: "Role of Jo JetBlue" }).waitFor();
  expect(await focused(page), "after adding one can add the next").toBe("Add people or groups");

  await tabTo(page, "Remove what Dan Delta was given here");
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(page)).toBe("Undo the change for Dan Delta");
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(page), { message: "the way back is one key" }).toBe("Remove what Dan Delta was given here");
  await page.keyboard.press("Enter");

  const changes = dialog.getByRole("region", { name: "What changes" });
  await changes.getByText("1 person gains access, 1 person loses access.").waitFor();
  // Read out as well, by a region that was there before.
  const told = dialog.getByRole("status").filter({ hasText: "gains access" });
  expect(await told.innerText()).toMatch(/Dan Delta: can no longer open it \(was Editor\)\. Jo JetBlue: can open it now, as Editor/u);

  await tabTo(page, "Save changes");
  await page.keyboard.press("Enter");
  await dialog.getByText("Access saved").waitFor();
  expect(await given(page)).toEqual({ "Jo JetBlue": "editor", Visitors: "viewer" });
  await expect.poll(() => focused(page)).toBe("Done");
  await page.keyboard.press("Shift+Tab");
  await tabTo(page, "Undo");
  await page.keyboard.press("Enter");
  await dialog.getByText("Access is as it was").waitFor();
  expect(await given(page)).toEqual({ "Dan Delta": "editor", Visitors: "viewer" });

  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => focused(page), { message: "the focus is back where it was" }).toBe("Share");
});

test("who is chosen and not put into the list is not forgotten: it is previewed, saved, and asked about", async () => {
  await fresh();
  const { page } = ana;
  const dialog = await shareOf(page);
  await dialog.getByLabel("Add people or groups").fill("Vic");
  await page.getByRole("option", { name: /Vic Viewer/u }).click();
  await dialog.getByRole("region", { name: "What changes" }).getByText("can open it now, as Viewer").waitFor();
  await dialog.getByRole("tab", { name: /^People/u }).getByRole("img", { name: "1 change not saved" }).waitFor();
  await page.keyboard.press("Escape");
  const sure = page.getByRole("dialog", { name: "Discard your changes?" });
  await sure.getByRole("button", { name: "Cancel" }).click();
  // On another page of the dialog the edits are still there, and still savable.
  await dialog.getByRole("tab", { name: "Settings" }).click();
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await dialog.getByText("Access saved").waitFor();
  expect(await given(page)).toEqual({ "Vic Viewer": "viewer" });
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  // What can still be undone moved to the corner of the page.
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Access is as it was").waitFor();
  expect(await given(page)).toEqual({});
});

test("several addresses and names pasted at once get an answer line by line", async () => {
  await fresh();
  const { page } = ana;
  await grant(page, made.id, { "Uma United": "viewer" });
  const dialog = await shareOf(page);
  const lines = ["Dan Delta <delta@demo.example>", "jetblue@demo.example", "Visitors", "united@demo.example", "jetblue@demo.example", "nobody@elsewhere.example"];
  await dialog.getByLabel("Add people or groups").evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, lines.join("\n"));
  await dialog.getByText("3 of 6 lines added").waitFor();
  const others = dialog.getByRole("list", { name: "3 lines not added" });
  expect(await others.getByRole("listitem").allInnerTexts()).toEqual([
    expect.stringMatching(/united@demo\.example\s+has access or is chosen already/u),
    expect.stringMatching(/jetblue@demo\.example\s+stands here twice/u),
    expect.stringMatching(/nobody@elsewhere\.example\s+nobody by that name or address/u),
  ]);
  for (const name of ["Dan Delta", "Jo JetBlue", "Visitors"]) await dialog.getByRole("button", { name: `Remove ${name}` }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await dialog.getByText("Access saved").waitFor();
  expect(await given(page)).toEqual({ "Dan Delta": "viewer", "Jo JetBlue": "viewer", "Uma United": "viewer", Visitors: "viewer" });
});

test("taking away what was given says what remains and from where", async () => {
  await fresh();
  const { page } = ana;
  await grant(page, made.id, { "Dan Delta": "editor", "Vic Viewer": "editor", Airlines: "viewer" });
  const dialog = await shareOf(page);
  await dialog.getByRole("button", { name: "Remove what Dan Delta was given here" }).click();
  await dialog.getByText(/^Loses what was given here\. Keeps Viewer through the group .*Airlines\.$/u).waitFor();
  await dialog.getByRole("button", { name: "Remove what Vic Viewer was given here" }).click();
  await dialog.getByText("Loses what was given here. Loses all access.").waitFor();
  const changes = dialog.getByRole("region", { name: "What changes" });
  await changes.getByText("becomes Viewer (was Editor)").waitFor();
  await changes.getByText("can no longer open it (was Editor)").waitFor();
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await dialog.getByText("Access saved").waitFor();
  const { body } = await ask<{ allowed: boolean; role: string }>(page, "GET", `/content/${made.id}/explain?user=${(await principal(page, "Dan Delta")).id}`);
  expect(body).toMatchObject({ allowed: true, role: "viewer" });
});

test("what a folder gives is linked to it, and changed there", async () => {
  const { page } = ana;
  const folder = await ask<{ id: string }>(page, "POST", "/folders", { name: `Above ${Date.now().toString(36)}`, parent: "shared" });
  await grant(page, folder.body.id, { Visitors: "editor" });
  made = await makeDocument(page, `Below ${Date.now().toString(36)}`, [{ title: "All flights", content: flights }], [], folder.body.id);
  const dialog = await shareOf(page);
  await dialog.getByRole("button", { name: "More about Visitors" }).click();
  await dialog.getByRole("combobox", { name: "Role of Visitors" }).click();
  // Less than the folder gives is refused below it, and says so before anybody tries.
  const less = page.getByRole("option", { name: /^Viewer/u });
  expect(await less.getAttribute("data-combobox-disabled")).toBe("true");
  expect(await less.innerText()).toMatch(/The folder “Above .*” gives Editor/u);
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: /^Show who has access to Above/u }).click();
  const above = page.getByRole("dialog", { name: /^Share “Above/u });
  await above.getByRole("button", { name: "Remove what Visitors was given here" }).click();
  await above.getByRole("button", { name: "Save changes" }).click();
  await above.getByText("Access saved").waitFor();
  await above.getByRole("button", { name: /^Back to “Below/u }).click();
  await page.getByRole("dialog", { name: /^Share “Below/u }).getByText("Ana Analyst").first().waitFor();
  expect(await page.getByRole("combobox", { name: "Role of Visitors" }).count()).toBe(0);
});

for (const [name, look] of [
  ["on a phone by day", { width: 360, height: 780 }],
  ["on a phone by night", { width: 360, height: 780, dark: true }],
  ["at a desk by day", { width: 1200 }],
  ["at a desk by night", { width: 1200, dark: true }],
] as const) {
  test(`${name}: every page of the dialog, with edits and without`, async () => {
    await fresh();
    await grant(ana.page, made.id, { "Dan Delta": "editor", Airlines: "viewer" });
    const { page, context, complaints } = await open(look);
    await signIn(page, "analyst");
    const dialog = await shareOf(page);
    await expectAccessible(page);
    await expectNoOverflow(page);
    await dialog.getByRole("button", { name: "More about Dan Delta" }).click();
    await dialog.getByText("Dan Delta can open it, as Editor.").waitFor();
    await dialog.getByRole("button", { name: "Remove what Airlines was given here" }).click();
    await dialog.getByLabel("Add people or groups").fill("Vic");
    await page.getByRole("option", { name: /Vic Viewer/u }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await dialog.getByRole("region", { name: "What changes" }).getByText("can open it now, as Viewer").waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
    // What is inside scrolls up and down alone.
    expect(await dialog.evaluate((box) => [...box.querySelectorAll("*")].filter((one) => one.scrollWidth > one.clientWidth + 1 && /auto|scroll/u.test(getComputedStyle(one).overflowX)).map((one) => one.className))).toEqual([]);
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await dialog.getByText("Access saved").waitFor();
    await expectAccessible(page);
    for (const tab of [/^Report links/u, "Requests", "Settings"]) {
      await dialog.getByRole("tab", { name: tab }).click();
      await page.waitForLoadState("networkidle");
      await expectAccessible(page);
      await expectNoOverflow(page);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
}
