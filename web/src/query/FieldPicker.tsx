import { TextInput } from "@mantine/core";
import { Calendar, Check, ChevronRight, EyeOff, Hash, Search, Sigma, ToggleLeft, Type } from "lucide-react";
import { useMemo, useState } from "react";
import type { Topic, TopicField } from "../lib/wire";
import { parseFieldRef } from "./columns";
import { t } from "./messages";
import classes from "./query.module.css";

interface Props {
  topic: Topic;
  /** Fields of the query as it is. */
  chosen: readonly string[];
  onToggle: (field: TopicField) => void;
}

/** All fields of a topic that this person may use, by view and group; search looks at labels, names and descriptions. */
export function FieldPicker({ topic, chosen, onToggle }: Props) {
  const [search, setSearch] = useState("");
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const used = useMemo(() => new Set(chosen.map((text) => parseFieldRef(text).path.toLowerCase())), [chosen]);
  const views = topic.views
    .map((view) => ({ ...view, fields: view.fields.filter((field) => matches(field, view.label, words)) }))
    .filter((view) => view.fields.length > 0);
  return (
    <div className={classes.picker}>
      <TextInput
        size="xs"
        aria-label={t("searchFields")}
        placeholder={t("searchFields")}
        leftSection={<Search size={13} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={classes.pickerList}>
        {views.length === 0 && <p className={classes.quiet}>{t("noFields")}</p>}
        {views.map((view, at) => (
          <details key={`${view.name}${words.length > 0}`} open={at === 0 || words.length > 0} className={classes.view}>
            <summary>
              <ChevronRight size={14} aria-hidden className={classes.chevron} />
              {view.label}
            </summary>
            {groups(view.fields).map(([group, fields]) => (
              <div key={group} role="group" aria-label={group || view.label}>
                {group !== "" && <p className={classes.groupName}>{group}</p>}
                {fields.map((field) => (
                  <button
                    key={field.field}
                    type="button"
                    className={classes.field}
                    aria-pressed={used.has(field.field.toLowerCase())}
                    title={about(field)}
                    data-kind={field.kind}
                    onClick={() => onToggle(field)}
                  >
                    <FieldIcon field={field} />
                    <span>{field.label}</span>
                    {field.mask !== null && <EyeOff size={13} role="img" aria-label={t("masked")} className={classes.quiet} />}
                    {used.has(field.field.toLowerCase()) && <Check size={14} aria-hidden />}
                  </button>
                ))}
              </div>
            ))}
          </details>
        ))}
      </div>
    </div>
  );
}

export function FieldIcon({ field }: { field: Pick<TopicField, "kind" | "data_type"> }) {
  const size = 14;
  if (field.kind === "measure") return <Sigma size={size} aria-hidden className={classes.measureIcon} />;
  switch (field.data_type) {
    case "date":
    case "timestamp":
      return <Calendar size={size} aria-hidden />;
    case "integer":
    case "number":
      return <Hash size={size} aria-hidden />;
    case "boolean":
      return <ToggleLeft size={size} aria-hidden />;
    case "text":
    case "other":
      return <Type size={size} aria-hidden />;
  }
}

/** What it is, what stands in the place of its values, and whether only this workbook has it. */
function about(field: TopicField): string | undefined {
  const masked = field.mask === null ? null : t(`mask_${field.mask}`);
  const own = field.own ? t("own") : null;
  return [field.description, masked, own].filter((text) => text !== null).join(" ") || undefined;
}

function matches(field: TopicField, view: string, words: readonly string[]): boolean {
  const text = `${field.label} ${field.field} ${field.description ?? ""} ${field.group ?? ""} ${view}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Dimensions in their groups, the ungrouped first; measures last. */
function groups(fields: readonly TopicField[]): [string, TopicField[]][] {
  const found = new Map<string, TopicField[]>();
  const measures = fields.filter((field) => field.kind === "measure");
  const dimensions = fields.filter((field) => field.kind === "dimension");
  for (const field of dimensions) {
    const group = field.group ?? "";
    found.set(group, [...(found.get(group) ?? []), field]);
  }
  const sorted = [...found].sort(([a], [b]) => (a === "" ? -1 : b === "" ? 1 : 0));
  return measures.length > 0 ? [...sorted, [t("measures"), measures]] : sorted;
}
