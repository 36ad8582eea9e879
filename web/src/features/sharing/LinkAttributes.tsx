import { ActionIcon, Autocomplete, Button, Group, Stack, TagsInput, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { attributesQuery } from "@/api/people";
import type { Link, Scalar } from "@/api/types";
import { parseValues } from "@/lib/attributeValues";
import classes from "./LinkAttributes.module.css";
import { t } from "./messages";

type Attributes = Record<string, Scalar[]>;

/** The values that visitors of a link count as having, in plain words; edited and saved together. */
export function LinkAttributes({ link, onSave }: { link: Link; onSave: (attributes: Attributes) => void }) {
  const known = useQuery({ ...attributesQuery, retry: false });
  const [edits, setEdits] = useState<{ from: Attributes; list: { name: string; values: string[] }[] } | null>(null);
  const saved = Object.entries(link.attributes).map(([name, values]) => ({ name, values: values.map(String) }));
  const editing = edits !== null && edits.from === link.attributes;
  const list = editing ? edits.list : saved;
  const names = (known.data?.items ?? []).map((one) => one.name);
  const edit = (next: { name: string; values: string[] }[]) => setEdits({ from: link.attributes, list: next });

  function save(): void {
    const attributes: Attributes = {};
    for (const { name, values } of list) {
      const kind = known.data?.items.find((one) => one.name === name)?.kind ?? "string";
      if (name.trim() !== "" && values.length > 0) attributes[name.trim()] = parseValues(kind, values);
    }
    onSave(attributes);
  }

  return (
    <div className={classes.root}>
      <Text fw={560} size="sm">
        {t("attributes")}
      </Text>
      <Text size="xs" c="dimmed" mb={8}>
        {list.length === 0 ? t("attributesNone") : t("attributesAbout")}
      </Text>
      <Stack gap="xs">
        {list.map((one, at) => (
          <div key={at} className={classes.row}>
            <Autocomplete
              className={classes.name}
              aria-label={t("attributeName")}
              placeholder={t("attributeName")}
              data={names.filter((name) => name === one.name || !list.some((other) => other.name === name))}
              value={one.name}
              onChange={(name) => edit(list.map((other, index) => (index === at ? { ...other, name } : other)))}
            />
            <TagsInput
              className={classes.values}
              aria-label={t("attributeValues", { name: one.name })}
              value={one.values}
              acceptValueOnBlur
              onChange={(values) => edit(list.map((other, index) => (index === at ? { ...other, values } : other)))}
            />
            <ActionIcon variant="subtle" size={36} aria-label={t("attributeRemove", { name: one.name })} onClick={() => edit(list.filter((_, index) => index !== at))}>
              <X size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
      </Stack>
      <Group gap="xs" mt={8}>
        <Button size="xs" variant="subtle" leftSection={<Plus size={14} aria-hidden />} onClick={() => edit([...list, { name: names.find((name) => !list.some((one) => one.name === name)) ?? "", values: [] }])}>
          {t("attributeAdd")}
        </Button>
        {editing && (
          <Button size="xs" color="amber" onClick={save}>
            {t("attributeSave")}
          </Button>
        )}
      </Group>
    </div>
  );
}
