import { describe, expect, it } from "vitest";
import { fromUrl, START, toUrl, type ExploreState } from "./state";

const check = (fragment: string, more: Partial<ExploreState>) => {
  const state = { ...START, ...more };
  expect(fromUrl(fragment)).toEqual(state);
  expect(toUrl(state)).toBe(fragment);
};

describe("a query in the address", () => {
  it("comes back as it went", () => {
    check("", {});
    check("topic=flights", { topic: "flights" });
    check(
      "topic=flights&fields=flights.time_hour[month],flights.count&f.flights.origin=JFK,LGA&f.flights.distance=ge:100&sort=-flights.count,flights.time_hour[month]&limit=50",
      {
        topic: "flights",
        fields: ["flights.time_hour[month]", "flights.count"],
        filters: [
          { field: "flights.origin", op: "in", values: ["JFK", "LGA"] },
          { field: "flights.distance", op: "ge", values: ["100"] },
        ],
        sorts: [{ field: "flights.count", descending: true }, { field: "flights.time_hour[month]" }],
        limit: 50,
      },
    );
    check("topic=flights&chart.kind=bar&chart.x=a.b&chart.y=a.c,a.d&chart.stacked=true&chart.y_title=Per%20cent%20%26%20more", {
      topic: "flights",
      chart: { kind: "bar", x: "a.b", y: ["a.c", "a.d"], stacked: true, y_title: "Per cent & more" },
    });
    check("sql=select%20'a%2C%20b'%20%23%201", { mode: "sql", sql: "select 'a, b' # 1" });
  });

  it("takes nothing that is not a query", () => {
    expect(fromUrl("chart.kind=evil&chart.tooltip=x&limit=-1&limit=9999999&f.=x&what=ever&f.a=near:1")).toEqual(START);
  });
});
