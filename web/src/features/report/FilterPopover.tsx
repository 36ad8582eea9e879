import { Button, Popover } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { Filter } from "../../lib/wire";
import { FilterEditor, type Suggest } from "../../query/FilterEditor";
import { arity, isComplete } from "../../query/operators";
import type { KnownField } from "./filters";
import { t } from "./messages";
import classes from "./report.module.css";

interface Props {
  field: KnownField;
  start: Pick<Filter, "op" | "values">;
  locale: string;
  suggest: Suggest;
  onChange: (condition: Pick<Filter, "op" | "values">) => void;
  onClose: () => void;
}

/** The open editor of one filter, under its pill; its code comes when somebody reaches for the pill. */
export function FilterPopover(props: Props) {
  return (
    <Popover opened onChange={(opened) => !opened && props.onClose()} position="bottom-start" width={280} trapFocus withinPortal>
      <Popover.Target>
        {/* Over the pill: a click on it closes, and is not a click outside. */}
        <span className={classes.pillAnchor} aria-hidden onClick={props.onClose} />
      </Popover.Target>
      <Popover.Dropdown aria-label={props.field.label}>
        <Draft {...props} onDone={props.onClose} />
      </Popover.Dropdown>
    </Popover>
  );
}


/** Ticks count at once, typed text when the typing pauses; half a condition is kept here and not sent. */
function Draft({ field, start, locale, suggest, onChange, onDone }: Props & { onDone: () => void }) {
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
