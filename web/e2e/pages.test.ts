import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, expectAccessible, expectNoOverflow, open, signIn, useBrowser } from "./browser";

/** Every page of an administrator: no accessibility violation by day and by night, and nothing that sticks out on a phone. */

useBrowser();

const places = ["/c/shared", "/c/mine", "/shared-with-me", "/favourites", "/recent", "/requests", "/trash", "/connections", "/people", "/groups", "/attributes", "/audit", "/settings", "/d/punctuality"];

describe.each([
  ["day", {}],
  ["night", { dark: true }],
  ["phone", { width: 360, height: 740 }],
])("%s", (_name, look) => {
  let window: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    window = await open(look);
    await signIn(window.page, "admin");
  });
  afterAll(async () => {
    expect(window.complaints).toEqual([]);
    await window.context.close();
  });

  test.each(places)("%s", async (place) => {
    const { page } = window;
    await page.goto(place);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForLoadState("networkidle");
    await expectAccessible(page);
    await expectNoOverflow(page);
  });

  test.each(["", "/model", "/roles"])("a connection%s", async (part) => {
    const { page } = window;
    const list = await ask<{ items: { id: string }[] }>(page, "GET", "/connections");
    await page.goto(`/connections/${list.body.items[0]?.id}${part}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    await expectAccessible(page);
    await expectNoOverflow(page);
  });
});

test("the sign-in page", async () => {
  const { page, context } = await open();
  await page.goto("/sign-in");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await expectAccessible(page);
  await page.getByLabel("E-mail").fill("nobody@demo.example");
  await page.getByLabel("Password", { exact: true }).fill("wrong wrong wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").waitFor();
  await expectAccessible(page);
  await context.close();
});

test("the list of documents by keyboard alone", async () => {
  const { page, context } = await open();
  await signIn(page, "admin");
  await page.goto("/c/shared");
  await page.getByRole("link", { name: /^Operations/u }).focus();
  await page.keyboard.press("ArrowDown");
  expect(await page.evaluate(() => document.activeElement?.textContent)).not.toMatch(/^Operations/u);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/c\/fld_/u);
  await page.keyboard.press("/");
  await page.keyboard.type("punct");
  await page.getByRole("link", { name: /^Punctuality/u }).waitFor();
  await context.close();
});
