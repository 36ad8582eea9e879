/**
 * What the reader is looking at, in the fragment of the address: it never reaches the server or its logs.
 *
 * `#tab=<name>&f.<field>=<op>:<value>[,<value>…]&toolbar=hidden`. Values are percent-encoded, `in` is the default
 * operator, the same field twice means both. `f.<field>=` with nothing behind it says "no filter here" where
 * the report would open with one.
 */
import type { Filter } from "../../lib/wire";
import { conditionFromText, conditionToText, decode, encode, fragmentParts } from "../../query/conditions";

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

/** A fragment without `#`; empty for the report as it opens. */
export function toUrl(state: AddressState): string {
  const parts: string[] = [];
  if (state.tab !== null) parts.push(`tab=${encode(state.tab)}`);
  for (const filter of state.filters) parts.push(`f.${encode(filter.field)}=${conditionToText(filter)}`);
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
  for (const { key, raw, part } of fragmentParts(fragment)) {
    if (key === null || !read(state, key, raw)) ignored.push(key ?? part);
  }
  return { state, ignored };
}

function read(state: AddressState, key: string, raw: string): boolean {
  const value = decode(raw);
  if (key.toLowerCase().startsWith("f.")) {
    const field = key.slice(2).trim().toLowerCase();
    const filter = field === "" ? null : conditionFromText(field, raw);
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

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
