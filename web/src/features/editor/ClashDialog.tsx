import { Button, Group, SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { relativeTime } from "../../lib/dates";
import type { Report } from "../../lib/wire";
import { confirm } from "../../ui/confirm";
import { Dialog } from "../../ui/Dialog";
import classes from "./editor.module.css";
import { differences, merge, type Change, type Choices, type Difference, type Side } from "./merge";
import { t } from "./messages";
import type { Base, Clash } from "./useSaving";

interface Props {
  base: Report;
  mine: Report;
  clash: Clash;
  busy: boolean;
  onCancel: () => void;
  onTakeTheirs: (theirs: Report, base: Base) => void;
  onSave: (result: Report, base: Base, message: string) => Promise<void>;
}

/** Two people saved the same report: who did, what differs, and three ways on. None of them loses anything unsaid. */
export function ClashDialog({ base, mine, clash, busy, onCancel, onTakeTheirs, onSave }: Props) {
  const [choices, setChoices] = useState<Choices>({});
  const { theirs } = clash;
  const found = useMemo(() => (theirs === null ? [] : differences(base, mine, theirs)), [base, mine, theirs]);
  const clashes = found.filter((one) => one.clash).length;
  const who = clash.by?.name ?? t("clashSomebody");
  const when = clash.at === null ? "" : relativeTime(clash.at, Date.now(), navigator.language);
  const next: Base = { project: clash.project, report: theirs ?? base, etag: clash.etag };

  const over = async (): Promise<void> => {
    const sure =
      theirs === null ||
      (await confirm({ title: t("saveMineSure", { who }), text: t("saveMineText"), action: t("saveMine"), danger: true }));
    if (sure) await onSave(mine, next, t("savedToast"));
  };
  return (
    <Dialog
      opened
      onClose={onCancel}
      title={t("clashTitle")}
      size={680}
      closeOnClickOutside={false}
      footer={
        <Group justify="space-between" gap="sm">
          <Group gap="sm">
            {theirs !== null && (
              <Button variant="subtle" disabled={busy} onClick={() => onTakeTheirs(theirs, next)}>
                {t("takeTheirs")}
              </Button>
            )}
            {theirs !== null && (
              <Button variant="subtle" color="clay" disabled={busy} onClick={() => void over()}>
                {t("saveMine")}
              </Button>
            )}
          </Group>
          {theirs === null ? (
            <Button color="amber" loading={busy} onClick={() => void over()}>
              {t("saveBack")}
            </Button>
          ) : (
            <Button color="amber" loading={busy} onClick={() => void onSave(merge(base, mine, theirs, choices), next, t("merged"))}>
              {t("merge")}
            </Button>
          )}
        </Group>
      }
    >
      <p className={classes.clashText}>{t(theirs === null ? "clashDeleted" : "clashText", { who, when })}</p>
      {theirs !== null && (
        <p className={classes.clashText}>{clashes === 0 ? t("clashNone") : t("clashSome", { count: clashes })}</p>
      )}
      {found.length > 0 && (
        <table className={classes.clash}>
          <thead>
            <tr>
              <th scope="col">{t("clashWhat")}</th>
              <th scope="col">{t("clashMine")}</th>
              <th scope="col">{who}</th>
              <th scope="col">{t("clashKeep")}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((one) => (
              <Row
                key={one.key}
                difference={one}
                choice={choices[one.key] ?? "mine"}
                onChoice={(side) => setChoices({ ...choices, [one.key]: side })}
              />
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}

const KINDS = { tile: "kindTile", tab: "kindTab", filter: "kindFilter", name: "kindName" } as const;

function Row({ difference, choice, onChoice }: { difference: Difference; choice: Side; onChoice: (side: Side) => void }) {
  const name = difference.name || t("untitled");
  return (
    <tr data-clash={difference.clash || undefined}>
      <th scope="row">
        <small>{t(KINDS[difference.kind])}</small> {name}
      </th>
      <td>{word(difference.mine)}</td>
      <td>{word(difference.theirs)}</td>
      <td>
        {difference.clash ? (
          <SegmentedControl
            size="xs"
            aria-label={t("clashKeepOf", { name })}
            value={choice}
            data={[
              { value: "mine", label: t("mine") },
              { value: "theirs", label: t("theirs") },
            ]}
            onChange={(value) => onChoice(value as Side)}
          />
        ) : difference.mine !== null ? (
          t("mine")
        ) : (
          t("theirs")
        )}
      </td>
    </tr>
  );
}

function word(change: Change): string {
  return change === null ? t("unchanged") : t(change === "removed" ? "removedWord" : change);
}
