import { CircleAlert } from "lucide-react";
import { CodeText } from "@/ui/CodeText";
import type { TenantTable } from "./edits";
import classes from "./FaultList.module.css";
import type { TenantFault } from "./faults";
import { t } from "./messages";
import type { Place } from "./TenantGrid";
import { headWords, type Labels } from "./words";

interface Props {
  faults: readonly TenantFault[];
  table: TenantTable;
  labels: Labels;
  numbers: readonly (number | null)[];
  onGo: (place: Place) => void;
}

/** What is wrong with the table, each with the way to its cell. */
export function FaultList({ faults, table, labels, numbers, onGo }: Props) {
  if (faults.length === 0) return null;
  const place = ({ row, column }: TenantFault): string => {
    const head = column === null ? "" : headWords(table.columns[column] ?? "", labels);
    if (row === null) return column === null ? t("faultTable") : head;
    const number = numbers[row] ?? row + 1;
    return column === null ? t("faultRow", { row: number }) : t("faultCell", { column: head, row: number });
  };
  return (
    <section className={classes.root} aria-label={t("faults", { count: faults.length })}>
      <p className={classes.title}>
        <CircleAlert size={16} aria-hidden />
        {t("faults", { count: faults.length })}
      </p>
      <ul className={classes.list}>
        {faults.map((fault, at) => (
          <li key={at}>
            <button type="button" className={classes.place} onClick={() => onGo({ row: fault.row ?? -1, column: fault.column ?? (fault.row === null ? 0 : -1) })}>
              {place(fault)}
            </button>
            <span>
              <CodeText text={fault.detail} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
