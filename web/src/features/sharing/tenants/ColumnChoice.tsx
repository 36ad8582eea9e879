import { Autocomplete, Button, Loader, Menu, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { attributesQuery } from "@/api/people";
import type { LimitField } from "@/api/tenants";
import { columnKinds, isCondition, isEffect, normalHeader, takesName, writeHeader, type ColumnKind } from "./columns";
import classes from "./ColumnChoice.module.css";
import { t } from "./messages";

interface MenuProps {
  taken: readonly string[];
  onKind: (kind: ColumnKind) => void;
}

/** What a column may be, by what it is for. */
function ColumnKinds({ taken, onKind }: MenuProps) {
  const kinds = (which: (kind: ColumnKind) => boolean) =>
    columnKinds.filter(which).map((kind) => {
      const there = !takesName(kind) && taken.some((header) => normalHeader(header) === writeHeader({ kind, name: "" }));
      return (
        <Menu.Item key={kind} disabled={there} title={there ? t("there") : undefined} onClick={() => onKind(kind)}>
          <span className={classes.kind}>{t(`kind_${kind}`)}</span>
          <span className={classes.about}>{there ? t("there") : t(`about_${kind}`)}</span>
        </Menu.Item>
      );
    });
  return (
    <>
      <Menu.Label>{t("columnWho")}</Menu.Label>
      {kinds(isCondition)}
      <Menu.Label>{t("columnWhat")}</Menu.Label>
      {kinds(isEffect)}
      <Menu.Label>{t("columnName")}</Menu.Label>
      {kinds((kind) => kind === "scenario")}
    </>
  );
}

export function AddColumn({ taken, onKind }: MenuProps) {
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<Plus size={14} aria-hidden />}>
          {t("addColumn")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        <ColumnKinds taken={taken} onKind={onKind} />
      </Menu.Dropdown>
    </Menu>
  );
}

interface NameProps {
  start: ColumnKind;
  name: string;
  taken: readonly string[];
  fields: readonly LimitField[];
  /** Whether they are still on their way: a box that becomes another one under somebody who types loses what they typed. */
  waiting: boolean;
  /** Whether a column is made another instead of added. */
  change: boolean;
  onDone: (header: string) => void;
  onCancel: () => void;
}

/** Which attribute or field a column is about: chosen where they are known, typed where they are not. */
export function ColumnName({ start, name: before, taken, fields, waiting, change, onDone, onCancel }: NameProps) {
  const [kind, setKind] = useState(start);
  const [name, setName] = useState(before);
  const attributes = useQuery({ ...attributesQuery, retry: false, enabled: kind === "attribute" });
  const named = takesName(kind);
  const header = writeHeader({ kind, name: name.trim() });
  const twice = (!named || name.trim() !== "") && taken.some((one) => normalHeader(one) === header);
  const ready = (!named || /^\S+$/u.test(name.trim())) && !twice;
  const shared = { size: "xs", className: classes.name, error: twice ? t("whichTwice") : undefined, autoFocus: !change } as const;
  return (
    <form
      className={classes.form}
      aria-label={t(`kind_${kind}`)}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onDone(header);
      }}
    >
      {change && (
        <Select
          size="xs"
          label={t("whichKind")}
          autoFocus
          allowDeselect={false}
          data={columnKinds.map((one) => ({ value: one, label: t(`kind_${one}`).replace("…", "") }))}
          value={kind}
          error={named ? undefined : shared.error}
          onChange={(next) => setKind(columnKinds.find((one) => one === next) ?? kind)}
        />
      )}
      {isEffect(kind) && waiting ? (
        <span role="status" className={classes.waiting}>
          <Loader size={14} /> {t("whichWaiting")}
        </span>
      ) : isEffect(kind) && fields.length > 0 ? (
        <Select
          {...shared}
          label={t("whichField")}
          data={grouped(fields)}
          value={name === "" ? null : name}
          searchable
          selectFirstOptionOnChange
          nothingFoundMessage={t("whichNone")}
          onChange={(next) => setName(next ?? "")}
        />
      ) : (
        named && (
          <Autocomplete
            {...shared}
            label={kind === "attribute" ? t("whichAttribute") : t("whichField")}
            placeholder={kind === "attribute" ? t("whichAttributeHint") : t("whichFieldHint")}
            data={kind === "attribute" ? (attributes.data?.items ?? []).map((one) => one.name) : []}
            value={name}
            onChange={setName}
          />
        )
      )}
      <Button size="xs" type="submit" disabled={!ready}>
        {change ? t("change") : t("add")}
      </Button>
      <Button size="xs" variant="subtle" onClick={onCancel}>
        {t("cancel")}
      </Button>
    </form>
  );
}

function grouped(fields: readonly LimitField[]) {
  const views = new Map<string, { value: string; label: string }[]>();
  for (const { field, label, view } of fields) views.set(view, [...(views.get(view) ?? []), { value: field, label }]);
  return [...views].map(([group, items]) => ({ group, items }));
}
