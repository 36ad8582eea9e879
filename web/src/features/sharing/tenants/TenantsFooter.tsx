import { Button, Loader } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/api/errors";
import { saveTenants, tenantsQuery, type TenantTable, type Tenants } from "@/api/tenants";
import { relativeTime } from "@/lib/dates";
import { AccessEffects } from "@/ui/AccessEffects";
import { ErrorNote, WarnNote } from "@/ui/ErrorNote";
import { toastDone, toastError } from "@/ui/toast";
import { edit } from "./edits";
import { tenantEffects } from "./effects";
import { t } from "./messages";
import classes from "./TenantsFooter.module.css";
import type { TenantDrafts } from "./useTenantDrafts";
import { useTenants } from "./useTenants";

/** What the edits of a tenant table change for whom, from the server's dry run, and the one Save. */
export function TenantsFooter({ document, drafts, onDone }: { document: string; drafts: TenantDrafts; onDone: () => void }) {
  const { report } = drafts;
  const client = useQueryClient();
  const tenants = useTenants(document, drafts);
  const { draft, dirty, sent, faults, preview, current } = tenants;
  const [clash, setClash] = useState<{ by: string | null; at: string | null; version: number } | null>(null);
  const refused = preview.isError && faults.length === 0;

  async function refresh(saved: Tenants): Promise<void> {
    client.setQueryData(tenantsQuery(document, report).queryKey, saved);
    // Whoever sees what is read again.
    await Promise.all(["warnings", "report", "explain", "tenants-try", "tenants-preview"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  }

  const save = useMutation({
    mutationFn: ({ table, version }: { table: TenantTable | null; version: number; before: TenantTable | null }) => saveTenants(document, report, table, version),
    onSuccess: async (saved, { table, before }) => {
      setClash(null);
      tenants.discard();
      await refresh(saved);
      toastDone(t(table === null ? "removed" : "saved"), async () => {
        try {
          await refresh(await saveTenants(document, report, before, saved.version));
          toastDone(t("undone"));
        } catch (error) {
          toastError(error);
        }
      });
    },
    onError: (error) => setClash(clashOf(error)),
  });

  async function theirs(): Promise<void> {
    const { data } = await tenants.saved.refetch();
    if (data === undefined || draft === null) return;
    // Their table is one step from mine: Undo brings mine back, over their version.
    tenants.set({ ...edit(draft, data.table), base: data });
    setClash(null);
    save.reset();
    toastDone(t("clashShown", { name: data.changed_by?.name ?? t("clashSomebody") }));
  }

  if (draft === null) return <Closing onDone={onDone} />;
  if (!dirty) {
    const { changed_by: by, changed_at: at } = tenants.saved.data ?? { changed_by: null, changed_at: null };
    return <Closing onDone={onDone}>{draft.table === null ? t("neverSaved") : by && at ? t("savedBy", { name: by.name, when: relativeTime(at) }) : ""}</Closing>;
  }
  return (
    <div className={classes.root}>
      <div className={classes.effects} role="region" aria-live="polite" aria-label={t("preview")} tabIndex={0}>
        {sent === null && <p className={classes.plain}>{t("previewRemove")}</p>}
        {refused ? (
          <ErrorNote error={preview.error} />
        ) : faults.length > 0 ? (
          <p className={classes.bad}>{t("faults", { count: faults.length })}</p>
        ) : preview.data && current ? (
          <AccessEffects effects={preview.data} words={tenantEffects(preview.data)} />
        ) : (
          <p className={classes.waiting}>
            <Loader size={14} /> {t("previewWaiting")}
          </p>
        )}
      </div>
      {clash !== null ? (
        <WarnNote>
          {t("clash", { name: clash.by ?? t("clashSomebody"), when: clash.at === null ? "" : relativeTime(clash.at) })}
          <span className={classes.clash}>
            <Button size="compact-sm" variant="default" title={t("clashTheirsHint")} onClick={() => void theirs()}>
              {t("clashTheirs")}
            </Button>
            <Button size="compact-sm" variant="default" loading={save.isPending} onClick={() => save.mutate({ table: sent, version: clash.version, before: draft.base.table })}>
              {t("clashMine")}
            </Button>
          </span>
        </WarnNote>
      ) : (
        save.isError && <ErrorNote error={save.error} />
      )}
      <div className={classes.buttons}>
        <Button
          variant="subtle"
          onClick={() => {
            setClash(null);
            tenants.discard();
          }}
        >
          {t("discard")}
        </Button>
        <Button
          color="amber"
          loading={save.isPending}
          disabled={!current || preview.data === undefined || preview.isError || clash !== null}
          onClick={() => save.mutate({ table: sent, version: draft.base.version, before: draft.base.table })}
        >
          {t(sent === null ? "saveRemove" : "save")}
        </Button>
      </div>
    </div>
  );
}

function Closing({ onDone, children }: { onDone: () => void; children?: string }) {
  return (
    <div className={classes.closing}>
      <span className={classes.plain}>{children}</span>
      <Button variant="default" onClick={onDone}>
        {t("done")}
      </Button>
    </div>
  );
}

function clashOf(error: unknown): { by: string | null; at: string | null; version: number } | null {
  if (!(error instanceof ApiError) || error.code !== "version_clash") return null;
  const { current_version, changed_by, changed_at } = error.problem as { current_version?: number; changed_by?: { name: string }; changed_at?: string };
  return current_version === undefined ? null : { by: changed_by?.name ?? null, at: changed_at ?? null, version: current_version };
}
