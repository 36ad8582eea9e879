/**
 * The message catalogue. Each feature keeps its own English messages beside its code (so that they travel in its chunk) and reads
 * them through the typed function that `catalogue` returns:
 *
 * ```ts
 * export const t = catalogue("browser", { title: "Documents", items_one: "{{count}} item", items_other: "{{count}} items" });
 * t("items", { count: 3 })
 * ```
 *
 * No text for people stands outside a catalogue. A translation is another set of the same keys under the same namespace. A library
 * for this weighs 15 kB of the first view; what the page uses of one is the forty lines below.
 */
export function catalogue<const M extends Record<string, string>>(
  namespace: string,
  english: M,
): (key: MessageKey<M>, values?: MessageValues) => string {
  return (key, values) => message(translations.get(namespace) ?? english, key, values) ?? message(english, key, values) ?? key;
}

export type MessageValues = Record<string, string | number>;

/** The keys of a catalogue, with the plural forms `_one` and `_other` folded into one key. */
export type MessageKey<M> = keyof M extends infer K ? (K extends `${infer Base}_${"one" | "other"}` ? Base : K & string) : never;

let plurals = new Intl.PluralRules("en");
const translations = new Map<string, Record<string, string>>();

/** Exchanges the language: its plural rules, and its messages by namespace. What it does not have stays English. */
export function translate(language: string, messages: Readonly<Record<string, Record<string, string>>>): void {
  plurals = new Intl.PluralRules(language);
  translations.clear();
  for (const [namespace, texts] of Object.entries(messages)) translations.set(namespace, texts);
}

function message(texts: Record<string, string>, key: string, values: MessageValues = {}): string | undefined {
  const { count } = values;
  const form = typeof count === "number" ? `${key}_${plurals.select(count)}` : key;
  const text = own(texts, form) ?? own(texts, typeof count === "number" ? `${key}_other` : key) ?? own(texts, key);
  // One pass: a value that looks like a placeholder stays the text it is.
  return text?.replace(/\{\{\s*(\w+)\s*\}\}/gu, (_whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : ""));
}

function own(texts: Record<string, string>, key: string): string | undefined {
  return Object.hasOwn(texts, key) ? texts[key] : undefined;
}
