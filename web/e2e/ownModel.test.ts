import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, expectAccessible, open, signIn, useBrowser } from "./browser";
import { connectionOf, grant, makeDocument, type Made } from "./documents";

/** A workbook's own model: written with its errors in place, asked by tiles, and promoted by a modeler, from its warning too. */

useBrowser();

let admin: Awaited<ReturnType<typeof open>>;
let made: Made;
const name = `own_${Date.now().toString(36)}`;

beforeAll(async () => {
  admin = await open();
  await signIn(admin.page, "admin");
  made = await makeDocument(admin.page, `Own ${name}`, [
    { title: "Flights", content: { kind: "query", query: { topic: "flights", fields: ["flights.count"] }, chart: { kind: "kpi", y: ["flights.count"] } } },
  ]);
  await grant(admin.page, made.id, { Airlines: "viewer" }, { organization_role: "no_access" });
});
afterAll(async () => {
  expect(admin.complaints).toEqual([]);
  await admin.context.close();
});

test("errors stand in their places, and what is saved is offered to the tiles", async () => {
  const { page } = admin;
  const asked = { topic: "flights", fields: ["flights.count"], filters: [{ field: "flights.month", op: "gt", values: [6] }] };
  const rows = await ask<{ rows: number[][] }>(page, "POST", "/query", { connection: await connectionOf(page), query: asked });
  const number = new Intl.NumberFormat("en-US").format(rows.body.rows[0]?.[0] ?? 0);
  await page.goto(`${made.path}/edit`);
  await page.getByRole("button", { name: "Model of this workbook" }).click();
  const dialog = page.getByRole("dialog", { name: "Model of this workbook" });
  await dialog.getByText("Nothing of its own yet").waitFor();
  await dialog.getByRole("button", { name: "New file" }).click();
  await page.getByLabel("File name").fill("flights.view");
  await page.getByRole("button", { name: "Done" }).click();
  const text = dialog.getByRole("textbox", { name: "Text of flights.view.yaml" });
  // Emptied by the editor's own command: what the browser puts in the place of marked text has styles of its own.
  const write = async (yaml: string): Promise<void> => {
    await text.press("Control+A");
    await text.press("Delete");
    await page.keyboard.insertText(yaml);
  };
  await write(`row_policies: []\nmeasures:\n  ${name}: { aggregate_type: count, filters: { month: { gt: 6 } } }`);
  await dialog.getByText(/flights\.view\.yaml:1:1 .*is not for a workbook/u).waitFor();
  expect(await dialog.getByRole("button", { name: "Save the model" }).isDisabled()).toBe(true);
  await write(`measures:\n  ${name}: { aggregate_type: count, label: Second half, filters: { month: { gt: 6 } } }`);
  await dialog.getByText(/is not for a workbook/u).waitFor({ state: "detached" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save the model" }).click();
  await page.getByText("The model of this workbook is saved").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add tile" }).first().click();
  await page.getByRole("menuitem", { name: /^Chart or table from a topic/u }).click();
  await page.getByLabel("Title", { exact: true }).fill("Late in the year");
  await page.getByText("Second half").first().click();
  await page.getByText(number).first().waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("The report is saved").first().waitFor();
  await page.goto(made.path);
  await page.getByRole("region", { name: "Late in the year", exact: true }).getByText(number).first().waitFor();
});

test("an altered topic is a warning, whose remedy promotes it; the viewer then sees the tile", async () => {
  const { page } = admin;
  const connection = await connectionOf(page);
  const topic = `base_view: flights\nfields: [flights.count, flights.${name}]\n`;
  const project = await ask<{ reports: { tabs: { tiles: object[] }[] }[]; models: Record<string, Record<string, string>> }>(page, "GET", `/documents/${made.id}/project`);
  const view = project.body.models[connection] ?? {};
  const tile = { id: `tile_${crypto.randomUUID().replaceAll("-", "")}`, title: "Mine", layout: { x: 0, y: 20, w: 6, h: 7 } };
  const content = { kind: "query", connection, query: { topic: name, fields: ["flights.count"] }, chart: { kind: "kpi", y: ["flights.count"] } };
  project.body.models[connection] = { ...view, [`${name}.topic.yaml`]: topic };
  project.body.reports[0]?.tabs[0]?.tiles.push({ ...tile, content });
  const saved = await ask(page, "PUT", `/documents/${made.id}/project`, project.body, { "if-match": '"4"' });
  expect(saved).toMatchObject({ status: 200 });

  const seen = async (): Promise<string> => {
    const { page, context } = await open();
    await signIn(page, "delta", made.path);
    await page.getByText("All tiles are there").waitFor({ state: "attached" });
    const text = await page.getByRole("region", { name: "Mine", exact: true }).innerText();
    await context.close();
    return text;
  };
  expect(await seen()).not.toContain("48,110");
  await page.goto(made.path);
  await page.getByRole("region", { name: "Mine", exact: true }).getByRole("button", { name: /cannot see this tile/u }).click();
  await page.getByRole("button", { name: "Promote to the shared model…" }).click();
  const dialog = page.getByRole("dialog", { name: "Promote to the shared model?" });
  await dialog.getByText(`+ base_view: flights`).waitFor();
  await dialog.getByText("new file").waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Promote" }).click();
  await page.getByText("Done; the tiles are checked again").waitFor();
  expect(await seen()).toContain("48,110");
  // What is shared now is nobody's own any more.
  const after = await ask<{ models?: object }>(page, "GET", `/documents/${made.id}/project`);
  expect(after.body.models).toBeUndefined();
});
