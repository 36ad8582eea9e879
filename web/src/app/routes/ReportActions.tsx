import { ActionIcon, Button } from "@mantine/core";
import { Eye, UserPlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Ref, ReportView } from "@/lib/wire";
import { Tip } from "@/ui/Tip";
import { t } from "../messages";

const ShareDialog = lazy(() => import("@/features/sharing/ShareDialog").then((module) => ({ default: module.ShareDialog })));
const ViewAsDialog = lazy(() => import("@/features/sharing/ViewAsDialog").then((module) => ({ default: module.ViewAsDialog })));

/** Sharing an open report, and seeing it as somebody else does: there for those who may share it. */
export function ReportActions({ view, document }: { view: ReportView; document: Ref }) {
  const [opened, setOpened] = useState<"share" | "view_as" | null>(null);
  return (
    <>
      <Tip text={t("viewAsReport")}>
        <ActionIcon variant="subtle" aria-label={t("viewAsReport")} onClick={() => setOpened("view_as")}>
          <Eye size={16} aria-hidden />
        </ActionIcon>
      </Tip>
      <Button size="xs" variant="default" leftSection={<UserPlus size={14} aria-hidden />} onClick={() => setOpened("share")}>
        {t("share")}
      </Button>
      <Suspense fallback={null}>
        {opened === "share" && (
          <ShareDialog node={{ id: document.id, kind: "document", name: document.name }} report={view.id} onClose={() => setOpened(null)} />
        )}
        {opened === "view_as" && <ViewAsDialog document={document.id} name={document.name} onClose={() => setOpened(null)} />}
      </Suspense>
    </>
  );
}
