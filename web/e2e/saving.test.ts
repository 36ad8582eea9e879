import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, expectAccessible, open, signIn, useBrowser } from "./browser";
import { connectionOf, flights, grant, makeDocument, type Made } from "./documents";

/** What is saved: from Explore into a report, places by the mouse, and the work of two people at once. */

useBrowser();

let ana: Awaited<ReturnType<typeof open>>;
let made: Made;
beforeAll(async () => {
  ana = await open();
  await signIn(ana.page, "analyst");
  made = await makeDocument(ana.page, `Saved ${Date.now().toString(36)}`, [
    { title: "All flights", content: flights, layout: { x: 0, y: 0, w: 4, h: 4 } },
    { title: "Notes", content: { kind: "text", markdown: "As it was" }, layout: { x: 4, y: 0, w: 4, h: 4 } },
  ]);
});
afterAll(async () => {
  expect(ana.complaints).toEqual([]);
  await ana.context.close();
});

interface Stored {
  reports: { tabs: { tiles: { title: string; layout: { x: number; y: number; w: number; h: number }; content: { markdown?: string } }[] }[] }[];
}
const stored = async (who: typeof ana) => {
  const { body } = await ask<Stored>(who.page, "GET", `/documents/${made.id}/project`);
  return body.reports[0]?.tabs[0]?.tiles ?? [];
};

test("what was found in Explore becomes a tile of a report", async () => {
  const { page } = ana;
  await page.goto(`/explore/${await connectionOf(page)}`);
  await page.getByLabel("Topic").selectOption({ label: "Flights" });
  await page.getByRole("button", { name: /^Flights/u }).or(page.getByRole("checkbox", { name: /^Flights/u })).first().click();
  await page.getByRole("region", { name: "Result" }).getByText("336,776").first().waitFor();
  await page.getByRole("button", { name: "Save as tile" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as a tile" });
  await dialog.getByLabel("Title of the tile").fill("Found by exploring");
  const document = dialog.getByRole("combobox", { name: "Document" });
  await document.fill(made.name);
  await page.getByRole("option", { name: made.name }).click();
  await dialog.getByLabel("Report / Tab").waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("dialog", { name: "Saved to Overview" }).getByRole("link", { name: "Open the report" }).click();
  await page.getByRole("region", { name: "Found by exploring" }).getByText("336,776").waitFor();
  // The tiles that were there are where they were.
  expect((await stored(ana)).map((tile) => [tile.title, tile.layout.x])).toEqual([["All flights", 0], ["Notes", 4], ["Found by exploring", 0]]);
});

test("a tile is dragged to its place with the mouse, and stays there", async () => {
  const { page } = ana;
  await page.goto(`${made.path}/edit`);
  const handle = page.getByRole("button", { name: "Move Notes" });
  await handle.waitFor();
  await page.waitForLoadState("networkidle");
  const from = await handle.boundingBox();
  const grid = await page.getByRole("region", { name: "Tile Notes" }).boundingBox();
  if (from === null || grid === null) throw new Error("not on screen");
  const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  // Four columns to the right: as far as it is wide.
  for (let step = 1; step <= 10; step += 1) await page.mouse.move(x + (grid.width * step) / 10, y);
  await page.mouse.up();
  await page.getByText("Unsaved, kept in this browser").waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("The report is saved").first().waitFor();
  expect((await stored(ana)).find((tile) => tile.title === "Notes")?.layout).toMatchObject({ x: 8, y: 0, w: 4, h: 4 });
  await page.reload();
  await handle.waitFor();
  await page.waitForLoadState("networkidle");
  await expect.poll(async () => Math.round(((await handle.boundingBox())?.x ?? 0) - from.x)).toBeGreaterThan(grid.width / 2);
});

test("two people change the same tile: the second is told who saved, chooses, and loses nothing", async () => {
  await grant(ana.page, made.id, { "Uma United": "editor" });
  const uma = await open();
  await signIn(uma.page, "united", `${made.path}/edit`);
  await uma.page.getByRole("button", { name: "Move Notes" }).waitFor();
  await ana.page.goto(`${made.path}/edit`);
  const change = async (page: typeof uma.page, text: string): Promise<void> => {
    await page.getByRole("button", { name: "Actions for Notes" }).click();
    await page.getByRole("menuitem", { name: "Edit", exact: true }).click();
    await page.getByLabel("Text in Markdown").fill(text);
  };
  await change(ana.page, "What Ana wrote");
  await ana.page.getByRole("button", { name: "Save", exact: true }).click();
  await ana.page.getByText("The report is saved").first().waitFor();

  const { page } = uma;
  await change(page, "What Uma wrote");
  await page.getByRole("button", { name: "Add tile" }).first().click();
  await page.getByRole("menuitem", { name: /^Text/u }).click();
  await page.getByLabel("Title", { exact: true }).fill("New from Uma");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const clash = page.getByRole("dialog", { name: "Somebody saved before you" });
  await clash.getByText(/Ana Analyst saved this report/u).waitFor();
  await expectAccessible(page);
  // Nothing is stored before she has chosen, and nothing of hers is gone.
  expect((await stored(ana)).find((tile) => tile.title === "Notes")?.content.markdown).toBe("What Ana wrote");
  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "Tile New from Uma" }).waitFor();
  await page.getByRole("region", { name: "Tile Notes" }).getByText("What Uma wrote").waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const row = clash.getByRole("row", { name: /Notes/u });
  await row.getByText("Theirs", { exact: true }).click();
  await clash.getByRole("button", { name: "Merge and save" }).click();
  await page.getByText("Both versions are merged and saved").waitFor();
  const tiles = await stored(ana);
  expect(tiles.find((tile) => tile.title === "Notes")?.content.markdown).toBe("What Ana wrote");
  expect(tiles.map((tile) => tile.title)).toEqual(expect.arrayContaining(["All flights", "Notes", "Found by exploring", "New from Uma"]));
  expect(uma.complaints).toEqual([]);
  await uma.context.close();
});
