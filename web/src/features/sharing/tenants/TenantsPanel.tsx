import { Select, Skeleton } from "@mantine/core";
import type { Ref } from "@/api/types";
import { ErrorNote } from "@/ui/ErrorNote";
import { edit } from "./edits";
import { t } from "./messages";
import { NoTable } from "./NoTable";
import { TenantsEditor } from "./TenantsEditor";
import classes from "./TenantsPanel.module.css";
import type { TenantDrafts } from "./useTenantDrafts";
import { useTenants } from "./useTenants";

/** Whose rows are whose in a report: the tenant table, for those who manage the document. */
export function TenantsPanel({ document, reports, drafts }: { document: string; reports: readonly Ref[]; drafts: TenantDrafts }) {
  const tenants = useTenants(document, drafts);
  const { draft } = tenants;
  return (
    <div className={classes.root}>
      {reports.length > 1 && (
        <Select
          className={classes.report}
          label={t("report")}
          value={drafts.report}
          allowDeselect={false}
          data={reports.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(next) => next !== null && drafts.setReport(next)}
        />
      )}
      {tenants.saved.isError ? (
        <ErrorNote error={tenants.saved.error} onAgain={() => void tenants.saved.refetch()} />
      ) : draft === null ? (
        <Skeleton h={280} />
      ) : draft.table === null ? (
        <NoTable onTable={(table) => tenants.set(edit(draft, table))} />
      ) : (
        <TenantsEditor key={drafts.report} document={document} report={drafts.report} name={reports.find((one) => one.id === drafts.report)?.name ?? ""} tenants={tenants} draft={draft} table={draft.table} />
      )}
    </div>
  );
}
