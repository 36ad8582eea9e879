import { ActionIcon, Button, Checkbox, Group, Select, Stack, TagsInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Tag, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { fieldErrors } from "@/api/errors";
import { attributesQuery, createAttribute, deleteAttribute } from "@/api/people";
import type { Attribute } from "@/api/types";
import { parseValues } from "@/lib/attributeValues";
import { confirm } from "@/ui/confirm";
import { Dialog } from "@/ui/Dialog";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { PageHeader } from "@/ui/PageHeader";
import { Table, type TableColumn } from "@/ui/Table";
import { toastDone, toastError } from "@/ui/toast";
import { useTitle } from "@/ui/useTitle";
import { ImportDialog } from "./ImportDialog";
import { t } from "./messages";
import classes from "./people.module.css";

const kinds: Attribute["kind"][] = ["string", "number", "boolean"];

/** The attributes that models decide rows with. Their values stand with the people and groups that have them. */
export function AttributesPage() {
  useTitle(t("attributes"));
  const client = useQueryClient();
  const attributes = useQuery(attributesQuery);
  const [creating, setCreating] = useState(false);
  const [isImporting, setImporting] = useState(false);
  const own = attributes.data?.items.some((attribute) => !attribute.system) ?? true;

  async function remove(attribute: Attribute): Promise<void> {
    const yes = await confirm({
      title: t("attributeDeleteTitle", { name: attribute.name }),
      text: t("attributeDeleteText"),
      action: t("attributeDelete", { name: attribute.name }),
      danger: true,
    });
    if (!yes) return;
    try {
      await deleteAttribute(attribute.name);
      toastDone(t("deleted", { name: attribute.name }));
    } catch (error) {
      toastError(error);
    }
    await client.invalidateQueries({ queryKey: attributesQuery.queryKey });
  }

  const columns: TableColumn<Attribute>[] = [
    {
      key: "name",
      label: t("columnName"),
      cell: (attribute) => (
        <span className={classes.words}>
          <span className={classes.name}>{attribute.name}</span>
          <span className={classes.about}>{attribute.system ? t("system") : attribute.label}</span>
        </span>
      ),
    },
    {
      key: "kind",
      label: t("columnKind"),
      width: "132",
      cell: (attribute) => t(`kind_${attribute.kind}`) + (attribute.multiple ? `, ${t("several")}` : ""),
    },
    { key: "default", label: t("columnDefault"), width: "200", hideBelow: "sm", cell: (attribute) => attribute.default?.join(", ") ?? "" },
    {
      key: "actions",
      label: "",
      hiddenLabel: t("columnActions"),
      width: "56",
      align: "right",
      cell: (attribute) =>
        !attribute.system && (
          <ActionIcon variant="subtle" size={32} aria-label={t("attributeDelete", { name: attribute.name })} onClick={() => void remove(attribute)}>
            <Trash2 size={16} aria-hidden />
          </ActionIcon>
        ),
    },
  ];
  const button = (
    <Button color="amber" leftSection={<Plus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t("newAttribute")}
    </Button>
  );
  const importing = (
    <Button variant="default" onClick={() => setImporting(true)}>
      {t("import")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("attributes")} about={t("attributesAbout")} actions={own ? <>{importing}{button}</> : null} />
      {attributes.isError ? (
        <ErrorNote error={attributes.error} onAgain={() => void attributes.refetch()} />
      ) : !own ? (
        <Stack gap="lg">
          <EmptyState icon={<Tag size={20} />} title={t("attributesEmpty")} text={t("attributesEmptyText")} action={button} />
          {attributes.data && attributes.data.items.length > 0 && (
            <Table label={t("attributes")} columns={columns} rows={attributes.data.items} rowKey={(attribute) => attribute.name} />
          )}
        </Stack>
      ) : (
        <Table label={t("attributes")} columns={columns} rows={attributes.data?.items} rowKey={(attribute) => attribute.name} skeletonRows={3} />
      )}
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
      {creating && <NewAttribute onClose={() => setCreating(false)} />}
    </>
  );
}

function NewAttribute({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const form = useId();
  const [name, setName] = useState("");
  const [label, setLabel] = useState("");
  const [kind, setKind] = useState<Attribute["kind"]>("string");
  const [multiple, setMultiple] = useState(false);
  const [initial, setInitial] = useState<string[]>([]);
  const save = useMutation({
    mutationFn: () =>
      createAttribute({
        name: name.trim(),
        kind,
        multiple,
        label: label.trim() === "" ? undefined : label.trim(),
        default: initial.length === 0 ? undefined : parseValues(kind, initial),
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: attributesQuery.queryKey });
      toastDone(t("attributeCreated", { name: name.trim() }));
      onClose();
    },
  });
  const wrong = fieldErrors(save.error);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("newAttribute")}
      footer={
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" form={form} color="amber" loading={save.isPending} disabled={name.trim() === ""}>
            {t("create")}
          </Button>
        </Group>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput data-autofocus label={t("attributeName")} description={t("attributeNameAbout")} value={name} error={wrong.name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={t("attributeLabel")} value={label} error={wrong.label} onChange={(event) => setLabel(event.currentTarget.value)} />
          <Select
            label={t("attributeKind")}
            value={kind}
            data={kinds.map((one) => ({ value: one, label: t(`kind_${one}`) }))}
            onChange={(next) => setKind(kinds.find((one) => one === next) ?? "string")}
          />
          {kind !== "boolean" && (
            <Checkbox label={t("attributeMultiple")} checked={multiple} onChange={(event) => setMultiple(event.currentTarget.checked)} />
          )}
          <TagsInput
            label={t("attributeDefault")}
            description={t("attributeDefaultAbout")}
            value={initial}
            maxTags={multiple ? undefined : 1}
            acceptValueOnBlur
            error={wrong.default}
            onChange={setInitial}
          />
          {save.isError && Object.keys(wrong).length === 0 && <ErrorNote error={save.error} />}
        </Stack>
      </form>
    </Dialog>
  );
}
