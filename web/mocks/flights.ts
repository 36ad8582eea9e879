/** Invented flights that look like New York in 2013: enough to see every chart with. It answers; it decides nothing. */
import type { Column, Filter, Scalar, SemanticQuery, Topic, TopicField } from "../src/lib/wire.ts";

const CARRIERS: [string, string, number, number][] = [
  ["UA", "United Air Lines Inc.", 58665, 12.1],
  ["B6", "JetBlue Airways", 54635, 13.0],
  ["EV", "ExpressJet Airlines Inc.", 54173, 20.0],
  ["DL", "Delta Air Lines Inc.", 48110, 9.3],
  ["AA", "American Airlines Inc.", 32729, 8.6],
  ["MQ", "Envoy Air", 26397, 10.6],
  ["US", "US Airways Inc.", 20536, 3.8],
  ["9E", "Endeavor Air Inc.", 18460, 16.7],
  ["WN", "Southwest Airlines Co.", 12275, 17.7],
  ["VX", "Virgin America", 5162, 12.9],
  ["FL", "AirTran Airways Corporation", 3260, 18.7],
  ["AS", "Alaska Airlines Inc.", 714, 5.8],
  ["F9", "Frontier Airlines Inc.", 685, 20.2],
  ["YV", "Mesa Airlines Inc.", 601, 19.0],
  ["HA", "Hawaiian Airlines Inc.", 342, 4.9],
  ["OO", "SkyWest Airlines Inc.", 32, 12.6],
];
const MONTHS = Array.from({ length: 12 }, (_, at) => Date.UTC(2013, at, 1));
const SEASON = [0.95, 0.9, 1.01, 1.0, 1.02, 1.0, 1.04, 1.03, 0.97, 1.02, 0.96, 1.0];
const LATE = [10, 10.8, 13.2, 13.9, 13.0, 20.8, 21.7, 12.6, 6.7, 6.2, 5.4, 16.6];
const DESTINATIONS = ["ATL", "ORD", "LAX", "BOS", "MCO", "CLT", "SFO", "FLL", "MIA", "DCA", "DTW", "DFW", "RDU", "TPA", "DEN", "IAH"];

type Row = Record<string, Scalar | null> & { carrier: string; weight: number; late: number };

const field = (name: string, label: string, data_type: TopicField["data_type"], more: Partial<TopicField> = {}): TopicField => ({
  field: name,
  label,
  description: null,
  group: null,
  kind: "dimension",
  data_type,
  format: null,
  mask: null,
  own: false,
  grains: data_type === "timestamp" ? ["hour", "date", "week", "month", "quarter", "year", "month_of_year", "day_of_week", "hour_of_day"] : [],
  ...more,
});
const measure = (name: string, label: string, format: string | null, description: string): TopicField =>
  field(name, label, format === null ? "integer" : "number", { kind: "measure", format, description });

export const topic: Topic = {
  name: "flights",
  label: "Flights",
  description: "One row per departure from New York in 2013, with its airline, airports, plane and weather.",
  default_filters: [],
  views: [
    {
      name: "flights",
      label: "Flights",
      fields: [
        field("flights.carrier", "Carrier", "text", { description: "Two-letter code of the airline" }),
        field("flights.origin", "Origin", "text", { group: "Airports" }),
        field("flights.dest", "Destination", "text", { group: "Airports" }),
        field("flights.time_hour", "Scheduled hour", "timestamp", { group: "Time" }),
        field("flights.hour", "Hour of departure", "integer", { group: "Time" }),
        field("flights.cancelled", "Cancelled", "boolean"),
        field("flights.distance", "Distance", "number", { format: "miles" }),
        measure("flights.count", "Flights", null, "Departures, cancelled ones included"),
        measure("flights.average_departure_delay", "Average departure delay", '0.0 "min"', "Of flights that left"),
        measure("flights.average_arrival_delay", "Average arrival delay", '0.0 "min"', "Of flights that arrived"),
        measure("flights.on_time_rate", "On time", "0.0%", "Share that left within 15 minutes"),
        measure("flights.cancelled_share", "Cancelled share", "0.0%", "Share that never left"),
        measure("flights.total_distance", "Total distance", "big_1", "Miles flown"),
      ],
    },
    { name: "airlines", label: "Airlines", fields: [field("airlines.name", "Airline", "text")] },
    {
      name: "planes",
      label: "Planes",
      fields: [field("planes.manufacturer", "Manufacturer", "text"), field("planes.seats", "Seats", "integer")],
    },
  ],
};

export function columnOf(name: string): Column {
  const [, path = name, grain = null] = /^([^[]+)(?:\[(\w+)\])?$/.exec(name) ?? [];
  const found = topic.views.flatMap((view) => view.fields).find((one) => one.field === path);
  const part = grain !== null && grain.includes("_of_");
  return {
    name,
    label: `${found?.label ?? name}${grain === null || grain === "raw" ? "" : ` ${grain.replaceAll("_", " ")}`}`,
    data_type: part ? "integer" : grain !== null && grain !== "raw" && grain !== "hour" ? "date" : (found?.data_type ?? "text"),
    role: found?.kind ?? "dimension",
    format: found?.format ?? null,
    grain,
  };
}

/** One row per carrier, origin, month, weekday, part of the day. */
const cube: Row[] = [];
for (const [carrier, airline, weight, late] of CARRIERS)
  for (const [o, origin] of ["EWR", "JFK", "LGA"].entries())
    for (const [m, month] of MONTHS.entries())
      for (let day = 1; day <= 7; day += 1)
        for (let hour = 5; hour <= 22; hour += 1) {
          const turn = Math.sin(hour * 1.7 + day * 2.3 + m * 0.9 + o) * 0.12;
          cube.push({
            carrier,
            weight: (weight / 4536) * (SEASON[m] ?? 1) * (1 + Math.sin(hour / 3) * 0.5) * (day === 6 ? 0.7 : 1) * (1 + turn),
            late: late * ((LATE[m] ?? 12) / 12.6) * (0.35 + (hour - 5) / 13) * (1 + turn * 2) - 1,
            "flights.carrier": carrier,
            "airlines.name": airline,
            "flights.origin": origin,
            "flights.dest": DESTINATIONS[(hour + day + m + o) % DESTINATIONS.length] ?? "ATL",
            "flights.time_hour[month]": month,
            "flights.time_hour[quarter]": Date.UTC(2013, Math.floor(m / 3) * 3, 1),
            "flights.time_hour[date]": Date.UTC(2013, m, day),
            "flights.time_hour[week]": Date.UTC(2013, m, day - (day % 7)),
            "flights.time_hour[year]": Date.UTC(2013, 0, 1),
            "flights.time_hour[month_of_year]": m + 1,
            "flights.time_hour[day_of_week]": day,
            "flights.time_hour[hour_of_day]": hour,
            "flights.hour": hour,
            "flights.time_hour": Date.UTC(2013, m, day, hour),
            "flights.cancelled": (hour + day) % 11 === 0,
            "flights.distance": 300 + hour * 97,
            "planes.manufacturer": ["BOEING", "AIRBUS INDUSTRIE", "EMBRAER", null][(m + day) % 4] ?? null,
            "planes.seats": [149, 182, 50, 200][(m + hour) % 4] ?? 100,
          });
        }

export function answerQuery(query: SemanticQuery, filters: readonly Filter[]): { columns: Column[]; rows: (Scalar | null)[][] } {
  const columns = query.fields.map(columnOf);
  const dimensions = columns.filter((column) => column.role === "dimension");
  const groups = new Map<string, { key: (Scalar | null)[]; weight: number; late: number; punctual: number; cancelled: number }>();
  for (const row of cube) {
    if (!filters.every((filter) => holds(row, filter))) continue;
    const key = dimensions.map((column) => row[column.name] ?? null);
    const name = JSON.stringify(key);
    const group = groups.get(name) ?? { key, weight: 0, late: 0, punctual: 0, cancelled: 0 };
    groups.set(name, group);
    group.weight += row.weight;
    group.late += row.late * row.weight;
    group.punctual += row.weight * Math.max(0.3, 0.93 - row.late / 90);
    group.cancelled += row.weight * Math.min(0.2, 0.008 + Math.max(0, row.late) / 900);
  }
  const rows = [...groups.values()].map((group) =>
    columns.map((column) => {
      const at = dimensions.indexOf(column);
      if (at >= 0) return group.key[at] ?? null;
      switch (column.name) {
        case "flights.count":
          return Math.round(group.weight);
        case "flights.on_time_rate":
          return group.punctual / group.weight;
        case "flights.cancelled_share":
          return group.cancelled / group.weight;
        case "flights.total_distance":
          return group.weight * 1039;
        case "flights.average_arrival_delay":
          return group.late / group.weight - 5.6;
        default:
          return group.late / group.weight;
      }
    }),
  );
  for (const sort of [...(query.sorts ?? [])].reverse()) {
    const at = columns.findIndex((column) => column.name === sort.field);
    const way = sort.descending === true ? -1 : 1;
    rows.sort((a, b) => ((a[at] ?? 0) < (b[at] ?? 0) ? -way : (a[at] ?? 0) > (b[at] ?? 0) ? way : 0));
  }
  return { columns, rows: rows.slice(0, query.limit ?? 10_000) };
}

function holds(row: Row, { field, op, values }: Filter): boolean {
  const raw = row[field];
  if (raw === undefined) return true;
  const column = columnOf(field);
  const time = column.data_type === "date" || column.data_type === "timestamp";
  const cell = time && raw !== null ? new Date(Number(raw)).toISOString().slice(0, 10) : raw;
  const text = String(cell).toLowerCase();
  const first = values[0] ?? "";
  switch (op) {
    case "in":
      return values.some((value) => value === cell);
    case "not":
      return !values.some((value) => value === cell);
    case "between":
      return cell !== null && cell >= first && cell <= (values[1] ?? "");
    case "ge":
      return cell !== null && cell >= first;
    case "gt":
      return cell !== null && cell > first;
    case "le":
      return cell !== null && cell <= first;
    case "lt":
      return cell !== null && cell < first;
    case "contains":
      return text.includes(String(first).toLowerCase());
    case "starts":
      return text.startsWith(String(first).toLowerCase());
    case "blank":
      return cell === null;
    case "notblank":
      return cell !== null;
    default:
      return true;
  }
}

export function suggestValues(field: string, search: string | undefined, limit: number): { values: (Scalar | null)[]; truncated: boolean } {
  const found = [...new Set(cube.map((row) => row[field] ?? null))]
    .filter((value) => search === undefined || String(value).toLowerCase().includes(search.toLowerCase()))
    .sort();
  return { values: found.slice(0, limit), truncated: found.length > limit };
}
