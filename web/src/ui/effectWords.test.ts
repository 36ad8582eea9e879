import { describe, expect, test } from "vitest";
import { effectWords, sortEffects, summary, toldWords, type Effect } from "./effectWords";
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
    const some = [person("a", "no_access", "viewer"), person("b", "no_access", "viewer"), person("c", "viewer", "no_access")];
    expect(summary({ people: some, gains: 2, loses: 1, changes: 3, items_below: 3 })).toBe(
      "2 people gain access, 1 person loses access. This reaches 3 items inside.",
    );
    const more = [...some, person("d", "viewer", "editor"), person("e", "viewer", "viewer")];
    expect(summary({ people: more, gains: 2, loses: 1, changes: 5, items_below: 0 })).toBe(
      "2 people gain access, 1 person loses access, 1 person gets another role, 1 person sees other tiles or rows.",
    );
    expect(summary({ people: some, gains: 2, loses: 1, changes: 300, items_below: 0 })).toBe(
      "2 people gain access, 1 person loses access, for 297 more people something changes.",
    );
    expect(summary({ people: [], gains: 0, loses: 0, changes: 0, items_below: 3 })).toBe("Nobody gains or loses anything by this.");
  });
});

test.each([
  [{ before: "viewer", after: "editor", tiles_before: 5, tiles_after: 7 }, "becomes Editor (was Viewer); sees 2 more tiles"],
  [{ before: "editor", after: "viewer", tiles_before: 7, tiles_after: 6 }, "becomes Viewer (was Editor); sees 1 tile fewer"],
  [{ before: "no_access", after: "viewer", tiles_before: 0, tiles_after: 5 }, "can open it now, as Viewer; sees 5 of 9 tiles"],
  [{ before: "no_access", after: "viewer", tiles_before: 0, tiles_after: 0 }, "can open it now, as Viewer; sees none of its tiles"],
  [{ before: "no_access", after: "viewer", tiles_before: 0, tiles_after: 9 }, "can open it now, as Viewer; sees every tile"],
  [{ before: "viewer", after: "no_access", tiles_before: 5, tiles_after: 0 }, "can no longer open it (was Viewer)"],
  [{ before: "viewer", after: "viewer", tiles_before: 3, tiles_after: 3, rows: [{ table: "flights", before: "none", after: "carrier is UA" }] }, "stays Viewer; rows of flights: carrier is UA"],
] as const)("what somebody sees of it: %j", (effect, words) => {
  expect(effectWords({ user: { id: "u", name: "U", email: "u@x.example" }, ...effect, rows: "rows" in effect ? [...effect.rows] : undefined }, 9)).toBe(words);
});

test("read out, it is sentences, and the rest a number", () => {
  const people = ["a", "b", "c", "d", "e", "f"].map((name) => person(name, "no_access", "viewer"));
  expect(toldWords({ people, gains: 6, loses: 0, changes: 6, items_below: 0 })).toBe(
    "6 people gain access. a: can open it now, as Viewer. b: can open it now, as Viewer. c: can open it now, as Viewer. d: can open it now, as Viewer. And 2 more people.",
  );
});
