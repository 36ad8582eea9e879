import { useState } from "react";
import type { Ref } from "@/api/types";
import { isDirty, type TenantDraft } from "./edits";

export interface TenantDrafts {
  /** The report whose table is on screen. */
  report: string;
  setReport: (report: string) => void;
  /** By report: what is edited and not saved. Kept while other parts of the dialog are looked at. */
  drafts: Readonly<Record<string, TenantDraft>>;
  setDraft: (report: string, draft: TenantDraft | null) => void;
  clear: () => void;
  dirty: boolean;
}

export function useTenantDrafts(reports: readonly Ref[], first: string | undefined): TenantDrafts {
  const [chosen, setReport] = useState(first);
  const [drafts, setDrafts] = useState<Record<string, TenantDraft>>({});
  const report = reports.find((one) => one.id === chosen)?.id ?? reports[0]?.id ?? "";
  return {
    report,
    setReport,
    drafts,
    setDraft: (of, draft) =>
      setDrafts(({ [of]: _former, ...others }) => (draft === null ? others : { ...others, [of]: draft })),
    clear: () => setDrafts({}),
    dirty: Object.values(drafts).some(isDirty),
  };
}
