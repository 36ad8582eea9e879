import { useState } from "react";
import type { AuditEntry } from "@/api/types";
import { preciseTime } from "@/lib/dates";
import { Dialog } from "@/ui/Dialog";
import { Table, type TableColumn } from "@/ui/Table";
import classes from "./AuditPage.module.css";
import { t } from "./messages";

interface Props {
  label: string;
  entries: AuditEntry[] | undefined;
  /** Narrows the list to one actor or object, where it can be narrowed. */
  narrow?: (to: { actor?: string; object?: string }) => void;
}

/** Entries of the audit log; each opens with all that was recorded. */
export function AuditTable({ label, entries, narrow }: Props) {
  const [open, setOpen] = useState<AuditEntry | null>(null);
  const columns: TableColumn<AuditEntry>[] = [
    {
      key: "at",
      label: t("columnAt"),
      width: "216",
      cell: (entry) => (
        <button type="button" className={classes.narrow} data-row-focus title={t("show")} onClick={() => setOpen(entry)}>
          <time className={classes.at} dateTime={entry.at}>
            {preciseTime(entry.at)}
          </time>
        </button>
      ),
    },
    {
      key: "actor",
      label: t("columnActor"),
      width: "200",
      cell: (entry) => (
        <>
          <Narrow name={entry.actor.name} title={t("only", { name: entry.actor.name })} onClick={narrow && (() => narrow({ actor: entry.actor.id }))} />
          {entry.as_whom && <span className={classes.as}>{t("asWhom", { name: entry.as_whom.name })}</span>}
        </>
      ),
    },
    { key: "verb", label: t("columnVerb"), cell: (entry) => entry.verb },
    {
      key: "object",
      label: t("columnObject"),
      hideBelow: "md",
      cell: (entry) => (
        <Narrow name={entry.object_name || entry.object} title={t("onlyObject", { object: entry.object })} onClick={narrow && (() => narrow({ object: entry.object }))} />
      ),
    },
    {
      key: "result",
      label: t("columnResult"),
      width: "152",
      hideBelow: "sm",
      cell: (entry) => (
        <span className={classes.result} data-bad={entry.result !== "done" || undefined}>
          {[entry.result, ...entry.codes].join(", ")}
        </span>
      ),
    },
  ];
  return (
    <>
      <Table label={label} columns={columns} rows={entries} rowKey={(entry) => String(entry.seq)} skeletonRows={12} />
      {open && <Details entry={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function Narrow({ name, title, onClick }: { name: string; title: string; onClick?: () => void }) {
  if (!onClick) return <span>{name}</span>;
  return (
    <button type="button" className={classes.narrow} title={title} onClick={onClick}>
      {name}
    </button>
  );
}

function Details({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const lines: [string, string][] = [
    [t("columnAt"), preciseTime(entry.at)],
    [t("columnActor"), `${entry.actor.name} (${entry.actor.id})`],
    ...(entry.as_whom ? ([[t("as"), `${entry.as_whom.name} (${entry.as_whom.id})`]] as [string, string][]) : []),
    [t("columnObject"), entry.object_name ? `${entry.object_name} (${entry.object})` : entry.object],
    [t("columnResult"), [entry.result, ...entry.codes].join(", ")],
    [t("door"), entry.door],
    ...(entry.address ? ([[t("address"), entry.address]] as [string, string][]) : []),
    [t("request"), entry.request_id],
    [t("place"), String(entry.seq)],
  ];
  return (
    <Dialog opened onClose={onClose} title={entry.verb} size={560}>
      <dl className={classes.details}>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {entry.details !== null && entry.details !== undefined && (
        <pre className={classes.json} tabIndex={0} aria-label={t("details")}>
          {JSON.stringify(entry.details, null, 2)}
        </pre>
      )}
    </Dialog>
  );
}
