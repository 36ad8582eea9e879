import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { FileClock } from "lucide-react";
import { useState } from "react";
import { auditQuery, type AuditAsked } from "@/api/admin";
import type { AuditEntry } from "@/api/types";
import { preciseTime } from "@/lib/dates";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { PageHeader } from "@/ui/PageHeader";
import { Table, type TableColumn } from "@/ui/Table";
import { useTitle } from "@/ui/useTitle";
import classes from "./AuditPage.module.css";
import { t } from "./messages";

const empty = { actor: "", verb: "", object: "" };

/** What happened, newest first; a name or object narrows the list to itself. */
export function AuditPage() {
  useTitle(t("title"));
  const [typed, setTyped] = useState(empty);
  const [filter] = useDebouncedValue(typed, 250);
  const asked: AuditAsked = Object.fromEntries(Object.entries(filter).flatMap(([key, value]) => (value.trim() === "" ? [] : [[key, value.trim()]])));
  const list = useInfiniteQuery({ ...auditQuery(asked), placeholderData: keepPreviousData });
  const entries = list.data?.pages.flatMap((page) => page.items);
  const filtered = Object.keys(asked).length > 0;
  const set = (change: Partial<typeof empty>) => setTyped((now) => ({ ...now, ...change }));

  const columns: TableColumn<AuditEntry>[] = [
    {
      key: "at",
      label: t("columnAt"),
      width: "184",
      cell: (entry) => (
        <time className={classes.at} dateTime={entry.at} title={t("request", { id: entry.request_id })}>
          {preciseTime(entry.at)}
        </time>
      ),
    },
    {
      key: "actor",
      label: t("columnActor"),
      width: "176",
      cell: (entry) => (
        <button type="button" className={classes.narrow} title={t("only", { name: entry.actor.name })} onClick={() => set({ actor: entry.actor.id })}>
          {entry.actor.name}
        </button>
      ),
    },
    { key: "verb", label: t("columnVerb"), cell: (entry) => entry.verb },
    {
      key: "object",
      label: t("columnObject"),
      hideBelow: "md",
      cell: (entry) => (
        <button type="button" className={classes.narrow} title={t("onlyObject", { object: entry.object })} onClick={() => set({ object: entry.object })}>
          {entry.object}
        </button>
      ),
    },
    {
      key: "result",
      label: t("columnResult"),
      width: "152",
      hideBelow: "sm",
      cell: (entry) => (
        <span className={classes.result} data-bad={entry.result === "refused" || entry.result === "failed" || undefined} title={entry.address ? t("from", { address: entry.address }) : undefined}>
          {[entry.result, ...entry.codes].join(", ")}
        </span>
      ),
    },
  ];
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <div className={classes.filters}>
        {(
          [
            ["actor", t("filterActor")],
            ["verb", t("filterVerb")],
            ["object", t("filterObject")],
          ] as const
        ).map(([key, label]) => (
          <TextInput key={key} className={classes.filter} aria-label={label} placeholder={label} value={typed[key]} onChange={(event) => set({ [key]: event.currentTarget.value })} />
        ))}
        {filtered && (
          <Button variant="subtle" onClick={() => setTyped(empty)}>
            {t("clear")}
          </Button>
        )}
      </div>
      {list.isError ? (
        <ErrorNote error={list.error} />
      ) : entries?.length === 0 ? (
        <EmptyState
          icon={<FileClock size={20} />}
          title={filtered ? t("noneFiltered") : t("none")}
          text={filtered ? t("noneFilteredText") : t("noneText")}
        />
      ) : (
        <>
          <Table label={t("title")} columns={columns} rows={entries} rowKey={(entry) => entry.request_id + entry.at + entry.verb + entry.object} skeletonRows={12} />
          {list.hasNextPage && (
            <Button variant="subtle" mt="sm" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t("more")}
            </Button>
          )}
        </>
      )}
    </>
  );
}
