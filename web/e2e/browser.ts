import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject } from "vitest";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const demo = inject("demo");

let browser: Browser;

/** One browser for a file of tests. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.LUCARNE_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    });
  });
  afterAll(() => browser?.close());
}

export interface Look {
  width?: number;
  height?: number;
  dark?: boolean;
}

/** A private window. Anything that the Content-Security-Policy refuses, and any uncaught error, fails the test that asks `quiet`. */
export async function open(look: Look = {}, url = demo.url): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: look.width ?? 1280, height: look.height ?? 860 },
    colorScheme: look.dark ? "dark" : "light",
    reducedMotion: "reduce",
    locale: "en-GB",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (/Content.Security.Policy|violates/iu.test(message.text())) complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** Somebody of the demo by the first part of their address. */
export function person(key: string): (typeof demo.people)[number] {
  const found = demo.people.find((one) => one.email.startsWith(`${key}@`));
  if (!found) throw new Error(`the demo has no ${key}`);
  return found;
}

/** Signs in through the page, as a person does. */
export async function signIn(page: Page, key: string, at = "/"): Promise<void> {
  const { email, password } = person(key);
  await page.goto(at);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: /^Account of/u }).waitFor();
}

/** Asks the interface in the name of whoever is signed in in this window. */
export async function ask<T>(page: Page, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: T }> {
  return page.evaluate(
    async ({ method, path, body, headers }) => {
      const answer = await fetch(`/api/v1${path}`, {
        method,
        headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      let parsed: unknown = text;
      try {
        parsed = JSON.parse(text);
      } catch {
        // Not every answer is JSON.
      }
      return { status: answer.status, body: parsed as never };
    },
    { method, path, body, headers },
  );
}

interface Violation {
  id: string;
  impact: string | null;
  nodes: { target: string[] }[];
}

/** No violation of WCAG 2.2 A and AA that axe can find. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (root: Document, options: object) => Promise<{ violations: Violation[] }> } };
    const result = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] });
    return result.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.slice(0, 3).map(({ target }) => target.join(" ")) }));
  });
  expect(violations).toEqual([]);
}

/** Nothing sticks out to the right. */
export async function expectNoOverflow(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
}
