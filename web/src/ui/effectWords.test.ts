import { describe, expect, test } from "vitest";
import { effectWords, sortEffects, summary, type Effect } from "./effectWords";
import type { ContentRoleName } from "./roles";

const person = (name: string, before: ContentRoleName, after: ContentRoleName): Effect => ({
  user: { id: `usr_${name}`, name, email: `${name}@x.example` },
  before,
  after,
});

describe("words for what a change does", () => {
  const cases: [ContentRoleName, ContentRoleName, string][] = [
    ["no_access", "viewer", "can open it now, as Viewer"],
    ["editor", "no_access", "can no longer open it (was Editor)"],
    ["viewer", "editor", "becomes Editor (was Viewer)"],
    ["manager", "viewer", "becomes Viewer (was Manager)"],
    ["viewer", "viewer", "stays Viewer"],
  ];
  test.each(cases)("%s -> %s", (before, after, words) => expect(effectWords(person("a", before, after))).toBe(words));

  test("those who lose come first", () => {
    const sorted = sortEffects([person("c", "no_access", "viewer"), person("b", "viewer", "editor"), person("a", "viewer", "no_access")]);
    expect(sorted.map((one) => one.user.name)).toEqual(["a", "c", "b"]);
  });

  test("one sentence for all", () => {
    expect(summary({ people: [], gains: 2, loses: 1, changes: 0, items_below: 3 })).toBe(
      "2 people gain access, 1 person loses access. This reaches 3 items inside.",
    );
    expect(summary({ people: [], gains: 0, loses: 0, changes: 0, items_below: 3 })).toBe("Nobody gains or loses anything by this.");
  });
});
