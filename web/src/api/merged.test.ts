import { expect, test } from "vitest";
import type { Effects } from "./people";
import { merged } from "./merged";

type Person = Effects["people"][number];
const person = (id: string, attribute: string): Person => ({
  ...({ user: { id, name: id, email: `${id}@example.com` }, content: [], connections: [] } as unknown as Person),
  values: [{ attribute, before: [], after: ["UA"] }],
});
const effects = (count: number, people: Person[]): Effects => ({ count, gains: 1, loses: 0, people }) as unknown as Effects;

const cases: [string, Effects[], { count: number; gains: number; people: string[] }][] = [
  ["one change is itself", [effects(1, [person("ann", "carrier")])], { count: 1, gains: 1, people: ["ann"] }],
  ["somebody of two changes is there once", [effects(1, [person("ann", "carrier")]), effects(2, [person("ann", "carrier"), person("ben", "carrier")])], { count: 2, gains: 2, people: ["ann", "ben"] }],
  ["who is only counted stays counted", [effects(5, [person("ann", "carrier")]), effects(1, [person("ben", "carrier")])], { count: 6, gains: 2, people: ["ann", "ben"] }],
];

test.each(cases)("%s", (_name, all, expected) => {
  const { count, gains, people } = merged(all);
  expect({ count, gains, people: people.map((one) => one.user.id) }).toEqual(expected);
  expect(people.find((one) => one.user.id === "ann")?.values).toHaveLength(1);
});
