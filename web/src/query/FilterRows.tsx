import { ActionIcon, Button, Popover, Select } from "@mantine/core";
import { ListFilter, Plus, X } from "lucide-react";
import { useState } from "react";
import type { Filter, Topic } from "../lib/wire";
import { allFields, filterFieldOf } from "./columns";
import { FilterEditor, type Suggest } from "./FilterEditor";
import { t } from "./messages";
import { conditionText, opsFor } from "./operators";
import classes from "./query.module.css";

interface Props {
  topic: Topic;
  filters: readonly Filter[];
  onChange: (filters: Filter[]) => void;
  locale: string;
  suggest: (field: string) => Suggest;
}

/** The filters of a query, each as a line of words that opens to be changed. */
export function FilterRows({ topic, filters, onChange, locale, suggest }: Props) {
  const [opened, setOpened] = useState<number | null>(null);
  const add = (name: string): void => {
    const field = filterFieldOf(topic, name);
    onChange([...filters, { field: name, op: opsFor(field)[0] ?? "in", values: opsFor(field)[0] === "last" ? ["30d"] : [] }]);
    setOpened(filters.length);
  };
  return (
    <div className={classes.rows}>
      {filters.map((filter, at) => {
        const field = filterFieldOf(topic, filter.field);
        return (
          <div key={`${at}${filter.field}`} className={classes.filterRow}>
            <Popover
              opened={opened === at}
              onChange={(open) => setOpened(open ? at : null)}
              position="bottom-start"
              width={290}
              trapFocus
              returnFocus
            >
              <Popover.Target>
                <button
                  type="button"
                  className={classes.filterWords}
                  aria-haspopup="dialog"
                  aria-expanded={opened === at}
                  onClick={() => setOpened(opened === at ? null : at)}
                >
                  <ListFilter size={13} aria-hidden />
                  <span>
                    {field.label} <strong>{conditionText(filter, field, locale)}</strong>
                  </span>
                </button>
              </Popover.Target>
              <Popover.Dropdown aria-label={field.label}>
                {opened === at && (
                  <FilterEditor
                    field={field}
                    op={filter.op}
                    values={filter.values}
                    locale={locale}
                    suggest={suggest(filter.field)}
                    onChange={(condition) =>
                      onChange(filters.map((one, place) => (place === at ? { field: one.field, ...condition } : one)))
                    }
                  />
                )}
              </Popover.Dropdown>
            </Popover>
            <ActionIcon
              variant="subtle"
              size={24}
              aria-label={t("removeFilter", { field: field.label })}
              onClick={() => {
                setOpened(null);
                onChange(filters.filter((_, place) => place !== at));
              }}
            >
              <X size={13} aria-hidden />
            </ActionIcon>
          </div>
        );
      })}
      <AddField topic={topic} label={t("addFilter")} kinds={["dimension"]} onAdd={add} />
    </div>
  );
}

interface AddProps {
  topic: Topic;
  label: string;
  kinds: readonly ("dimension" | "measure")[];
  onAdd: (field: string) => void;
}

/** A button that turns into a searchable list of fields. */
export function AddField({ topic, label, kinds, onAdd }: AddProps) {
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <Button
        className={classes.add}
        size="compact-sm"
        variant="subtle"
        leftSection={<Plus size={13} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
    );
  }
  const data = topic.views.map((view) => ({
    group: view.label,
    items: view.fields
      .filter((field) => kinds.includes(field.kind) && field.data_type !== "other")
      .map((field) => ({ value: field.field, label: field.label })),
  }));
  return (
    <Select
      size="xs"
      aria-label={label}
      placeholder={t("searchFields")}
      searchable
      autoFocus
      defaultDropdownOpened
      nothingFoundMessage={t("noFields")}
      data={unique(data)}
      value={null}
      onChange={(value) => {
        setOpen(false);
        if (value !== null && allFields(topic).some((field) => field.field === value)) onAdd(value);
      }}
      onBlur={() => setOpen(false)}
    />
  );
}

/** The list control takes each value once; a field could stand in two views of a topic. */
function unique(groups: { group: string; items: { value: string; label: string }[] }[]) {
  const seen = new Set<string>();
  return groups
    .map((group) => ({ ...group, items: group.items.filter((item) => !seen.has(item.value) && seen.add(item.value)) }))
    .filter((group) => group.items.length > 0);
}
