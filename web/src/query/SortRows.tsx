import { ActionIcon, NativeSelect, NumberInput } from "@mantine/core";
import { X } from "lucide-react";
import type { Sort, Topic } from "../lib/wire";
import { columnOfRef } from "./columns";
import { t } from "./messages";
import classes from "./query.module.css";

interface Props {
  topic: Topic;
  fields: readonly string[];
  sorts: readonly Sort[];
  onChange: (sorts: Sort[]) => void;
}

/** What the rows are ordered by: columns of the query, strongest first. */
export function SortRows({ topic, fields, sorts, onChange }: Props) {
  const label = (name: string): string => columnOfRef(topic, name).label;
  const free = fields.filter((field) => !sorts.some((sort) => sort.field === field));
  return (
    <div className={classes.rows}>
      {sorts.map((sort, at) => (
        <div key={sort.field} className={classes.filterRow}>
          <span className={classes.chosenName}>{label(sort.field)}</span>
          <NativeSelect
            size="xs"
            aria-label={t("direction", { field: label(sort.field) })}
            value={sort.descending === true ? "desc" : "asc"}
            data={[
              { value: "asc", label: t("ascending") },
              { value: "desc", label: t("descending") },
            ]}
            onChange={(event) => {
              const descending = event.currentTarget.value === "desc";
              onChange(sorts.map((one, place) => (place === at ? { field: one.field, descending } : one)));
            }}
          />
          <ActionIcon
            variant="subtle"
            size={24}
            aria-label={t("removeSort", { field: label(sort.field) })}
            onClick={() => onChange(sorts.filter((_, place) => place !== at))}
          >
            <X size={13} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {free.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label={t("addSort")}
          value=""
          data={[{ value: "", label: t("addSort") }, ...free.map((field) => ({ value: field, label: label(field) }))]}
          onChange={(event) => {
            const field = event.currentTarget.value;
            if (field !== "") onChange([...sorts, { field, descending: columnOfRef(topic, field).role === "measure" }]);
          }}
        />
      )}
    </div>
  );
}

export function LimitField({ limit, onChange }: { limit: number | null; onChange: (limit: number | null) => void }) {
  return (
    <NumberInput
      size="xs"
      label={t("limit")}
      placeholder={t("automatic")}
      min={1}
      max={100_000}
      allowDecimal={false}
      value={limit ?? ""}
      onChange={(value) => onChange(typeof value === "number" && value >= 1 ? value : null)}
    />
  );
}
