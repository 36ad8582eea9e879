import { Button } from "@mantine/core";
import { ChevronDown, RotateCcw, X } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import type { Suggest } from "../../query/FilterEditor";
import { conditionText } from "../../query/operators";
import type { Filter, ViewFilter } from "../../lib/wire";
import { conditionOf, type KnownField } from "./filters";
import { t } from "./messages";
import classes from "./report.module.css";

const loadPopover = () => import("./FilterPopover").then((module) => ({ default: module.FilterPopover }));
const FilterPopover = lazy(loadPopover);
/** Whoever opens it asks again, and then a failure is told. */
const ahead = (): void => void loadPopover().catch(() => undefined);

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
  const button = useRef<HTMLButtonElement>(null);
  const condition = current === null ? t("any") : conditionText(current, field, locale);
  return (
    <span className={classes.pillRoom}>
      <button
        ref={button}
        type="button"
        className={classes.pill}
        data-set={current !== null || undefined}
        aria-expanded={opened}
        aria-haspopup="dialog"
        onPointerEnter={ahead}
        onFocus={ahead}
        onClick={() => setOpened(!opened)}
      >
        <span className={classes.pillLabel}>{field.label}</span>
        <span className={classes.pillValue}>{condition}</span>
        <ChevronDown size={13} aria-hidden />
      </button>
      {opened && (
        <Suspense fallback={null}>
          <FilterPopover
            field={field}
            start={current ?? { op: opening.op, values: [] }}
            locale={locale}
            suggest={suggest}
            onChange={onChange}
            onClose={() => {
              setOpened(false);
              button.current?.focus({ preventScroll: true });
            }}
          />
        </Suspense>
      )}
    </span>
  );
}
