import { Button, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { FileClock } from "lucide-react";
import { useState } from "react";
import { auditExport, auditQuery, verifyAudit, type AuditAsked } from "@/api/admin";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { PageHeader } from "@/ui/PageHeader";
import { toastDone, toastError } from "@/ui/toast";
import { useTitle } from "@/ui/useTitle";
import classes from "./AuditPage.module.css";
import { AuditTable } from "./AuditTable";
import { t } from "./messages";

const empty = { q: "", actor: "", verb: "", object: "", result: "", from: "", to: "" };

/** What happened, newest first; a name or object narrows the list to itself. */
export function AuditPage() {
  useTitle(t("title"));
  const [typed, setTyped] = useState(empty);
  const [filter] = useDebouncedValue(typed, 250);
  const asked: AuditAsked = Object.fromEntries(Object.entries(filter).flatMap(([key, value]) => (value.trim() === "" ? [] : [[key, moment(key, value.trim())]])));
  const list = useInfiniteQuery({ ...auditQuery(asked), placeholderData: keepPreviousData });
  const entries = list.data?.pages.flatMap((page) => page.items);
  const filtered = Object.keys(asked).length > 0;
  const set = (change: Partial<typeof empty>) => setTyped((now) => ({ ...now, ...change }));

  async function verify(): Promise<void> {
    try {
      const found = await verifyAudit();
      if (found.intact) toastDone(t("intact", { count: found.rows }));
      else toastError(new Error(t("broken", { place: found.broken_at ?? 0 })));
    } catch (error) {
      toastError(error);
    }
  }

  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={
          <>
            <Button variant="default" onClick={() => void verify()}>
              {t("verify")}
            </Button>
            <Button variant="default" component="a" href={auditExport(asked)} download="audit.jsonl">
              {t("export")}
            </Button>
          </>
        }
      />
      <div className={classes.filters}>
        {(
          [
            ["q", t("filterText")],
            ["actor", t("filterActor")],
            ["verb", t("filterVerb")],
            ["object", t("filterObject")],
          ] as const
        ).map(([key, label]) => (
          <TextInput key={key} className={classes.filter} aria-label={label} placeholder={label} value={typed[key]} onChange={(event) => set({ [key]: event.currentTarget.value })} />
        ))}
        <Select
          className={classes.filter}
          aria-label={t("filterResult")}
          placeholder={t("filterResult")}
          clearable
          value={typed.result === "" ? null : typed.result}
          data={["done", "refused", "failed"].map((value) => ({ value, label: value }))}
          onChange={(next) => set({ result: next ?? "" })}
        />
        <TextInput className={classes.filter} type="date" aria-label={t("filterFrom")} title={t("filterFrom")} value={typed.from} onChange={(event) => set({ from: event.currentTarget.value })} />
        <TextInput className={classes.filter} type="date" aria-label={t("filterTo")} title={t("filterTo")} value={typed.to} onChange={(event) => set({ to: event.currentTarget.value })} />
        {filtered && (
          <Button variant="subtle" onClick={() => setTyped(empty)}>
            {t("clear")}
          </Button>
        )}
      </div>
      {list.isError ? (
        <ErrorNote error={list.error} onAgain={() => void list.refetch()} />
      ) : entries?.length === 0 ? (
        <EmptyState
          icon={<FileClock size={20} />}
          title={filtered ? t("noneFiltered") : t("none")}
          text={filtered ? t("noneFilteredText") : t("noneText")}
        />
      ) : (
        <>
          <AuditTable label={t("title")} entries={entries} narrow={set} />
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

/** Days of the filters as moments: a whole day belongs to both of its ends. */
function moment(key: string, value: string): string {
  if (key === "from") return new Date(`${value}T00:00:00`).toISOString();
  if (key === "to") return new Date(new Date(`${value}T00:00:00`).getTime() + 86_400_000).toISOString();
  return value;
}
