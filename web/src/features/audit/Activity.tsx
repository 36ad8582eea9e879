import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { activityQuery } from "@/api/admin";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { AuditTable } from "./AuditTable";
import { t } from "./messages";

/** What happened to one folder or document. */
export function Activity({ node }: { node: string }) {
  const list = useInfiniteQuery(activityQuery(node));
  const entries = list.data?.pages.flatMap((page) => page.items);
  if (list.isError) return <ErrorNote error={list.error} />;
  if (entries?.length === 0) return <EmptyState icon={<Inbox size={20} />} title={t("noActivity")} text={t("noActivityText")} />;
  return (
    <>
      <AuditTable label={t("activity")} entries={entries} />
      {list.hasNextPage && (
        <Button variant="subtle" mt="sm" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}
