import type { ChildProcess } from "node:child_process";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, expectAccessible, expectNoOverflow, open, useBrowser } from "./browser";
import { client, freePort, startProvider, type RunningProvider } from "./provider";
import { start, type Demo } from "./server";

/** Signing in through a provider that somebody else wrote: who gets in, as whom, and what they see. */

useBrowser();

let server: ChildProcess;
let demo: Demo;
let provider: RunningProvider;

beforeAll(async () => {
  const port = await freePort();
  provider = await startProvider(`http://127.0.0.1:${port}/api/v1/auth/oidc/callback`, {
    nina: { email: "nina@demo.example", email_verified: true, name: "Nina Nováková", airline: ["UA"], roles: ["airline"] },
    mallory: { email: "mallory@demo.example", email_verified: false, name: "Mallory", airline: ["*"], roles: ["airline"] },
    otto: { email: "united@demo.example", email_verified: true, name: "Otto" },
    jo: { email: "jetblue@demo.example", email_verified: true, name: "Jo" },
  });
  ({ server, demo } = await start(port, {
    LUCARNE_OIDC_ISSUER: provider.issuer,
    LUCARNE_OIDC_CLIENT_ID: client.id,
    LUCARNE_OIDC_CLIENT_SECRET: client.secret,
    LUCARNE_OIDC_NAME: "Example Airlines",
    LUCARNE_OIDC_SCOPES: "openid email profile airline",
    LUCARNE_OIDC_GROUP_CLAIM: "roles",
    LUCARNE_OIDC_GROUPS: "airline = SkyTeam; analyst = Analysts",
    LUCARNE_OIDC_ATTRIBUTES: "airline = carrier",
  }));
});
afterAll(() => {
  server?.kill("SIGTERM");
  provider?.close();
});

/** A window that knows nobody, on this file's own server. */
async function visit<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const { context, page, complaints } = await open({}, demo.url);
  try {
    const result = await work(page);
    expect(complaints.filter((complaint) => complaint.includes(demo.url))).toEqual([]);
    return result;
  } finally {
    await context.close();
  }
}

/** What a person does at the provider. */
async function atTheProvider(page: Page, login: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/interaction/**`);
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("whatever");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

async function through(page: Page, login: string, at = "/sign-in"): Promise<void> {
  await page.goto(at);
  await page.getByRole("link", { name: "Sign in with Example Airlines" }).click();
  await atTheProvider(page, login);
  await page.waitForURL(`${demo.url}/**`);
}

const inside = (page: Page) => page.getByRole("button", { name: /^Account of/u }).waitFor();

/** The airlines whose rows somebody sees on a report of the demo, which everybody with an airline may open. */
async function airlines(page: Page): Promise<string> {
  const { status, body } = await ask<{ reports: { id: string }[] }>(page, "GET", "/documents/punctuality");
  if (status !== 200) return `no document: ${status}`;
  const report = `/documents/punctuality/reports/${body.reports[0]?.id}`;
  const suggested = await ask<{ values: unknown[] }>(page, "POST", `${report}/suggest`, { field: "airlines.name" });
  return suggested.status === 200 ? suggested.body.values.map(String).sort().join(", ") : `refused: ${suggested.status}`;
}

const me = async (page: Page) => (await ask<{ name: string; email: string; local_sign_in: boolean }>(page, "GET", "/me")).body;

describe.sequential("signing in through a provider", () => {
  test("somebody new gets in, and sees their own airline's rows", () =>
    visit(async (page) => {
      await page.goto("/sign-in");
      await page.getByRole("link", { name: "Sign in with Example Airlines" }).waitFor();
      await expectAccessible(page);
      await expectNoOverflow(page);
      await through(page, "nina");
      await inside(page);
      expect(await me(page)).toMatchObject({ name: "Nina Nováková", email: "nina@demo.example", local_sign_in: false });
      expect(await airlines(page)).toBe("United Air Lines Inc.");
      // Signing out ends the session here.
      expect((await ask(page, "DELETE", "/session")).status).toBe(204);
      expect((await ask(page, "GET", "/me")).status).toBe(401);
    }));

  test("the next sign-in follows what the provider says by then, and goes on to where they were", () =>
    visit(async (page) => {
      provider.people["nina"] = { ...provider.people["nina"]!, airline: ["DL"] };
      await through(page, "nina", "/recent");
      await page.waitForURL(`${demo.url}/recent`);
      await inside(page);
      expect(await airlines(page)).toBe("Delta Air Lines Inc.");
    }));

  test("a group that the provider takes away is gone", () =>
    visit(async (page) => {
      provider.people["nina"] = { ...provider.people["nina"]!, roles: [] };
      await through(page, "nina");
      await inside(page);
      expect(await airlines(page)).toBe("no document: 404");
    }));

  test("an address that nobody verified opens nothing, and the page says why", () =>
    visit(async (page) => {
      await through(page, "mallory", "/sign-in?next=%2Frecent");
      await page.getByRole("alert").getByText("does not vouch for your e-mail address").waitFor();
      expect(new URL(page.url()).searchParams.get("next")).toBe("/recent");
      expect((await ask(page, "GET", "/me")).status).toBe(401);
      await expectAccessible(page);
    }));

  test("somebody else's address takes nobody's account", () =>
    visit(async (page) => {
      await through(page, "otto");
      await page.getByRole("alert").getByText("Somebody here has your e-mail address").waitFor();
      expect((await ask(page, "GET", "/me")).status).toBe(401);
    }));

  test("cancelling at the provider comes back to the sign-in page", () =>
    visit(async (page) => {
      await page.goto("/sign-in");
      await page.getByRole("link", { name: "Sign in with Example Airlines" }).click();
      await page.waitForURL(`${provider.issuer}/interaction/**`);
      await page.getByRole("link", { name: "Cancel" }).click();
      await page.getByRole("alert").getByText("The sign-in was cancelled.").waitFor();
    }));

  test("an address made up by somebody shows none of its text, and leads nowhere else", () =>
    visit(async (page) => {
      await page.goto("/sign-in?problem=Call%20+1%20555%20now&next=https%3A%2F%2Fevil.example");
      await page.getByRole("alert").getByText("The sign-in did not work.").waitFor();
      expect(await page.getByText("555").count()).toBe(0);
      const link = page.getByRole("link", { name: "Sign in with Example Airlines" });
      expect(await link.getAttribute("href")).toBe("/api/v1/auth/oidc/start");
    }));

  test("somebody with a password here links their account by it, and has none from then on", () =>
    visit(async (page) => {
      const jo = demo.people.find((one) => one.email === "jetblue@demo.example")!;
      await page.goto("/sign-in");
      await page.getByLabel("E-mail").fill(jo.email);
      await page.getByLabel("Password", { exact: true }).fill(jo.password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await inside(page);
      await page.goto("/account");
      const part = page.getByRole("region", { name: "Sign in with Example Airlines instead" });
      await part.getByLabel("Present password").fill("a wrong password");
      await part.getByRole("button", { name: "Go to Example Airlines" }).click();
      await part.getByText("This is not the present password").waitFor();
      await expectAccessible(page);
      await part.getByLabel("Present password").fill(jo.password);
      await part.getByRole("button", { name: "Go to Example Airlines" }).click();
      await atTheProvider(page, "jo");
      await page.getByText("You sign in through your organization.").waitFor();
      expect(await me(page)).toMatchObject({ email: jo.email, local_sign_in: false });
    }));
});
