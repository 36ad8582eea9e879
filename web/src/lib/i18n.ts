import i18next from "i18next";

/**
 * The message catalogue. Each feature keeps its own English messages beside its code (so that they travel in its chunk) and reads
 * them through the typed function that `catalogue` returns:
 *
 * ```ts
 * export const t = catalogue("browser", { title: "Documents", items_one: "{{count}} item", items_other: "{{count}} items" });
 * t("items", { count: 3 })
 * ```
 *
 * No text for people stands outside a catalogue.
 */
export function catalogue<const M extends Record<string, string>>(
  namespace: string,
  english: M,
): (key: MessageKey<M>, values?: MessageValues) => string {
  start();
  i18next.addResourceBundle("en", namespace, english, true, true);
  return (key, values) => i18next.t(key, { ns: namespace, ...values });
}

export type MessageValues = Record<string, string | number>;

/** The keys of a catalogue, with the plural forms `_one` and `_other` folded into one key. */
export type MessageKey<M> = keyof M extends infer K ? (K extends `${infer Base}_${"one" | "other"}` ? Base : K & string) : never;

function start(): void {
  if (i18next.isInitialized) return;
  void i18next.init({
    lng: "en",
    fallbackLng: "en",
    resources: {},
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
}
