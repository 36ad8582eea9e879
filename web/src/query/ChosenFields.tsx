import { ActionIcon, NativeSelect } from "@mantine/core";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import type { Topic } from "../lib/wire";
import { columnOfRef, fieldRefText, findField, grainLabel, parseFieldRef } from "./columns";
import { FieldIcon } from "./FieldPicker";
import { t } from "./messages";
import classes from "./query.module.css";

interface Props {
  topic: Topic;
  fields: readonly string[];
  onChange: (fields: string[]) => void;
}

/** The columns of the query in their order; times with the frame they are cut into. */
export function ChosenFields({ topic, fields, onChange }: Props) {
  const move = (from: number, to: number): void => {
    const next = [...fields];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
  };
  if (fields.length === 0) return <p className={classes.quiet}>{t("nothingChosenHint")}</p>;
  return (
    <ul className={classes.chosenList}>
      {fields.map((text, at) => {
        const { path, grain } = parseFieldRef(text);
        const field = findField(topic, path);
        const label = field?.label ?? path;
        return (
          <li key={text} className={classes.chosenRow}>
            <FieldIcon field={field ?? columnToField(topic, text)} />
            <span className={classes.chosenName}>{label}</span>
            {field !== undefined && field.grains.length > 0 && (
              <NativeSelect
                size="xs"
                className={classes.grain}
                aria-label={t("frame", { field: label })}
                value={grain ?? "raw"}
                data={["raw", ...field.grains.filter((one) => one !== "raw")].map((one) => ({
                  value: one,
                  label: grainLabel(one),
                }))}
                onChange={(event) => {
                  const next = fieldRefText({
                    path,
                    grain: event.currentTarget.value === "raw" ? null : event.currentTarget.value,
                  });
                  if (!fields.includes(next)) onChange(fields.map((one, place) => (place === at ? next : one)));
                }}
              />
            )}
            <ActionIcon
              variant="subtle"
              size={24}
              disabled={at === 0}
              aria-label={t("moveUp", { field: label })}
              onClick={() => move(at, at - 1)}
            >
              <ArrowUp size={13} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              size={24}
              disabled={at === fields.length - 1}
              aria-label={t("moveDown", { field: label })}
              onClick={() => move(at, at + 1)}
            >
              <ArrowDown size={13} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              size={24}
              aria-label={t("removeField", { field: label })}
              onClick={() => onChange(fields.filter((_, place) => place !== at))}
            >
              <X size={13} aria-hidden />
            </ActionIcon>
          </li>
        );
      })}
    </ul>
  );
}

function columnToField(topic: Topic, text: string) {
  const { role, data_type } = columnOfRef(topic, text);
  return { kind: role, data_type };
}
