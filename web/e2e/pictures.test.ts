import { mkdir, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { demo, open, signIn, useBrowser, type Look } from "./browser";

useBrowser();

/** The pictures of the docs. `LUCARNE_PICTURES=docs` writes them there; without it they are only made, to see that they can be. */
const folder = fileURLToPath(new URL(process.env.LUCARNE_PICTURES === "docs" ? "../../docs/pictures/" : "../test-results/pictures/", import.meta.url));

interface Picture {
  name: string;
  look?: Look;
  path: string;
  /** Nobody signs in for a report link. */
  guest?: boolean;
  ready: (page: Page) => Promise<unknown>;
}

const tilesAreThere = (page: Page): Promise<unknown> => page.getByText("336,776").first().waitFor();

const pictures: Picture[] = [
  { name: "home-light", path: "/c/shared", ready: (page) => page.getByRole("link", { name: /^Operations/u }).waitFor() },
  { name: "report-light", path: "/d/punctuality", ready: tilesAreThere },
  { name: "report-dark", look: { dark: true }, path: "/d/punctuality", ready: tilesAreThere },
  { name: "report-phone", look: { width: 360, height: 780 }, path: "/d/punctuality", ready: tilesAreThere },
  { name: "report-guest", guest: true, path: new URL(demo.links[0]?.url ?? "/", demo.url).pathname, ready: tilesAreThere },
  {
    name: "share-light",
    path: "/d/punctuality",
    ready: async (page) => {
      await page.getByRole("button", { name: "Share" }).click();
      await page.getByText("From the folder “Operations”").first().waitFor();
    },
  },
];

for (const { name, look, path, guest, ready } of pictures) {
  test(`the picture ${name}`, async () => {
    await mkdir(folder, { recursive: true });
    const { page, context, complaints } = await open(look);
    if (guest) await page.goto(path);
    else await signIn(page, "analyst", path);
    await ready(page);
    await page.waitForLoadState("networkidle");
    // Charts draw themselves in after their data.
    await page.waitForTimeout(600);
    await page.screenshot({ path: `${folder}${name}.png` });
    expect((await stat(`${folder}${name}.png`)).size).toBeGreaterThan(10_000);
    expect(complaints).toEqual([]);
    await context.close();
  });
}
