import type { Access, AccessRequest, Attribute, Connection, Group, InstanceGrant, Link, Me, Model, Node, Ref, Table, User } from "../src/api/types.ts";

/** The mock's memory: enough people, content and data to see every screen with. It knows no rules; it answers. */

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

export const me: { signedIn: boolean; value: Me } = {
  signedIn: true,
  value: {
    id: "usr_mara",
    name: "Mara Lindqvist",
    email: "mara@lucarne.example",
    is_admin: true,
    organization: "Harbour Analytics",
    can: ["create_content", "administer", "see_people"],
    local_sign_in: true,
    view_as: null,
  },
};

const person = (id: string, name: string, more: Partial<User> = {}): User => ({
  id,
  name,
  email: `${name.split(" ")[0]?.toLowerCase() ?? id}@lucarne.example`,
  is_admin: false,
  active: true,
  groups: [],
  attributes: {},
  elsewhere: false,
  local_sign_in: true,
  invited_until: null,
  created_at: ago(900),
  last_seen_at: ago(3),
  ...more,
});
const united: Ref = { id: "grp_united", name: "United Airlines" };
const delta: Ref = { id: "grp_delta", name: "Delta Air Lines" };
const jetblue: Ref = { id: "grp_jetblue", name: "JetBlue Airways" };

export const users: User[] = [
  person("usr_mara", "Mara Lindqvist", { is_admin: true, last_seen_at: ago(0.01) }),
  person("usr_ana", "Ana Ferreira", { attributes: { carrier: ["*"] } }),
  person("usr_ugo", "Ugo Bianchi", { groups: [united], attributes: { carrier: ["UA"] } }),
  person("usr_dina", "Dina Okafor", { groups: [delta], attributes: { carrier: ["DL"] }, last_seen_at: ago(50) }),
  person("usr_joel", "Joel Brandt", { groups: [jetblue], attributes: { carrier: ["B6"] }, last_seen_at: null }),
  person("usr_vera", "Vera Novak"),
  person("usr_otto", "Otto Keller", { active: false, last_seen_at: ago(2000) }),
];
const member = (user: string) => ({
  principal: { kind: "user" as const, id: user },
  name: users.find((one) => one.id === user)?.name ?? user,
});
export const groups: Group[] = [
  {
    id: "grp_airlines",
    name: "All airlines",
    members: [
      { principal: { kind: "group", id: "grp_star" }, name: "Star Alliance" },
      { principal: { kind: "group", id: "grp_delta" }, name: "Delta Air Lines" },
      { principal: { kind: "group", id: "grp_jetblue" }, name: "JetBlue Airways" },
    ],
    user_count: 3,
    attributes: {},
  },
  { id: "grp_star", name: "Star Alliance", members: [{ principal: { kind: "group", id: "grp_united" }, name: "United Airlines" }], user_count: 1, attributes: {} },
  { id: "grp_united", name: "United Airlines", members: [member("usr_ugo")], user_count: 1, attributes: {} },
  { id: "grp_delta", name: "Delta Air Lines", members: [member("usr_dina")], user_count: 1, attributes: {} },
  { id: "grp_jetblue", name: "JetBlue Airways", members: [member("usr_joel")], user_count: 1, attributes: {} },
  { id: "grp_analysts", name: "Analysts", members: [member("usr_ana")], user_count: 1, attributes: {} },
];
export const attributes: Attribute[] = [
  { name: "carrier", label: "Airline code", kind: "string", multiple: true, default: null, system: false },
  { name: "region", label: "Sales region", kind: "string", multiple: false, default: ["north"], system: false },
  { name: "user_email", label: "E-mail", kind: "string", multiple: false, default: null, system: true },
];

export interface Stored extends Node {
  parent: string;
  trashed: boolean;
}
const all = ["view", "edit", "manage", "own", "create", "view_workbook", "download", "duplicate"];
const node = (id: string, kind: Stored["kind"], name: string, parent: string, more: Partial<Stored> = {}): Stored => ({
  id,
  kind,
  name,
  parent,
  trashed: false,
  description: null,
  identifier: null,
  owner: { id: "usr_ana", name: "Ana Ferreira" },
  role: "manager",
  name_only: false,
  can: all,
  sharing: "people",
  shared: { people: 1, groups: 1, everyone: false, links: 0 },
  stands_alone: false,
  favourite: false,
  trashed_at: null,
  created_at: ago(400),
  updated_at: ago(5),
  reports: kind === "document" ? [{ id: `rep_${id.slice(4)}`, name }] : [],
  ...more,
});
export const nodes: Stored[] = [
  node("fld_ops", "folder", "Operations", "shared", { description: "Daily running of the three airports", sharing: "organization", updated_at: ago(2) }),
  node("fld_airlines", "folder", "Airlines", "shared", { stands_alone: true, description: "One place per airline, shared with its people", updated_at: ago(30) }),
  node("fld_board", "folder", "Board papers", "shared", { sharing: "private", name_only: true, role: "no_access", can: [], updated_at: ago(700) }),
  node("doc_ontime", "document", "On-time performance", "shared", {
    description: "Departures, arrivals and what delays them, by carrier and hour",
    identifier: "on-time",
    sharing: "link",
    shared: { people: 2, groups: 1, everyone: true, links: 1 },
    favourite: true,
    updated_at: ago(0.4),
  }),
  node("doc_weather", "document", "Weather and delays", "shared", { sharing: "organization", updated_at: ago(26), description: "Wind, visibility and rain beside the delay of each hour" }),
  node("doc_fleet", "document", "Fleet age and seats", "shared", { updated_at: ago(190), owner: { id: "usr_mara", name: "Mara Lindqvist" }, can: ["view", "edit"], role: "editor" }),
  node("doc_daily", "document", "Daily operations", "fld_ops", { updated_at: ago(1) }),
  node("fld_gates", "folder", "Gates and turnarounds", "fld_ops", { updated_at: ago(90) }),
  node("doc_united", "document", "United: month in review", "fld_airlines", { updated_at: ago(12) }),
  node("doc_draft", "document", "Draft: cancellations in February", "mine", { sharing: "private", owner: { id: "usr_mara", name: "Mara Lindqvist" } }),
  node("doc_old", "document", "Delay causes (old)", "shared", { trashed: true, trashed_at: ago(60), updated_at: ago(60) }),
];

export const accesses: Record<string, Access> = {};
export function accessOf(id: string): Access {
  const found = nodes.find((one) => one.id === id);
  accesses[id] ??= {
    node: { id, name: found?.name ?? id, kind: found?.kind ?? "document" },
    organization_role: "viewer",
    organization_boost: false,
    organization_inherited: found?.parent === "fld_ops" ? { role: "viewer", from: { id: "fld_ops", name: "Operations" } } : null,
    entries: [
      {
        principal: { kind: "user", id: "usr_ana" }, name: "Ana Ferreira", email: "ana@lucarne.example", members: null,
        role: "owner", direct: null, boost: false, overtaken_by: null, last_opened: null,
        sources: [{ kind: "owner", role: "owner", node: null, via: [], boost: false }],
      },
      {
        principal: { kind: "group", id: "grp_airlines" }, name: "All airlines", email: null, members: 3,
        role: "viewer", direct: "viewer", boost: false, overtaken_by: null, last_opened: null,
        sources: [{ kind: "direct", role: "viewer", node: null, via: [], boost: false }],
      },
      {
        principal: { kind: "user", id: "usr_ugo" }, name: "Ugo Bianchi", email: "ugo@lucarne.example", members: null,
        role: "editor", direct: "editor", boost: false, overtaken_by: null, last_opened: null,
        sources: [
          { kind: "direct", role: "editor", node: null, via: [], boost: false },
          { kind: "group", role: "viewer", node: null, via: [united, { id: "grp_star", name: "Star Alliance" }, { id: "grp_airlines", name: "All airlines" }], boost: false },
        ],
      },
      {
        principal: { kind: "group", id: "grp_analysts" }, name: "Analysts", email: null, members: 1,
        role: "manager", direct: null, boost: false, overtaken_by: null, last_opened: null,
        sources: [{ kind: "folder", role: "manager", node: { id: "fld_ops", name: "Operations" }, via: [], boost: false }],
      },
      {
        principal: { kind: "user", id: "usr_mara" }, name: "Mara Lindqvist", email: "mara@lucarne.example", members: null,
        role: "manager", direct: null, boost: false, overtaken_by: null, last_opened: null,
        sources: [{ kind: "admin", role: "manager", node: null, via: [], boost: false }],
      },
    ],
    can: all,
    links: 1,
    stands_alone: false,
    can_stop_inheriting: true,
    owner: { id: "usr_ana", name: "Ana Ferreira", email: "ana@lucarne.example" },
    requests: [
      {
        id: "ask_1", node: { id, kind: "document", name: found?.name ?? id }, user: { id: "usr_vera", name: "Vera Novak", email: "vera@lucarne.example" },
        role: "viewer", message: "I prepare the board meeting on Thursday.", reason: null, at: ago(5), state: "open",
      },
    ],
    instance_groups: [{ group: { id: "grp_analysts", name: "Analysts" }, role: "viewer" }],
    can_boost: true,
  };
  for (const entry of accesses[id].entries) if (entry.principal.kind === "user") entry.last_opened = entry.name.startsWith("Ugo") ? ago(26) : null;
  return accesses[id];
}

export const links: (Link & { report: string })[] = [
  {
    report: "rep_ontime", id: "lnk_1", name: "Public page", mode: "everyone", rights: ["view"], attributes: { carrier: ["UA"] },
    expires_at: null, url: "http://127.0.0.1:5173/r/k3v9q2m7x4p8w6t1", created_at: ago(300), last_used_at: ago(2), openings: 214,
    warnings: [{ code: "tile_refused", text: "2 of 9 tiles are refused to visitors: they are built on SQL." }],
  },
];

export const connections: Connection[] = [
  { id: "con_nyc", name: "NYC flights", kind: "local", base_role: "viewer", role: "connection_admin", can: ["query", "sql", "edit_model", "manage"], tables: 5 },
  { id: "con_sales", name: "Ticket sales", kind: "local", base_role: "no_access", role: "connection_admin", can: ["query", "sql", "edit_model", "manage"], tables: 0 },
];
type Type = Table["columns"][number]["data_type"];
const columns = (text: string) => text.split(" ").map((part) => ({ name: part.split(":")[0] ?? "", data_type: (part.split(":")[1] ?? "other") as Type }));
export const tables: Record<string, Table[]> = {
  con_nyc: [
    { name: "airlines", columns: columns("carrier:text name:text"), rows: 16, bytes: 1_204, fault: null },
    { name: "airports", columns: columns("faa:text name:text lat:number lon:number alt:integer tz:integer dst:text tzone:text"), rows: 1458, bytes: 61_230, fault: null },
    { name: "flights", columns: columns("year:integer month:integer day:integer dep_time:integer dep_delay:number arr_delay:number carrier:text flight:integer tailnum:text origin:text dest:text air_time:number distance:number time_hour:timestamp"), rows: 336_776, bytes: 5_613_902, fault: null },
    { name: "planes", columns: columns("tailnum:text year:integer type:text manufacturer:text model:text engines:integer seats:integer"), rows: 3322, bytes: 51_004, fault: null },
    { name: "notes", columns: [], rows: null, bytes: 312, fault: "Not a Parquet file: the footer is missing. Upload it again, or delete it from the folder." },
  ],
  con_sales: [],
};
export const connectionRoles: Record<string, { base_role: Connection["base_role"]; entries: { principal: { kind: "user" | "group"; id: string }; name: string; role: Connection["role"] }[] }> = {
  con_nyc: { base_role: "viewer", entries: [
    { principal: { kind: "group", id: "grp_analysts" }, name: "Analysts", role: "modeler" },
    { principal: { kind: "user", id: "usr_ugo" }, name: "Ugo Bianchi", role: "restricted_querier" },
  ] },
  con_sales: { base_role: "no_access", entries: [] },
};
export const models: Record<string, Model> = {
  con_nyc: {
    version: 7,
    can: ["edit_model"],
    files: {
      "flights.view.yaml": `# One row per departure from New York in 2013.\nname: flights\ntable: flights\nprimary_key: [year, month, day, carrier, flight]\n\nrow_policies:\n  - column: carrier\n    user_attribute: carrier\n    values_for_unfiltered: ["*"]\n\ndimensions:\n  carrier:\n    label: Carrier\n  time_hour:\n    label: Scheduled hour\n    type: timestamp\n    grains: [hour, day, week, month]\n  delayed:\n    sql: \${dep_delay} > 15\n\nmeasures:\n  count:\n    label: Flights\n    aggregate: count\n  average_departure_delay:\n    label: Average departure delay\n    aggregate: average\n    sql: \${dep_delay}\n    format: 0.0 "min"\n  on_time_rate:\n    label: On time\n    aggregate: avrage\n    sql: case when \${delayed} then 0 else 1 end\n    format: 0.0%\n`,
      "airlines.view.yaml": "name: airlines\ntable: airlines\nprimary_key: [carrier]\n\ndimensions:\n  carrier: {}\n  name:\n    label: Airline\n",
      "flights.topic.yaml": "name: flights\nlabel: Flights\nbase_view: flights\njoins:\n  airlines: {}\n  origin: {}\n",
      "relationships.yaml": "- from: flights\n  to: airlines\n  on: ${flights.carrier} = ${airlines.carrier}\n  type: many_to_one\n",
    },
    diagnostics: [
      { severity: "error", code: "unknown_aggregate", file: "flights.view.yaml", line: 31, column: 16, message: "unknown aggregate `avrage`", hint: "did you mean `average`?" },
      { severity: "warning", code: "unused_dimension", file: "airlines.view.yaml", line: 6, column: 3, message: "`carrier` has no label", hint: null },
    ],
  },
  con_sales: { version: 1, files: {}, diagnostics: [], can: ["edit_model"] },
};

const asker = (id: string, name: string) => ({ id, name, email: `${name.split(" ")[0]?.toLowerCase() ?? id}@lucarne.example` });
export const requests: AccessRequest[] = [
  {
    id: "ask_1", node: { id: "doc_draft", kind: "document", name: "Draft: cancellations in February" }, user: asker("usr_vera", "Vera Novak"),
    role: "viewer", message: "I prepare the board meeting on Thursday and would like to quote the figures of LaGuardia.", at: ago(2), state: "open", reason: null,
  },
  {
    id: "ask_2", node: { id: "doc_fleet", kind: "document", name: "Fleet age and seats" }, user: asker("usr_joel", "Joel Brandt"),
    role: "editor", message: null, at: ago(30), state: "open", reason: null,
  },
  {
    id: "ask_3", node: { id: "doc_budget", kind: "document", name: "" }, user: asker("usr_mara", "Mara Lindqvist"),
    role: "viewer", message: null, at: ago(70), state: "refused", reason: "Ask me again after the audit.",
  },
];
export const instanceGrants: InstanceGrant[] = [{ group: { id: "grp_analysts", name: "Analysts" }, members: 1, role: "viewer" }];
