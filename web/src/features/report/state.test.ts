import { describe, expect, it } from "vitest";
import type { Filter } from "../../lib/wire";
import { fromUrl, PLAIN, toUrl, type AddressState } from "./state";

const with_ = (more: Partial<AddressState>): AddressState => ({ ...PLAIN, ...more });
const filter = (field: string, op: Filter["op"], ...values: string[]): Filter => ({ field, op, values });

describe("address state", () => {
  it.each<[string, AddressState]>([
    ["", PLAIN],
    ["tab=On%20time%20%26%20late", with_({ tab: "On time & late" })],
    ["f.flights.carrier=UA,DL", with_({ filters: [filter("flights.carrier", "in", "UA", "DL")] })],
    ["f.flights.carrier=not:UA", with_({ filters: [filter("flights.carrier", "not", "UA")] })],
    ["f.airlines.name=a%2Cb%3Ac", with_({ filters: [filter("airlines.name", "in", "a,b:c")] })],
    ["f.airlines.name=in:blank", with_({ filters: [filter("airlines.name", "in", "blank")] })],
    ["f.airlines.name=in:", with_({ filters: [filter("airlines.name", "in", "")] })],
    ["f.airlines.name=blank", with_({ filters: [filter("airlines.name", "blank")] })],
    ["f.airlines.name=", with_({ filters: [filter("airlines.name", "in")] })],
    ["f.flights.time_hour=last:30d", with_({ filters: [filter("flights.time_hour", "last", "30d")] })],
    ["f.flights.time_hour[month]=2013-03-01", with_({ filters: [filter("flights.time_hour[month]", "in", "2013-03-01")] })],
    [
      "f.flights.distance=ge:100&f.flights.distance=lt:500&toolbar=hidden&tabs=hidden&filters=hidden&theme=dark&locale=de-CH",
      with_({
        filters: [filter("flights.distance", "ge", "100"), filter("flights.distance", "lt", "500")],
        toolbar: false,
        tabs: false,
        filterBar: false,
        theme: "dark",
        locale: "de-CH",
      }),
    ],
  ])("%s", (fragment, state) => {
    expect(fromUrl(fragment)).toEqual({ state, ignored: [] });
    expect(toUrl(state)).toBe(fragment);
  });

  it("comes back from any values", () => {
    // A small generator of nasty text: separators, operators, emptiness, other scripts.
    const pieces = [
      "",
      ",",
      ":",
      "in:",
      "blank",
      "%2C",
      "é",
      "日本",
      " ",
      "&",
      "=",
      "#",
      "+",
      "last:3d",
      "[x]",
      "/",
      '"',
      "\\",
      "100%",
    ];
    const ops = ["in", "not", "contains", "between", "ge", "last", "like"] as const;
    for (const [at, a] of pieces.entries())
      for (const b of pieces)
        for (const op of ops) {
          const state = with_({ tab: a + b, filters: [filter("v.f", op, a, b), filter("v.g", op, b + a)] });
          expect(fromUrl(toUrl(state)), `${at} ${op}`).toEqual({ state, ignored: [] });
        }
  });

  it("takes field names whatever their case and a leading #", () => {
    expect(fromUrl("#f.Flights.CARRIER=UA").state.filters).toEqual([filter("flights.carrier", "in", "UA")]);
  });

  it("names what it does not understand and reads the rest", () => {
    const { state, ignored } = fromUrl(
      "nonsense=1&f.a.b=near:3&f.=x&theme=pink&toolbar=shown&f.c.d=%E0%A4%A&locale=!!&f.e.f=1&plain",
    );
    expect(ignored).toEqual(["nonsense", "f.a.b", "f.", "theme", "toolbar", "f.c.d", "locale", "plain"]);
    expect(state.filters).toEqual([filter("e.f", "in", "1")]);
  });
});
