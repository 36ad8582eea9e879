import { Button, Popover } from "@mantine/core";
import { ChevronDown, RotateCcw, X } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Suggest } from "../../query/FilterEditor";
import { arity, conditionText, isComplete } from "../../query/operators";
import type { Filter, ViewFilter } from "../../lib/wire";
import { conditionOf, type KnownField } from "./filters";
import { t } from "./messages";
import classes from "./report.module.css";

const loadEditor = () => import("../../query/FilterEditor").then((module) => ({ default: module.FilterEditor }));
const FilterEditor = lazy(loadEditor);

interface Props {
  bar: readonly ViewFilter[];
  fields: Map<string, KnownField>;
  filters: readonly Filter[];
  loose: readonly Filter[];
  changed: boolean;
  locale: string;
  suggest: (field: string) => Suggest;
  /** Null: back to what the report opens with. */
  onChange: (field: string, condition: Pick<Filter, "op" | "values"> | null) => void;
  onReset: () => void;
}

/** The report's filters, each in words; what was clicked in charts stands behind them as chips. */
export function FilterBar({ bar, fields, filters, loose, changed, locale, suggest, onChange, onReset }: Props) {
  if (bar.length === 0 && loose.length === 0) return null;
  return (
    <div className={classes.filters} role="group" aria-label={t("filters")}>
      {bar.map((filter) => {
        const field = fields.get(filter.field.toLowerCase());
        if (field === undefined) return null;
        return (
          <FilterPill
            key={filter.id}
            field={field}
            opening={filter}
            current={conditionOf(filters, field.field)}
            locale={locale}
            suggest={suggest(field.field)}
            onChange={(condition) => onChange(field.field, condition)}
          />
        );
      })}
      {loose.map((filter) => {
        const field = fields.get(filter.field.toLowerCase());
        if (field === undefined) return null;
        const condition = conditionText(filter, field, locale);
        return (
          <button
            key={`${filter.field}${filter.op}${filter.values.join()}`}
            type="button"
            className={classes.chip}
            title={t("clicked")}
            onClick={() => onChange(field.field, null)}
          >
            <span className={classes.pillLabel}>{field.label}</span>
            <span className={classes.pillValue}>{condition}</span>
            <span className="visually-hidden">, {t("removeFilter")}</span>
            <X size={13} aria-hidden />
          </button>
        );
      })}
      {changed && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<RotateCcw size={13} aria-hidden />}
          title={t("resetHint")}
          onClick={onReset}
        >
          {t("reset")}
        </Button>
      )}
    </div>
  );
}

interface PillProps {
  field: KnownField;
  opening: ViewFilter;
  current: Filter | null;
  locale: string;
  suggest: Suggest;
  onChange: (condition: Pick<Filter, "op" | "values"> | null) => void;
}

function FilterPill({ field, opening, current, locale, suggest, onChange }: PillProps) {
  const [opened, setOpened] = useState(false);
  const condition = current === null ? t("any") : conditionText(current, field, locale);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={280} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button
          type="button"
          className={classes.pill}
          data-set={current !== null || undefined}
          aria-expanded={opened}
          aria-haspopup="dialog"
          onPointerEnter={() => void loadEditor()}
          onFocus={() => void loadEditor()}
          onClick={() => setOpened(!opened)}
        >
          <span className={classes.pillLabel}>{field.label}</span>
          <span className={classes.pillValue}>{condition}</span>
          <ChevronDown size={13} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={field.label}>
        {opened && (
          <Suspense fallback={<div className={classes.draftRoom} />}>
            <Draft
              field={field}
              start={current ?? { op: opening.op, values: [] }}
              locale={locale}
              suggest={suggest}
              onChange={onChange}
              onDone={() => setOpened(false)}
            />
          </Suspense>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

interface DraftProps {
  field: KnownField;
  start: Pick<Filter, "op" | "values">;
  locale: string;
  suggest: Suggest;
  onChange: PillProps["onChange"];
  onDone: () => void;
}

/** Ticks count at once, typed text when the typing pauses; half a condition is kept here and not sent. */
function Draft({ field, start, locale, suggest, onChange, onDone }: DraftProps) {
  const [draft, setDraft] = useState<Pick<Filter, "op" | "values">>({ op: start.op, values: start.values });
  const [round, setRound] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const pending = useRef<(() => void) | null>(null);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      pending.current?.();
    },
    [],
  );

  const send = (next: Pick<Filter, "op" | "values">): void => {
    const run = (): void => {
      pending.current = null;
      onChange(isComplete(next) ? next : { op: "in", values: [] });
    };
    if (timer.current !== null) clearTimeout(timer.current);
    const typed = arity(next.op) !== 0 && next.op !== "in" && next.op !== "not" && next.op !== "last";
    if (!typed) return run();
    pending.current = run;
    timer.current = setTimeout(run, 350);
  };

  return (
    <div className={classes.draft}>
      <FilterEditor
        key={round}
        field={field}
        op={draft.op}
        values={draft.values}
        locale={locale}
        suggest={suggest}
        onChange={(next) => {
          setDraft(next);
          // Choosing another operator says nothing before there is a value for it.
          if (next.op === draft.op || isComplete(next)) send(next);
        }}
      />
      <div className={classes.draftFoot}>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            const cleared = { op: draft.op, values: [] };
            setDraft(cleared);
            setRound(round + 1);
            onChange({ op: "in", values: [] });
          }}
        >
          {t("clear")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          {t("done")}
        </Button>
      </div>
    </div>
  );
}
