import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { limitFieldsQuery, tenantsPreviewQuery, tenantsQuery, type LimitField } from "@/api/tenants";
import { isDirty, openDraft, toSend, type TenantDraft } from "./edits";
import { faultsOf } from "./faults";
import type { TenantDrafts } from "./useTenantDrafts";

const noFields: readonly LimitField[] = [];

/** The table of the chosen report as it is saved and as it is edited, and what the server says about the edits. */
export function useTenants(document: string, drafts: TenantDrafts) {
  const { report } = drafts;
  const saved = useQuery({ ...tenantsQuery(document, report), enabled: report !== "" });
  const kept = drafts.drafts[report];
  // Edits outlive a table that somebody else saved meanwhile; what was not edited follows it.
  const draft = useMemo(
    () => (kept !== undefined && (isDirty(kept) || kept.base.version === saved.data?.version) ? kept : saved.data === undefined ? null : openDraft(saved.data)),
    [kept, saved.data],
  );
  const dirty = draft !== null && isDirty(draft);
  const sent = useMemo(() => (draft === null ? null : toSend(draft)), [draft]);
  const [settled] = useDebouncedValue(sent, 300);
  const preview = useQuery({ ...tenantsPreviewQuery(document, report, settled), enabled: dirty && settled === sent });
  const current = settled === sent;
  const shown = draft?.table ?? null;
  const faults = useMemo(() => (dirty ? faultsOf(preview.error, settled, shown) : []), [dirty, preview.error, settled, shown]);
  const known = useQuery({ ...limitFieldsQuery(document, report), enabled: report !== "" });
  const fields = known.data ?? noFields;
  const labels = useMemo(() => new Map(fields.map((field) => [field.field, field.label])), [fields]);
  return {
    saved,
    draft,
    dirty,
    sent,
    /** Whether the preview is about the table on screen. */
    current: current && !preview.isFetching,
    preview,
    faults,
    fields,
    fieldsWaiting: known.isLoading,
    labels,
    set: (next: TenantDraft) => drafts.setDraft(report, next),
    discard: () => drafts.setDraft(report, null),
  };
}

export type TenantsState = ReturnType<typeof useTenants>;
