import { expect, test } from "vitest";
import { plain } from "./plain";

const cases: [string, string][] = [
  ["Granted on `Q3`.", "Granted on “Q3”."],
  ["Connection role restricted_querier through `Sales`.", "Connection role topic querier through “Sales”."],
  ["The role is no_access.", "The role is no access."],
  ["No value for `home_airport`, used by flights_by_day.", "No value for “home_airport”, used by flights_by_day."],
];
test.each(cases)("%s", (text, words) => expect(plain(text)).toBe(words));
