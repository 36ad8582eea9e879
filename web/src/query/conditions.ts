/** A filter's condition as it stands in an address: `<op>:<value>[,<value>…]`, `in` when no operator is named. */
import type { Filter, FilterOp } from "../lib/wire";
import { OPS } from "./operators";

const NO_VALUES: readonly FilterOp[] = ["blank", "notblank"];

export function conditionToText(filter: Pick<Filter, "op" | "values">): string {
  if (NO_VALUES.includes(filter.op)) return filter.op;
  const values = filter.values.map((value) => encode(String(value))).join(",");
  if (filter.op !== "in") return `${filter.op}:${values}`;
  if (filter.values.length === 0) return "";
  // Written out where the value alone would be read as something else.
  const ambiguous = values === "" || NO_VALUES.includes(values as FilterOp);
  return ambiguous ? `in:${values}` : values;
}

/** Null for what is no condition. The operator is found before decoding, so that an encoded colon belongs to the value. */
export function conditionFromText(field: string, raw: string): Filter | null {
  if (raw === "") return { field, op: "in", values: [] };
  if (NO_VALUES.includes(raw as FilterOp)) return { field, op: raw as FilterOp, values: [] };
  const cut = raw.indexOf(":");
  const word = cut < 0 ? null : raw.slice(0, cut);
  const known = word !== null && OPS.includes(word as FilterOp);
  if (word !== null && /^[a-z]+$/.test(word) && !known) return null;
  const op = known ? (word as FilterOp) : "in";
  const list = known ? raw.slice(cut + 1) : raw;
  if (NO_VALUES.includes(op)) return list === "" ? { field, op, values: [] } : null;
  const values = list.split(",").map(decode);
  if (values.some((value) => value === null)) return null;
  return { field, op, values: values as string[] };
}

/** As `encodeURIComponent`; a slash or a bracket in a link should stay readable. */
export function encode(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%5B", "[").replaceAll("%5D", "]");
}

/** Null for text that is no percent-encoding. */
export function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", "%20"));
  } catch {
    return null;
  }
}

/** The `key=value` parts of a fragment; a key that cannot be decoded is null. */
export function fragmentParts(fragment: string): { key: string | null; raw: string; part: string }[] {
  return fragment
    .replace(/^#/, "")
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const cut = part.indexOf("=");
      return { key: decode(cut < 0 ? part : part.slice(0, cut)), raw: cut < 0 ? "" : part.slice(cut + 1), part };
    });
}
