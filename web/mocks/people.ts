import * as db from "./db.ts";
import { ok, on, problem, type Asked } from "./server.ts";

const body = <T>(asked: Asked) => asked.body as T;
const none = { status: 204 };
const now = () => new Date().toISOString();
const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

// ---- seeing as somebody else
on("POST", "/view_as", (asked) => {
  const { user, group, document } = body<{ user?: string; group?: string; document?: string }>(asked);
  const person = db.users.find((one) => one.id === user);
  const name = person?.name ?? `a member of ${db.groups.find((one) => one.id === group)?.name ?? "?"}`;
  db.me.value.view_as = {
    kind: user ? "user" : "group", id: user ?? group ?? "", name, by: { id: db.me.value.id, name: "Mara Lindqvist" }, document: document ?? null, until: later(1), open: "/",
  };
  db.me.value.name = name;
  db.me.value.can = ["create_content", "see_people"];
  return ok({ as: db.me.value.view_as, session_until: later(1) });
});
on("DELETE", "/view_as", () => {
  Object.assign(db.me.value, { view_as: null, name: "Mara Lindqvist", can: ["create_content", "administer", "see_people"] });
  return none;
});

// ---- account
const tokens = [
  { id: "tok_1", name: "nightly export", scope: "read", created_at: now(), expires_at: later(60), last_used_at: now() },
  { id: "tok_2", name: "provisioning of people for the whole of the harbour", scope: "admin", created_at: now(), expires_at: null, last_used_at: null },
];
on("GET", "/tokens", () => ok({ items: tokens }));
on("POST", "/tokens", (asked) => {
  const made = { id: `tok_${tokens.length + 1}`, created_at: now(), last_used_at: null, expires_at: null, scope: "read", name: "", ...(asked.body as object) };
  tokens.unshift(made);
  return ok({ ...made, token: "lct_0VbK8Qf2nYx7Wm4sLr1tPz9cHd6gJa3eUiOoNvBqXyE" });
});
on("DELETE", "/tokens/:id", (_asked, key) => {
  tokens.splice(tokens.findIndex((one) => one.id === key), 1);
  return none;
});
on("POST", "/me/password", (asked) =>
  body<{ current: string }>(asked).current === "lucarne" ? none : { ...problem(422, "wrong_password", "This is not the present password."), body: { code: "wrong_password", title: "Wrong", detail: "This is not the present password.", errors: [{ pointer: "/current", code: "wrong_password", detail: "This is not the present password." }] } },
);
on("POST", "/invitation", () => ok({ name: "Nina New", email: "nina@lucarne.example", organization: "Harbour Analytics" }));
on("POST", "/invitation/accept", () => ok(db.me.value));

// ---- people
on("POST", "/users/:id/invitation", () => ok({ url: "http://localhost:5173/invite#0VbK8Qf2nYx7Wm4sLr1tPz9cHd6gJa3eUiOoNvBqXyE", expires_at: later(7) }));
on("GET", "/users/:id/owned", () => ok({ content: [{ id: "doc_ontime", name: "On time" }, { id: "fld_ops", name: "Operations" }], count: 2, tokens: 1 }));
on("DELETE", "/users/:id", (_asked, key) => {
  db.users.splice(db.users.findIndex((one) => one.id === key), 1);
  return none;
});
const sources = [
  { kind: "group", role: "viewer", node: { id: "fld_ops", name: "Operations" }, via: [{ id: "grp_sales", name: "Sales" }], boost: false },
  { kind: "organization", role: "viewer", node: null, via: [], boost: false },
];
on("GET", "/users/:id/reach", () =>
  ok({ items: db.nodes.slice(0, 8).map(({ id, name, kind }, at) => ({ node: { id, name, kind }, role: at === 0 ? "no_access" : "viewer", sources: at === 0 ? [] : sources })), next_cursor: null }),
);
on("GET", "/content/:id/reach", () => ok({ items: db.users.map(({ id, name, email }) => ({ user: { id, name, email }, role: "viewer", sources })), next_cursor: null }));
on("POST", "/attributes/import", (asked) => {
  const dry = asked.query.get("dry_run") === "true";
  return ok({ changed: !dry, lines: [{ line: 1, ok: true, fault: null }], effects: effects() });
});

/** What every dry run here comes to. */
export function effects() {
  const people = db.users.slice(1, 4).map(({ id, name, email }) => ({
    user: { id, name, email },
    content: [{ node: { id: "doc_ontime", name: "On time", kind: "document" }, before: "no_access", after: "viewer" }],
    connections: [{ connection: { id: "con_flights", name: "NYC flights" }, before: "no_access", after: "viewer" }],
    values: [{ attribute: "carrier", before: [], after: ["UA"] }],
  }));
  return { people, count: people.length, gains: 3, loses: 0 };
}

// ---- audit
const entry = (at: number) => ({
  at: new Date(Date.now() - at * 1_234_567).toISOString(),
  seq: 1000 - at,
  actor: { id: db.users[at % 5]?.id ?? "", name: db.users[at % 5]?.name ?? "?" },
  as_whom: at % 6 === 1 ? { id: "usr_leo", name: "Leo Brandt" } : null,
  door: "page",
  verb: ["sign_in", "report_data", "share", "link_open", "project_save"][at % 5],
  object: ["usr_mara", "doc_ontime", "doc_ontime", "lnk_1", "doc_weather"][at % 5],
  object_name: ["", "On time", "On time", "For the press", "Weather and delays"][at % 5],
  result: at % 7 === 3 ? "refused" : "done",
  codes: at % 7 === 3 ? ["missing_attribute"] : [],
  request_id: `req_${1000 + at}`,
  address: "127.0.0.1",
  details: at % 2 === 0 ? null : { report: "rep_ontime", tiles: 6, changes: [{ principal: { kind: "group", id: "grp_sales" }, role: "viewer" }] },
});
const page = () => ok({ items: Array.from({ length: 30 }, (_, at) => entry(at)), next_cursor: null });
on("GET", "/audit", page);
on("GET", "/content/:id/activity", page);
on("GET", "/audit/verify", () => ok({ rows: 1000, intact: true, broken_at: null }));
