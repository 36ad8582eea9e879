/**
 * What the reader is looking at, in the fragment of the address: it never reaches the server or its logs.
 *
 * `#tab=<name>&f.<field>=<op>:<value>[,<value>…]&toolbar=hidden`. Values are percent-encoded, `in` is the default
 * operator, the same field twice means both. `f.<field>=` with nothing behind it says "no filter here" where
 * the report would open with one.
 */
import type { Filter, FilterOp } from "../../lib/wire";
import { OPS } from "../../query/operators";

export interface AddressState {
  tab: string | null;
  filters: Filter[];
  toolbar: boolean;
  tabs: boolean;
  filterBar: boolean;
  theme: "light" | "dark" | null;
  locale: string | null;
}

export const PLAIN: AddressState = {
  tab: null,
  filters: [],
  toolbar: true,
  tabs: true,
  filterBar: true,
  theme: null,
  locale: null,
};

const NO_VALUES: readonly FilterOp[] = ["blank", "notblank"];

/** A fragment without `#`; empty for the report as it opens. */
export function toUrl(state: AddressState): string {
  const parts: string[] = [];
  if (state.tab !== null) parts.push(`tab=${encode(state.tab)}`);
  for (const filter of state.filters) parts.push(`f.${encode(filter.field)}=${condition(filter)}`);
  if (!state.toolbar) parts.push("toolbar=hidden");
  if (!state.tabs) parts.push("tabs=hidden");
  if (!state.filterBar) parts.push("filters=hidden");
  if (state.theme !== null) parts.push(`theme=${state.theme}`);
  if (state.locale !== null) parts.push(`locale=${encode(state.locale)}`);
  return parts.join("&");
}

/** Reads what it understands and names what it does not; values stay text until the field's type is known. */
export function fromUrl(fragment: string): { state: AddressState; ignored: string[] } {
  const state: AddressState = { ...PLAIN, filters: [] };
  const ignored: string[] = [];
  for (const part of fragment.replace(/^#/, "").split("&")) {
    if (part === "") continue;
    const cut = part.indexOf("=");
    const key = decode(cut < 0 ? part : part.slice(0, cut));
    const raw = cut < 0 ? "" : part.slice(cut + 1);
    if (key === null || !read(state, key, raw)) ignored.push(key ?? part);
  }
  return { state, ignored };
}

function read(state: AddressState, key: string, raw: string): boolean {
  const value = decode(raw);
  if (key.toLowerCase().startsWith("f.")) {
    const field = key.slice(2).trim().toLowerCase();
    const filter = field === "" ? null : parseCondition(field, raw);
    if (filter !== null) state.filters.push(filter);
    return filter !== null;
  }
  switch (key) {
    case "tab":
      state.tab = value;
      return value !== null;
    case "toolbar":
      state.toolbar = value !== "hidden";
      return value === "hidden";
    case "tabs":
      state.tabs = value !== "hidden";
      return value === "hidden";
    case "filters":
      state.filterBar = value !== "hidden";
      return value === "hidden";
    case "theme":
      if (value !== "light" && value !== "dark") return false;
      state.theme = value;
      return true;
    case "locale":
      if (value === null || !isLocale(value)) return false;
      state.locale = value;
      return true;
    default:
      return false;
  }
}

function condition(filter: Filter): string {
  if (NO_VALUES.includes(filter.op)) return filter.op;
  const values = filter.values.map((value) => encode(String(value))).join(",");
  if (filter.op !== "in") return `${filter.op}:${values}`;
  if (filter.values.length === 0) return "";
  // Written out where the value alone would be read as something else.
  const ambiguous = values === "" || NO_VALUES.includes(values as FilterOp);
  return ambiguous ? `in:${values}` : values;
}

/** The operator is found before decoding, so that an encoded colon belongs to the value. */
function parseCondition(field: string, raw: string): Filter | null {
  if (raw === "") return { field, op: "in", values: [] };
  if (NO_VALUES.includes(raw as FilterOp)) return { field, op: raw as FilterOp, values: [] };
  const cut = raw.indexOf(":");
  const word = cut < 0 ? null : raw.slice(0, cut);
  if (word !== null && /^[a-z]+$/.test(word) && !OPS.includes(word as FilterOp)) return null;
  const op = word !== null && OPS.includes(word as FilterOp) ? (word as FilterOp) : "in";
  const list = word !== null && OPS.includes(word as FilterOp) ? raw.slice(cut + 1) : raw;
  if (NO_VALUES.includes(op)) return list === "" ? { field, op, values: [] } : null;
  const values = list.split(",").map(decode);
  if (values.some((value) => value === null)) return null;
  return { field, op, values: values as string[] };
}

/** As `encodeURIComponent`; a slash, a bracket or a space in a link should stay readable where it may. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%5B", "[").replaceAll("%5D", "]");
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", "%20"));
  } catch {
    return null;
  }
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
