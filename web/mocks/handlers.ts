import type { Access, AccessChange, Connection, Diagnostic, Listing, Node, Preview, Role } from "../src/api/types.ts";
import * as db from "./db.ts";
import { effects } from "./people.ts";
import { ok, on, problem, type Asked } from "./server.ts";

const body = <T>(asked: Asked) => asked.body as T;
const id = (kind: string) => `${kind}_${Math.random().toString(36).slice(2, 10)}`;
const missing = () => problem(404, "not_found", "There is nothing here.");
const none = { status: 204 };
let failures = 0;

// ---- session
on("GET", "/me", () => (db.me.signedIn ? ok(db.me.value) : problem(401, "not_signed_in", "Sign in first.")));
on("GET", "/setup", () => ok({ needed: false }));
on("GET", "/session", () => ok({ oidc: null, password: true }));
on("DELETE", "/session", () => {
  db.me.signedIn = false;
  return none;
});
on("POST", "/session", (asked) => {
  if (body<{ password: string }>(asked).password !== "lucarne") {
    failures += 1;
    return failures > 3
      ? { ...problem(429, "too_many_attempts", "Too many attempts."), headers: { "retry-after": "40" } }
      : problem(401, "wrong_credentials", "That e-mail and password do not match.");
  }
  db.me.signedIn = true;
  return ok(db.me.value);
});

// ---- content
const shown = ({ parent: _parent, trashed: _trashed, ...node }: db.Stored): Node => node;
const find = (key: string) => db.nodes.find((one) => one.id === key || one.identifier === key);
function trail(parent: string): { id: string; name: string }[] {
  const up = db.nodes.find((one) => one.id === parent);
  if (up) return [...trail(up.parent), { id: up.id, name: up.name }];
  return [];
}
on("GET", "/content", ({ query }) => {
  const q = query.get("q")?.toLowerCase() ?? "";
  const view = query.get("view");
  const parent = query.get("parent");
  if (parent && parent !== "shared" && parent !== "mine" && !find(parent)) return missing();
  const items = db.nodes
    .filter((one) => one.trashed === (view === "trash"))
    .filter((one) => q === "" || [one.name, one.description ?? "", one.owner.name].some((text) => text.toLowerCase().includes(q)))
    .filter((one) => q !== "" || !parent || one.parent === parent)
    .filter((one) => query.get("kind") === null || one.kind === query.get("kind"))
    .filter((one) => view !== "recent" || one.kind === "document")
    .filter((one) => view !== "favourites" || one.favourite)
    .filter((one) => view !== "shared_with_me" || one.id === "doc_united");
  return ok({ items: items.map(shown), next_cursor: null, path: parent ? trail(parent) : [], can: ["create"] } satisfies Listing);
});
on("PUT", "/content/:id/favourite", (_asked, key) => star(key, true));
on("DELETE", "/content/:id/favourite", (_asked, key) => star(key, false));
function star(key: string | undefined, favourite: boolean) {
  const node = find(key ?? "");
  if (!node) return missing();
  node.favourite = favourite;
  return none;
}
on("DELETE", "/content/:id", (_asked, key) => {
  db.nodes.splice(db.nodes.findIndex((one) => one.id === key), 1);
  return none;
});
on("POST", "/content/:id/duplicate", (_asked, key) => {
  const node = find(key ?? "");
  if (!node) return missing();
  const copy: db.Stored = { ...node, id: id("doc"), name: `${node.name} (copy)`, identifier: null, favourite: false };
  db.nodes.push(copy);
  return { status: 201, body: { ...shown(copy), version: 1, path: [], connections: [] } };
});

// ---- access requests
on("GET", "/requests", ({ query }) => {
  const mine = query.get("mine") === "true";
  const items = db.requests.filter((one) => (one.user.id === db.me.value.id) === mine && (mine || one.state === "open"));
  return ok({ items, next_cursor: null });
});
on("POST", "/content/:id/requests", (asked, key) => {
  const { role, message } = body<{ role: Role; message?: string }>(asked);
  const { id: me, name, email } = db.me.value;
  const made = {
    id: id("ask"), node: { id: key ?? "", kind: "document" as const, name: "" }, user: { id: me, name, email },
    role, message: message ?? null, at: new Date().toISOString(), state: "open" as const, reason: null,
  };
  db.requests.unshift(made);
  return { status: 201, body: made };
});
on("POST", "/requests/:id/grant", (_asked, key) => answer(key, "granted", null));
on("POST", "/requests/:id/refuse", (asked, key) => answer(key, "refused", body<{ reason?: string }>(asked).reason ?? null));
function answer(key: string | undefined, state: "granted" | "refused", reason: string | null) {
  const found = db.requests.find((one) => one.id === key);
  return found ? ok(Object.assign(found, { state, reason })) : missing();
}
on("GET", "/instance_grants", () => ok({ items: db.instanceGrants }));
on("PUT", "/instance_grants/:group", (asked, key) => {
  const group = db.groups.find((one) => one.id === key);
  if (!group) return missing();
  remove(key);
  db.instanceGrants.push({ group: { id: group.id, name: group.name }, members: group.user_count, role: body<{ role: Role }>(asked).role });
  return ok({ items: db.instanceGrants });
});
on("DELETE", "/instance_grants/:group", (_asked, key) => {
  remove(key);
  return ok({ items: db.instanceGrants });
});
function remove(group: string | undefined): void {
  const at = db.instanceGrants.findIndex((one) => one.group.id === group);
  if (at >= 0) db.instanceGrants.splice(at, 1);
}

on("POST", "/folders", (asked) => create(asked, "folder"));
on("POST", "/documents", (asked) => create(asked, "document"));
function create(asked: Asked, kind: "folder" | "document") {
  const { name, parent } = body<{ name: string; parent: string }>(asked);
  const key = id(kind === "folder" ? "fld" : "doc");
  const node: db.Stored = {
    ...(db.nodes[0] as db.Stored), id: key, kind, name, parent, description: null, identifier: null, updated_at: new Date().toISOString(),
    sharing: "private", reports: kind === "document" ? [{ id: id("rep"), name }] : [],
  };
  db.nodes.push(node);
  return { status: 201, body: { ...shown(node), version: 1, path: trail(parent), connections: [] } };
}
const patch = (asked: Asked, key: string) => {
  const node = find(key);
  if (!node) return missing();
  Object.assign(node, asked.body);
  return ok(shown(node));
};
on("PATCH", "/folders/:id", patch);
on("PATCH", "/documents/:id", patch);
on("GET", "/documents/:id", (_asked, key) => {
  // One that is not shared with the person, and takes requests.
  if (key === "doc_budget") return problem(404, "not_found", "There is nothing here.", { can_request: true });
  const node = find(key ?? "");
  return node ? ok({ ...shown(node), version: 3, path: trail(node.parent), connections: [] }, { etag: '"3"' }) : missing();
});
on("POST", "/content/:id/trash", (_asked, key) => {
  const node = find(key ?? "");
  if (node) node.trashed = true;
  return none;
});
on("POST", "/content/:id/restore", (_asked, key) => {
  const node = find(key ?? "");
  if (!node) return missing();
  node.trashed = false;
  return ok(shown(node));
});
on("POST", "/content/:id/move", (asked, key) => {
  const node = find(key ?? "");
  if (!node) return missing();
  if (asked.query.get("dry_run")) return ok(preview("viewer", "no_access", 2));
  node.parent = body<{ parent: string }>(asked).parent;
  return ok(shown(node));
});

// ---- access
const unchanged = { tiles_before: null, tiles_after: null, tiles_gained: [], tiles_lost: [], rows: [], connections: [], items: null };
function preview(before: Role, after: Role, howMany: number): Preview {
  const people = db.users.slice(2, 2 + howMany).map(({ id, name, email }) => ({ ...unchanged, user: { id, name, email }, before, after }));
  const gains = before === "no_access" ? howMany : 0;
  const loses = after === "no_access" ? howMany : 0;
  return { people, gains, loses, changes: howMany - gains - loses, items_below: 0, tiles: null, boost_warning: null };
}
on("GET", "/content/:id/access", (_asked, key) => ok(db.accessOf(find(key ?? "")?.id ?? key ?? "")));
on("PATCH", "/content/:id/access", (asked, key) => {
  const access = db.accessOf(key ?? "");
  const change = body<AccessChange>(asked);
  if (change.organization_role === "no_access" && access.organization_inherited) {
    return problem(409, "below_inherited", "The folder “Operations” already makes everyone Viewer. Lower it there first.");
  }
  if (asked.query.get("dry_run")) return ok(previewOf(access, change));
  if (change.organization_role) access.organization_role = change.organization_role;
  for (const { principal, role } of change.changes) {
    const entry = access.entries.find((one) => one.principal.id === principal.id);
    if (entry) {
      entry.direct = role;
      entry.sources = entry.sources.filter((one) => one.kind !== "direct");
      if (role) entry.sources.unshift({ kind: "direct", role, node: null, via: [], boost: false });
      entry.role = entry.sources[0]?.role ?? "no_access";
      if (entry.sources.length === 0) access.entries.splice(access.entries.indexOf(entry), 1);
    } else if (role) {
      const user = db.users.find((one) => one.id === principal.id);
      const group = db.groups.find((one) => one.id === principal.id);
      access.entries.push({
        principal, name: user?.name ?? group?.name ?? "?", email: user?.email ?? null, members: group?.user_count ?? null,
        role, direct: role, boost: false, overtaken_by: null, last_opened: null, sources: [{ kind: "direct", role, node: null, via: [], boost: false }],
      });
    }
  }
  return ok(access);
});
function previewOf(access: Access, change: AccessChange): Preview {
  const people: Preview["people"] = [];
  for (const { principal, role } of change.changes) {
    const before = access.entries.find((one) => one.principal.id === principal.id)?.role ?? "no_access";
    for (const user of db.users.filter((one) => one.id === principal.id || one.groups.some((group) => group.id === principal.id))) {
      people.push({ ...unchanged, user: { id: user.id, name: user.name, email: user.email }, before, after: role ?? "viewer", tiles_before: before === "no_access" ? 0 : 5, tiles_after: 7 });
    }
  }
  if (change.organization_role) {
    for (const user of db.users.slice(4)) {
      people.push({ ...unchanged, user: { id: user.id, name: user.name, email: user.email }, before: access.organization_role, after: change.organization_role });
    }
  }
  const moved = people.filter((one) => one.before !== one.after);
  const gains = moved.filter((one) => one.before === "no_access").length;
  const loses = moved.filter((one) => one.after === "no_access").length;
  return { people: moved, gains, loses, changes: moved.length - gains - loses, tiles: Array.from({ length: 9 }, (_, at) => ({ id: `tile_${at}`, title: `Tile ${at + 1}`, kind: "topic" as const, report: { id: "rep_ontime", name: "On time" } })), boost_warning: null, items_below: access.node.kind === "folder" ? 12 : 0 };
}
on("GET", "/content/:id/explain", ({ query }, key) => {
  const entry = db.accessOf(key ?? "").entries.find((one) => one.principal.id === query.get("user"));
  return ok({
    allowed: entry !== undefined,
    role: entry?.role ?? null,
    reasons: entry ? [{ code: "granted", text: "Editor given here." }] : [{ code: "no_grant", text: "Nothing is given to this person, to a group they are in, or to everyone." }],
    sources: entry?.sources ?? [],
    connection: entry ? [{ id: "con_nyc", name: "NYC flights", role: "viewer", reasons: [{ code: "base", text: "base role of the connection" }] }] : [],
    rows: entry ? [{ table: "flights", words: "carrier is UA" }] : [],
    remedies: entry ? [{ code: "attribute", text: "A value for “carrier” opens 2 more tiles." }] : [{ code: "grant", text: "Viewer given here, or membership in All airlines." }],
    tiles: entry
      ? ["Flights", "On time", "Restricted", "By carrier", "Refused"].map((title, at) => ({ id: `t${at}`, title, allowed: at % 2 === 0, reasons: at % 2 === 0 ? [] : [{ code: "missing_attribute", text: "no value for “carrier”" }] }))
      : [],
  });
});
on("POST", "/requests/:id/grant", (_asked, key) => answered(key, "granted"));
on("POST", "/requests/:id/refuse", (_asked, key) => answered(key, "refused"));
function answered(key: string | undefined, state: "granted" | "refused") {
  for (const access of Object.values(db.accesses)) {
    const request = access.requests?.find((one) => one.id === key);
    if (!request) continue;
    access.requests = access.requests?.filter((one) => one !== request);
    return ok({ ...request, state });
  }
  return missing();
}
on("PUT", "/content/:id/owner", (asked, key) => {
  const access = db.accessOf(key ?? "");
  if (asked.query.get("dry_run")) return ok(preview("manager", "owner", 1));
  const user = db.users.find((one) => one.id === body<{ user: string }>(asked).user);
  if (user) access.owner = { id: user.id, name: user.name, email: user.email };
  return ok(access);
});
on("PUT", "/content/:id/inheritance", (asked, key) => {
  const access = db.accessOf(key ?? "");
  if (asked.query.get("dry_run")) return ok(preview("viewer", "no_access", 2));
  access.stands_alone = body<{ stands_alone: boolean }>(asked).stands_alone;
  return ok(access);
});
on("POST", "/view_as", () => ok({ as: {}, session_until: new Date().toISOString() }));
on("GET", "/principals", ({ query }) => {
  const q = query.get("q")?.toLowerCase() ?? "";
  const hits = [
    ...db.groups.map((one) => ({ principal: { kind: "group", id: one.id }, name: one.name, email: null, members: one.user_count })),
    ...db.users.map((one) => ({ principal: { kind: "user", id: one.id }, name: one.name, email: one.email, members: null })),
  ];
  return ok({ items: hits.filter((one) => one.name.toLowerCase().includes(q) || one.email?.includes(q)) });
});
on("GET", "/documents/:id/reports/:report/links", (_asked, _document, report) =>
  ok({ items: db.links.filter((one) => one.report === report), next_cursor: null }),
);
on("POST", "/documents/:id/reports/:report/links", (asked, _document, report) => {
  const link = {
    report: report ?? "", id: id("lnk"), name: "Link", mode: "everyone" as const, rights: ["view" as const], attributes: {}, expires_at: null,
    url: `http://127.0.0.1:5173/r/${id("x")}`, created_at: new Date().toISOString(), last_used_at: null, openings: 0, warnings: [],
    ...(asked.body as object),
  };
  db.links.push(link);
  return { status: 201, body: link };
});
on("PATCH", "/links/:id", (asked, key) => {
  const link = db.links.find((one) => one.id === key);
  return link ? ok(Object.assign(link, asked.body)) : missing();
});
on("DELETE", "/links/:id", (_asked, key) => {
  db.links.splice(db.links.findIndex((one) => one.id === key), 1);
  return none;
});
on("POST", "/links/:id/rotate", (_asked, key) => {
  const link = db.links.find((one) => one.id === key);
  return link ? ok(Object.assign(link, { url: `http://127.0.0.1:5173/r/${id("y")}` })) : missing();
});

// ---- connections
on("GET", "/connections", () => ok({ items: db.connections, next_cursor: null }));
on("POST", "/connections", (asked) => {
  const connection: Connection = { ...(db.connections[0] as Connection), id: id("con"), name: body<{ name: string }>(asked).name, tables: 0 };
  db.connections.push(connection);
  db.tables[connection.id] = [];
  db.connectionRoles[connection.id] = { base_role: "no_access", entries: [] };
  db.models[connection.id] = { version: 1, files: {}, diagnostics: [], can: ["edit_model"] };
  return { status: 201, body: connection };
});
on("DELETE", "/connections/:id", (_asked, key) => {
  db.connections.splice(db.connections.findIndex((one) => one.id === key), 1);
  return none;
});
on("POST", "/connections/:id/test", (_asked, key) => ok({ ok: true, tables: db.tables[key ?? ""] ?? [] }));
on("GET", "/connections/:id/tables", (_asked, key) => ok({ items: db.tables[key ?? ""] ?? [] }));
on("PUT", "/connections/:id/tables/:name", (asked, key, name) => {
  if (name?.includes("bad")) return problem(422, "file_invalid", "Line 3 has 4 fields, the header has 5.", { hint: "Correct the file and upload it again." });
  const table = { name: name ?? "", columns: [{ name: "id", data_type: "integer" as const }], rows: 12, bytes: (asked.body as Buffer).length, fault: null };
  const list = (db.tables[key ?? ""] ??= []);
  const at = list.findIndex((one) => one.name === name);
  if (at >= 0) list[at] = table;
  else list.push(table);
  return ok(table);
});
on("GET", "/connections/:id/roles", (_asked, key) => ok(db.connectionRoles[key ?? ""]));
on("PATCH", "/connections/:id/roles", (asked, key) => {
  const roles = db.connectionRoles[key ?? ""];
  if (!roles) return missing();
  const change = body<{ base_role?: Connection["role"]; changes?: { principal: { kind: "user" | "group"; id: string }; role: Connection["role"] | null }[] }>(asked);
  if (change.base_role) roles.base_role = change.base_role;
  for (const { principal, role } of change.changes ?? []) {
    roles.entries = roles.entries.filter((one) => one.principal.id !== principal.id);
    const name = [...db.users, ...db.groups].find((one) => one.id === principal.id)?.name ?? "?";
    if (role) roles.entries.push({ principal, name, role });
  }
  return ok(roles);
});
const model = (key: string | undefined) => db.models[key ?? ""];
on("GET", "/connections/:id/model", (_asked, key) => ok(model(key), { etag: `"${model(key)?.version}"` }));
on("POST", "/connections/:id/model/check", (asked) => ok({ diagnostics: check(body<{ files: Record<string, string> }>(asked).files) }));
on("PUT", "/connections/:id/model/files/:name", (asked, key, name) => {
  const found = model(key);
  if (!found) return missing();
  found.files[name ?? ""] = body<{ text: string }>(asked).text;
  found.version += 1;
  found.diagnostics = check(found.files);
  return ok({ version: found.version, diagnostics: found.diagnostics }, { etag: `"${found.version}"` });
});
on("DELETE", "/connections/:id/model/files/:name", (_asked, key, name) => {
  const found = model(key);
  if (!found) return missing();
  delete found.files[name ?? ""];
  found.version += 1;
  return ok({ version: found.version, diagnostics: [] });
});
function check(files: Record<string, string>): Diagnostic[] {
  return Object.entries(files).flatMap(([file, text]) =>
    text.split("\n").flatMap((line, at): Diagnostic[] => {
      const column = line.indexOf("avrage");
      return column < 0 ? [] : [{ severity: "error", code: "unknown_aggregate", file, line: at + 1, column: column + 1, message: "unknown aggregate `avrage`", hint: "did you mean `average`?" }];
    }),
  );
}

// ---- people
on("GET", "/users", () => ok({ items: db.users, next_cursor: null }));
on("POST", "/users", (asked) => {
  const user = { ...(db.users[5] as (typeof db.users)[0]), id: id("usr"), last_seen_at: null, ...(asked.body as object) };
  db.users.push(user);
  return { status: 201, body: user };
});
on("GET", "/users/:id", (_asked, key) => ok(db.users.find((one) => one.id === key)));
on("PATCH", "/users/:id", (asked, key) => ok(Object.assign(db.users.find((one) => one.id === key) ?? {}, asked.body)));
on("GET", "/groups", () => ok({ items: db.groups, next_cursor: null }));
on("POST", "/groups", (asked) => {
  const group = { id: id("grp"), name: body<{ name: string }>(asked).name, members: [], user_count: 0, attributes: {} };
  db.groups.push(group);
  return { status: 201, body: group };
});
on("GET", "/groups/:id", (_asked, key) => ok(db.groups.find((one) => one.id === key)));
on("PATCH", "/groups/:id", (asked, key) => ok(Object.assign(db.groups.find((one) => one.id === key) ?? {}, asked.body)));
on("DELETE", "/groups/:id", (_asked, key) => {
  db.groups.splice(db.groups.findIndex((one) => one.id === key), 1);
  return none;
});
on("PUT", "/groups/:id/members/:member", (asked, key, member) => {
  if (asked.query.get("dry_run")) return ok(effects());
  if (member === "grp_airlines") return problem(409, "cycle", "“All airlines” already holds this group: All airlines, Star Alliance, All airlines.");
  const user = db.users.find((one) => one.id === member);
  const group = db.groups.find((one) => one.id === member);
  db.groups.find((one) => one.id === key)?.members.push({ principal: { kind: user ? "user" : "group", id: member }, name: user?.name ?? group?.name ?? "?" });
  return none;
});
on("DELETE", "/groups/:id/members/:member", (asked, key, member) => {
  if (asked.query.get("dry_run")) return ok(effects());
  const group = db.groups.find((one) => one.id === key);
  if (group) group.members = group.members.filter((one) => one.principal.id !== member);
  return none;
});
on("GET", "/attributes", () => ok({ items: db.attributes, next_cursor: null }));
on("POST", "/attributes", (asked) => {
  db.attributes.push({ label: "", default: null, system: false, ...(asked.body as { name: string; kind: "string"; multiple: boolean }) });
  return { status: 201, body: db.attributes.at(-1) };
});
on("DELETE", "/attributes/:name", (_asked, name) =>
  name === "carrier" ? problem(409, "in_use", "The model of “NYC flights” uses it in flights.view.yaml.") : (db.attributes.splice(1, 1), none),
);
on("PUT", "/users/:id/attributes/:name", (asked, key, name) => {
  const user = db.users.find((one) => one.id === key);
  if (user) user.attributes[name ?? ""] = body<{ values: string[] }>(asked).values;
  return none;
});
on("DELETE", "/users/:id/attributes/:name", (_asked, key, name) => {
  const user = db.users.find((one) => one.id === key);
  if (user) delete user.attributes[name ?? ""];
  return none;
});
on("PUT", "/groups/:id/attributes/:name", () => none);
on("DELETE", "/groups/:id/attributes/:name", () => none);

// ---- settings
const settings = { organization: "Harbour Analytics", content_organization: true, default_content_role: "viewer", public_links: "anyone", stop_inheriting: true, boost_available: true, members_may_boost: false, default_boost: false, trash_days: 30, abilities: { download: { available: true, default_on: true }, drill: { available: true, default_on: true }, analyze: { available: true, default_on: true }, duplicate: { available: true, default_on: true }, schedule: { available: false, default_on: false }, upload_data: { available: true, default_on: false }, view_workbook: { available: true, default_on: false }, request_access: { available: true, default_on: true } } };
on("GET", "/settings", () => ok(settings));
on("PATCH", "/settings", (asked) => ok(Object.assign(settings, asked.body)));

const documentAbilities = Object.fromEntries(Object.entries(settings.abilities).map(([name, { available, default_on }]) => [name, { on: available && default_on, available, default_on }]));
on("GET", "/documents/:id/abilities", () => ok(documentAbilities));
on("PATCH", "/documents/:id/abilities", (asked) => {
  for (const [name, value] of Object.entries(body<Record<string, boolean>>(asked))) {
    const state = documentAbilities[name];
    if (state) state.on = value;
  }
  return ok(documentAbilities);
});
