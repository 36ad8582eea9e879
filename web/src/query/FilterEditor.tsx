import { ActionIcon, Button, Checkbox, Loader, NativeSelect, NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Search, X } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import type { Filter, FilterOp, Scalar, Suggestions } from "../lib/wire";
import { t } from "./messages";
import { arity, opLabel, opsFor, parseRelative, parseScalar, shapeOf, valueText, type FilterField } from "./operators";
import classes from "./query.module.css";

export type Suggest = (search: string, signal: AbortSignal) => Promise<Suggestions>;

interface Props {
  field: FilterField;
  op: FilterOp;
  values: readonly Scalar[];
  onChange: (condition: Pick<Filter, "op" | "values">) => void;
  locale: string;
  /** Values of the field under the reader's own rows; null where the server lists none. */
  suggest: Suggest | null;
}

/** Asks for a condition in the way that suits the field: a list to tick, a range, a span of time, yes or no. */
export function FilterEditor({ field, op, values, onChange, locale, suggest }: Props) {
  const shape = shapeOf(field);
  const ops = opsFor(field);
  if (!ops.includes(op)) ops.push(op);
  const change = (next: FilterOp): void => {
    const [now, then] = [arity(op), arity(next)];
    const kept = now === then && op !== "last" && next !== "last";
    onChange({ op: next, values: kept ? [...values] : next === "last" ? ["30d"] : [] });
  };
  return (
    <div className={classes.filter}>
      <NativeSelect
        size="xs"
        aria-label={t("operator", { label: field.label })}
        value={op}
        data={ops.map((value) => ({ value, label: opLabel(value, shape) }))}
        onChange={(event) => change(event.currentTarget.value as FilterOp)}
      />
      {operand()}
    </div>
  );

  function operand(): ReactNode {
    const set = (next: Scalar[]): void => onChange({ op, values: next });
    if (arity(op) === 0) return null;
    if (op === "last") return <Span value={values[0]} onChange={(value) => set([value])} />;
    if (shape === "boolean") return <YesNo values={values} onChange={set} />;
    if (shape === "choice") return <Choices field={field} values={values} onChange={set} locale={locale} />;
    if (op === "between") return <Range field={field} values={values} onChange={set} />;
    if ((op === "in" || op === "not") && suggest !== null && shape === "text") {
      return <Values field={field} values={values} onChange={set} suggest={suggest} locale={locale} />;
    }
    if (arity(op) === "many" && (op === "in" || op === "not")) return <Several field={field} values={values} onChange={set} />;
    return <One field={field} value={values[0]} label={t("value")} onChange={(value) => set(value === null ? [] : [value])} />;
  }
}

interface OperandProps {
  field: FilterField;
  values: readonly Scalar[];
  onChange: (values: Scalar[]) => void;
}

/** Values to tick, looked up on the server as one types. */
function Values({ field, values, onChange, suggest, locale }: OperandProps & { suggest: Suggest; locale: string }) {
  const [search, setSearch] = useState("");
  const [settled] = useDebouncedValue(search.trim(), 180);
  const [found, setFound] = useState<{ search: string; answer: Suggestions | null; failed: string | null } | null>(null);
  useEffect(() => {
    const leave = new AbortController();
    suggest(settled, leave.signal).then(
      (answer) => setFound({ search: settled, answer, failed: null }),
      (error: unknown) => {
        if (leave.signal.aborted) return;
        setFound({
          search: settled,
          answer: null,
          failed: error instanceof Error && error.message ? error.message : t("suggestRefused"),
        });
      },
    );
    return () => leave.abort();
    // The function is made anew by whoever renders; what it asks depends on the text alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);

  const offered = (found?.answer?.values ?? []).filter((value): value is Scalar => value !== null);
  const chosen = values.filter(
    (value) => settled === "" || valueText(value, field, locale).toLowerCase().includes(settled.toLowerCase()),
  );
  const list = [...chosen, ...offered.filter((value) => !values.includes(value))];
  const typed = parseScalar(search.trim(), field.data_type);
  const toggle = (value: Scalar, on: boolean): void => onChange(on ? [...values, value] : values.filter((one) => one !== value));
  return (
    <div className={classes.values}>
      <TextInput
        size="xs"
        data-autofocus
        aria-label={t("search")}
        placeholder={t("search")}
        value={search}
        leftSection={<Search size={13} aria-hidden />}
        rightSection={found === null || found.search !== search.trim() ? <Loader size={12} aria-label={t("searching")} /> : null}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || typed === null || search.trim() === "" || values.includes(typed)) return;
          event.preventDefault();
          onChange([...values, typed]);
          setSearch("");
        }}
      />
      <div className={classes.list} role="group" aria-label={t("values", { label: field.label })}>
        {list.map((value) => (
          <Checkbox
            key={`${typeof value}:${value}`}
            size="xs"
            className={classes.tick}
            label={valueText(value, field, locale)}
            checked={values.includes(value)}
            onChange={(event) => toggle(value, event.currentTarget.checked)}
          />
        ))}
        {found !== null && list.length === 0 && <p className={classes.quiet}>{found.failed ?? t("noValues")}</p>}
        {found?.answer?.truncated === true && <p className={classes.quiet}>{t("moreValues")}</p>}
      </div>
      {search.trim() !== "" && typed !== null && !list.includes(typed) && (
        <Button size="compact-xs" variant="subtle" onClick={() => (onChange([...values, typed]), setSearch(""))}>
          {t("addValue", { value: String(typed) })}
        </Button>
      )}
    </div>
  );
}

/** Parts of a date: months, weekdays, hours. There are few of them, so they are all there. */
function Choices({ field, values, onChange, locale }: OperandProps & { locale: string }) {
  const [from, to] = RANGES[field.grain ?? ""] ?? [0, 0];
  const all = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return (
    <div className={classes.choices} role="group" aria-label={t("values", { label: field.label })}>
      {all.map((value) => {
        const on = values.includes(value);
        return (
          <button
            key={value}
            type="button"
            aria-pressed={on}
            className={classes.choice}
            onClick={() => onChange(on ? values.filter((one) => one !== value) : [...values, value])}
          >
            {valueText(value, field, locale)}
          </button>
        );
      })}
    </div>
  );
}

const RANGES: Record<string, [number, number]> = {
  hour_of_day: [0, 23],
  day_of_week: [1, 7],
  day_of_month: [1, 31],
  month_of_year: [1, 12],
  quarter_of_year: [1, 4],
};

function YesNo({ values, onChange }: Omit<OperandProps, "field">) {
  const value = values.length === 1 ? String(values[0]) : "any";
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label={t("value")}
      value={value}
      data={[
        { value: "any", label: t("any") },
        { value: "true", label: t("yes") },
        { value: "false", label: t("no") },
      ]}
      onChange={(next) => onChange(next === "any" ? [] : [next === "true"])}
    />
  );
}

const UNITS = ["d", "w", "m", "q", "y"] as const;
const UNIT_LABELS = { d: "unitD", w: "unitW", m: "unitM", q: "unitQ", y: "unitY" } as const;

function Span({ value, onChange }: { value: Scalar | undefined; onChange: (value: string) => void }) {
  const { count, unit } = parseRelative(value) ?? { count: 30, unit: "d" as const };
  return (
    <>
      <div className={classes.pair}>
        <NumberInput
          size="xs"
          aria-label={t("amount")}
          min={1}
          max={9999}
          allowDecimal={false}
          value={count}
          onChange={(next) => typeof next === "number" && next >= 1 && onChange(`${next}${unit}`)}
        />
        <NativeSelect
          size="xs"
          aria-label={t("unit")}
          value={unit}
          data={UNITS.map((one) => ({ value: one, label: t(UNIT_LABELS[one]) }))}
          onChange={(event) => onChange(`${count}${event.currentTarget.value}`)}
        />
      </div>
      <div className={classes.choices}>
        {["7d", "30d", "3m", "1y"].map((preset) => {
          const relative = parseRelative(preset);
          if (relative === null) return null;
          return (
            <button
              key={preset}
              type="button"
              className={classes.choice}
              aria-pressed={value === preset}
              onClick={() => onChange(preset)}
            >
              {t(relative.unit, { count: relative.count })}
            </button>
          );
        })}
      </div>
    </>
  );
}

function Range({ field, values, onChange }: OperandProps) {
  // Half a range lives here until its other half is there: half a range says nothing.
  const [ends, setEnds] = useState<[Scalar | null, Scalar | null]>([values[0] ?? null, values[1] ?? null]);
  const set = (next: [Scalar | null, Scalar | null]): void => {
    setEnds(next);
    const [from, to] = next;
    if (from === null && to === null) onChange([]);
    else if (from !== null && to !== null && from <= to) onChange([from, to]);
  };
  const wrong = ends[0] !== null && ends[1] !== null && ends[0] > ends[1];
  return (
    <>
      <div className={classes.pair}>
        <One field={field} value={ends[0] ?? undefined} label={t("from")} onChange={(value) => set([value, ends[1]])} />
        <One field={field} value={ends[1] ?? undefined} label={t("to")} onChange={(value) => set([ends[0], value])} />
      </div>
      {wrong && (
        <p className={classes.wrong} role="alert">
          {t("invalidRange")}
        </p>
      )}
    </>
  );
}

interface OneProps {
  field: FilterField;
  value: Scalar | undefined;
  label: string;
  onChange: (value: Scalar | null) => void;
}

/** One typed value; what is not a value of the field's type is said and not sent. */
function One({ field, value, label, onChange }: OneProps) {
  const [text, setText] = useState(value === undefined ? "" : String(value));
  const shape = shapeOf(field);
  const parsed = text === "" ? null : parseScalar(text, field.data_type);
  const wrong = text !== "" && parsed === null;
  return (
    <TextInput
      size="xs"
      label={label}
      type={shape === "time" ? "date" : "text"}
      inputMode={shape === "number" ? "decimal" : undefined}
      value={shape === "time" ? text.slice(0, 10) : text}
      error={wrong ? t(shape === "time" ? "invalidDate" : "invalidNumber") : undefined}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        const scalar = next === "" ? null : parseScalar(next, field.data_type);
        if (next === "" || scalar !== null) onChange(scalar);
      }}
    />
  );
}

/** Several values where the server lists none: one after the other. */
function Several({ field, values, onChange }: OperandProps) {
  const [text, setText] = useState("");
  const parsed = parseScalar(text.trim(), field.data_type);
  const wrong = text.trim() !== "" && parsed === null;
  const time = shapeOf(field) === "time";
  const add = (): void => {
    if (parsed === null || text.trim() === "") return;
    if (!values.includes(parsed)) onChange([...values, parsed]);
    setText("");
  };
  return (
    <div className={classes.values}>
      <div className={classes.pair}>
        <TextInput
          size="xs"
          aria-label={t("value")}
          type={time ? "date" : "text"}
          value={text}
          error={wrong ? t(time ? "invalidDate" : "invalidNumber") : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && (event.preventDefault(), add())}
        />
        <Button size="xs" variant="default" disabled={parsed === null || text.trim() === ""} onClick={add}>
          {t("addValue", { value: text.trim() || "…" })}
        </Button>
      </div>
      <div className={classes.choices}>
        {values.map((value) => (
          <span key={String(value)} className={classes.chosen}>
            {String(value)}
            <ActionIcon
              size={24}
              variant="transparent"
              aria-label={t("removeField", { field: String(value) })}
              onClick={() => onChange(values.filter((one) => one !== value))}
            >
              <X size={12} aria-hidden />
            </ActionIcon>
          </span>
        ))}
      </div>
    </div>
  );
}
