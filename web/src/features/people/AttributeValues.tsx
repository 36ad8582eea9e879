import { Anchor, Button, Group, SegmentedControl, TagsInput, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { attributesQuery, clearValues, previewClearing, previewValues, setValues } from "@/api/people";
import type { Attribute, Principal, Scalar } from "@/api/types";
import { parseValues } from "@/lib/attributeValues";
import { paths } from "@/paths";
import { confirm } from "@/ui/confirm";
import { EffectsList } from "@/ui/EffectsList";
import { ErrorNote } from "@/ui/ErrorNote";
import { toastDone, toastError } from "@/ui/toast";
import { t } from "./messages";
import classes from "./people.module.css";

/** The attribute values that a person or group has of its own. */
export function AttributeValues({ holder, values }: { holder: Principal; values: Record<string, Scalar[]> }) {
  const attributes = useQuery(attributesQuery);
  const own = attributes.data?.items.filter((attribute) => !attribute.system) ?? [];
  if (attributes.isError) return <ErrorNote error={attributes.error} />;
  if (attributes.data && own.length === 0) {
    return (
      <Text size="sm" mt={8}>
        {t("valuesNone")}{" "}
        <Anchor component={Link} to={paths.attributes()} size="sm">
          {t("valuesDefine")}
        </Anchor>
      </Text>
    );
  }
  return (
    <div className={classes.values}>
      {own.map((attribute) => (
        <Value key={attribute.name} holder={holder} attribute={attribute} saved={values[attribute.name] ?? []} />
      ))}
    </div>
  );
}

function Value({ holder, attribute, saved }: { holder: Principal; attribute: Attribute; saved: Scalar[] }) {
  const client = useQueryClient();
  const [texts, setTexts] = useState(saved.map(String));
  const label = attribute.label || attribute.name;
  async function apply(values: Scalar[] | null): Promise<void> {
    await (values === null ? clearValues(holder, attribute.name) : setValues(holder, attribute.name, values));
    await client.invalidateQueries({ queryKey: [holder.kind === "group" ? "groups" : "users"] });
  }
  const save = useMutation({
    mutationFn: async () => {
      const next = texts.length === 0 ? null : parseValues(attribute.kind, texts);
      // Values decide which rows people see: what that does is said before it is done, also where they are taken away.
      const effects = await (next === null ? previewClearing(holder, attribute.name) : previewValues(holder, attribute.name, next));
      const title = t("valuesChange", { name: label });
      if (effects.count > 0 && !(await confirm({ title, text: <EffectsList effects={effects} />, action: t("valuesDo") }))) return false;
      await apply(next);
      return true;
    },
    onSuccess: (done) => {
      if (!done) return;
      const back = async () => {
        await apply(saved.length === 0 ? null : saved);
        setTexts(saved.map(String));
      };
      toastDone(t("valuesSaved", { name: label }), () => back().catch(toastError));
    },
  });
  const changed = texts.join("\n") !== saved.map(String).join("\n");
  const none = attribute.default?.length ? t("valueDefault", { values: attribute.default.join(", ") }) : t("valueInherit");
  return (
    <div>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        {attribute.kind === "boolean" ? (
          <div>
            <Text size="sm" fw={500} mb={4}>
              {label}
            </Text>
            <SegmentedControl
              size="xs"
              aria-label={t("valuesOf", { name: label })}
              value={texts[0] ?? ""}
              data={[
                { value: "", label: none },
                { value: "true", label: t("valueYes") },
                { value: "false", label: t("valueNo") },
              ]}
              onChange={(value) => setTexts(value === "" ? [] : [value])}
            />
          </div>
        ) : attribute.multiple ? (
          <TagsInput flex={1} label={label} value={texts} placeholder={texts.length === 0 ? none : undefined} acceptValueOnBlur onChange={setTexts} />
        ) : (
          <TextInput
            flex={1}
            label={label}
            value={texts[0] ?? ""}
            placeholder={none}
            inputMode={attribute.kind === "number" ? "decimal" : undefined}
            onChange={(event) => setTexts(event.currentTarget.value === "" ? [] : [event.currentTarget.value])}
          />
        )}
        {changed && (
          <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
            {t("save")}
          </Button>
        )}
      </Group>
      <ErrorNote error={save.error} />
    </div>
  );
}
