/**
 * Values to text: by the model's format, the column's type, and the reader's locale. Units are always shown.
 *
 * Formats are the model's words: `number`, `number_2`, `integer`, `id`, `percent_1`, `big_1`, `bytes`, `usd_2`, `minutes_1`, or a
 * pattern such as `#,##0.0 "mi"`. A word nobody knows is taken as the unit and written after the number.
 */
import type { Column } from "../lib/wire";
import { t } from "./messages";

export type Cell = number | string | bigint | boolean | null;

interface NumberStyle {
  options: Intl.NumberFormatOptions;
  prefix: string;
  suffix: string;
}

const UNITS: Record<string, string> = {
  second: "second",
  seconds: "second",
  minute: "minute",
  minutes: "minute",
  min: "minute",
  hour: "hour",
  hours: "hour",
  day: "day",
  days: "day",
  mile: "mile",
  miles: "mile",
  mi: "mile",
  km: "kilometer",
  kilometers: "kilometer",
  meters: "meter",
  mph: "mile-per-hour",
  fahrenheit: "fahrenheit",
  degrees_f: "fahrenheit",
  celsius: "celsius",
  degrees_c: "celsius",
  inches: "inch",
  feet: "foot",
};

const CURRENCIES: Record<string, string> = {
  usd: "USD",
  usdcurrency: "USD",
  eur: "EUR",
  eurcurrency: "EUR",
  gbp: "GBP",
  gbpcurrency: "GBP",
  chf: "CHF",
  jpy: "JPY",
};

export function numberStyle(format: string | null, integer: boolean): NumberStyle {
  if (format === null || format === "") return plain(integer ? 0 : undefined);
  if (/[0#]/.test(format) && /^[^a-z]*[#0]/i.test(format)) return pattern(format);
  const match = /^([a-z_]+?)(?:_(\d{1,2}))?$/i.exec(format.trim());
  if (match === null) return plain(integer ? 0 : undefined);
  const word = (match[1] ?? "").toLowerCase();
  const digits = match[2] === undefined ? undefined : Math.min(Number(match[2]), 12);
  switch (word) {
    case "number":
    case "decimal":
      return plain(digits ?? (integer || word === "number" ? 0 : 2));
    case "integer":
    case "int":
      return plain(0);
    case "id":
      return { options: { useGrouping: false, maximumFractionDigits: 20 }, prefix: "", suffix: "" };
    case "percent":
      return bare({ style: "percent", ...fraction(digits ?? 1) });
    case "big":
    case "bignumber":
    case "compact":
      return bare({ notation: "compact", maximumFractionDigits: digits ?? 1 });
    case "bytes":
      return bare({ style: "unit", unit: "byte", notation: "compact", maximumFractionDigits: digits ?? 1 });
    default:
  }
  const currency = CURRENCIES[word] ?? (word.startsWith("currency_") ? word.slice(9, 12).toUpperCase() : undefined);
  if (currency !== undefined && /^[A-Z]{3}$/.test(currency)) {
    return bare({ style: "currency", currency, ...fraction(digits ?? 2) });
  }
  const unit = UNITS[word];
  if (unit !== undefined) return bare({ style: "unit", unit, unitDisplay: "short", ...fraction(digits ?? (integer ? 0 : 1)) });
  return { ...plain(digits ?? (integer ? 0 : undefined)), suffix: ` ${word.replaceAll("_", " ")}` };
}

function plain(digits: number | undefined): NumberStyle {
  return bare(digits === undefined ? { maximumFractionDigits: 2 } : fraction(digits));
}

function bare(options: Intl.NumberFormatOptions): NumberStyle {
  return { options, prefix: "", suffix: "" };
}

function fraction(digits: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
}

/** `"$"#,##0.00`, `0.0%`, `#,##0 "mi"`: text around, digits inside. */
function pattern(format: string): NumberStyle {
  const match = /^([^#0]*)([#0,.]+)(.*)$/.exec(format);
  if (match === null) return plain(undefined);
  const [, before = "", digits = "", after = ""] = match;
  const [, decimals = ""] = digits.split(".");
  const least = decimals.replaceAll("#", "").length;
  const options: Intl.NumberFormatOptions = {
    useGrouping: digits.includes(","),
    minimumFractionDigits: least,
    maximumFractionDigits: Math.max(least, decimals.length),
  };
  const text = (part: string): string => part.replaceAll('"', "");
  if (after.trim() === "%") return { options: { ...options, style: "percent" }, prefix: text(before), suffix: "" };
  return { options, prefix: text(before), suffix: text(after) };
}

export interface Formatter {
  (value: Cell): string;
}

export interface FormatOptions {
  /** Short forms for axes: 58,665 becomes 58.7K. */
  compact?: boolean;
  /** What stands for no value. */
  blank?: string;
}

/** Makes the function once per column, because Intl objects are dear to make and cheap to use. */
export function columnFormatter(
  column: Pick<Column, "data_type" | "format" | "grain">,
  locale: string,
  options: FormatOptions = {},
): Formatter {
  const blank = options.blank ?? "∅";
  const known = ordinal(column.grain, locale) ?? temporal(column, locale, options) ?? numeric(column, locale, options);
  return (value) => {
    if (value === null) return blank;
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (known === null) return String(value);
    return known(value);
  };
}

type Known = ((value: number | string | bigint) => string) | null;

function numeric(column: Pick<Column, "data_type" | "format">, locale: string, { compact }: FormatOptions): Known {
  if (column.data_type !== "integer" && column.data_type !== "number") return null;
  const style = numberStyle(column.format, column.data_type === "integer");
  const format = new Intl.NumberFormat(locale, style.options);
  const short =
    compact === true && style.options.useGrouping !== false && style.options.style !== "percent"
      ? new Intl.NumberFormat(locale, {
          ...style.options,
          notation: "compact",
          minimumFractionDigits: 0,
          maximumFractionDigits: 1,
        })
      : null;
  const axis = compact === true ? new Intl.NumberFormat(locale, { ...style.options, minimumFractionDigits: 0 }) : format;
  return (value) => {
    // Decimals beyond what a double holds come as text; Intl reads numeric text exactly.
    const number = value as number;
    const use = short !== null && Math.abs(Number(value)) >= 10_000 ? short : axis;
    const text = use.format(number);
    return `${style.prefix}${text}${compact === true && style.suffix.length > 4 ? "" : style.suffix}`;
  };
}

const DATE_STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  year: { year: "numeric" },
  month: { year: "numeric", month: "short" },
  week: { year: "numeric", month: "short", day: "numeric" },
  date: { year: "numeric", month: "short", day: "numeric" },
  hour: { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
  minute: { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
  raw: { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
};

/** Times carry no zone: they are shown as the clock on the wall said, whatever the reader's zone. */
function temporal(column: Pick<Column, "data_type" | "grain">, locale: string, { compact }: FormatOptions): Known {
  if (column.data_type !== "date" && column.data_type !== "timestamp") return null;
  const grain = column.grain ?? (column.data_type === "date" ? "date" : "raw");
  if (grain === "quarter") {
    return (value) => {
      const date = new Date(Number(value));
      return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${date.getUTCFullYear()}`;
    };
  }
  const style = { ...(DATE_STYLES[grain] ?? DATE_STYLES.raw), timeZone: "UTC" };
  if (compact === true && "day" in style) delete style.year;
  const format = new Intl.DateTimeFormat(locale, style);
  return (value) => format.format(Number(value));
}

/** Parts of a date that are numbers: a month's or a day's name says more than 3. */
function ordinal(grain: string | null, locale: string): Known {
  switch (grain) {
    case "month_of_year": {
      const format = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
      return (value) => format.format(Date.UTC(2024, Number(value) - 1, 1));
    }
    case "day_of_week": {
      const format = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
      // 1 January 2024 is a Monday.
      return (value) => format.format(Date.UTC(2024, 0, Number(value)));
    }
    case "quarter_of_year":
      return (value) => `Q${value}`;
    case "hour_of_day":
      return (value) => `${String(value).padStart(2, "0")}:00`;
    case "day_of_month":
      return (value) => String(value);
    default:
      return null;
  }
}

export function isNumeric(column: Pick<Column, "data_type" | "grain">): boolean {
  return column.data_type === "integer" || column.data_type === "number";
}

export function isTemporal(column: Pick<Column, "data_type">): boolean {
  return column.data_type === "date" || column.data_type === "timestamp";
}
