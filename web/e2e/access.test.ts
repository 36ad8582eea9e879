import { expect, test } from "vitest";
import { ask, open, signIn, useBrowser } from "./browser";
import { flights, makeDocument } from "./documents";

/** Access in the page: where it is told who can open something, and a link seen with its visitors' eyes. */

useBrowser();

test("the menu of a document leads to who can open it; a link is seen as its visitor, with the banner, and left again", async () => {
  const { page, context, complaints } = await open();
  await signIn(page, "analyst");
  const made = await makeDocument(page, `Seen ${Date.now().toString(36)}`, [{ title: "All flights", content: flights }]);
  await page.goto("/c/shared");
  await page.getByRole("button", { name: `Actions for ${made.name}` }).click();
  await page.getByRole("menuitem", { name: "Who can open it, and how" }).click();
  await page.waitForURL(/\/access\//u);
  await page.getByRole("table").getByText("Ana Analyst").first().waitFor();

  const link = await ask(page, "POST", `/documents/${made.id}/reports/${made.report}/links`, { name: "For all", mode: "everyone", rights: ["view"] });
  expect(link.status).toBe(201);
  await page.goto(made.path);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("tab", { name: /^Report links/u }).click();
  await page.getByRole("button", { name: "More for the link For all" }).click();
  await page.getByRole("menuitem", { name: "See it as a visitor of this link" }).click();
  const banner = page.getByRole("complementary", { name: "Seeing as somebody else" });
  await banner.waitFor();
  expect((await ask(page, "PATCH", `/documents/${made.id}`, { name: "Not by a visitor" })).status).toBeGreaterThanOrEqual(400);
  await banner.getByRole("button", { name: "See as yourself again" }).click();
  await banner.waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await context.close();
});
