import { expect, test } from "vitest";
import { paths } from "./paths";

test("every address of the page", () => {
  const all = Object.fromEntries(
    Object.entries(paths).map(([name, path]) => [name, (path as (...parts: string[]) => string)("a b", "rep_1")]),
  );
  expect(all).toMatchInlineSnapshot(`
    {
      "accessOf": "/access/a%20b",
      "account": "/account",
      "attributes": "/attributes",
      "audit": "/audit",
      "connection": "/connections/a%20b/rep_1",
      "connections": "/connections",
      "document": "/d/a%20b",
      "editReport": "/d/a%20b/reports/rep_1/edit",
      "explore": "/explore/a%20b",
      "favourites": "/favourites",
      "folder": "/c/a%20b",
      "groups": "/groups",
      "home": "/",
      "invite": "/invite",
      "link": "/r/a%20b",
      "mine": "/c/mine",
      "people": "/people",
      "reachOf": "/people/a%20b/reach",
      "recent": "/recent",
      "report": "/d/a%20b/reports/rep_1",
      "requests": "/requests",
      "settings": "/settings",
      "setup": "/setup",
      "shared": "/c/shared",
      "sharedWithMe": "/shared-with-me",
      "signIn": "/sign-in?next=a%20b",
      "signInElsewhere": "/api/v1/auth/oidc/start?next=a%20b",
      "trash": "/trash",
    }
  `);
});
