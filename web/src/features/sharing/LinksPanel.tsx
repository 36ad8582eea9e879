import { Button, Select, Skeleton, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link2, Plus } from "lucide-react";
import { useState } from "react";
import { createLink, linksQuery } from "@/api/sharing";
import type { Ref } from "@/api/types";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { toastDone } from "@/ui/toast";
import { LinkCard } from "./LinkCard";
import { t } from "./messages";

interface Props {
  node: string;
  document: string;
  reports: Ref[];
  first?: string;
  /** What the instance allows links to do. */
  publicLinks?: "anyone" | "signed_in" | "off";
}

/** The links of one report: addresses that open it and nothing else. */
export function LinksPanel({ node, document, reports, first, publicLinks = "anyone" }: Props) {
  const client = useQueryClient();
  const [report, setReport] = useState(first && reports.some((one) => one.id === first) ? first : (reports[0]?.id ?? ""));
  const links = useQuery(linksQuery(document, report));
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: linksQuery(document, report).queryKey }),
      client.invalidateQueries({ queryKey: ["access", node] }),
      client.invalidateQueries({ queryKey: ["content"] }),
    ]);
  const add = useMutation({
    mutationFn: () => createLink(document, report, { name: t("linkNew"), mode: publicLinks === "off" ? "folder" : "everyone", rights: ["view"] }),
    onSuccess: async () => {
      await refresh();
      toastDone(t("linkOn"));
    },
  });
  const items = links.data?.items ?? [];
  return (
    <Stack gap="md">
      {reports.length > 1 && (
        <Select
          label={t("linksReport")}
          value={report}
          data={reports.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(next) => next !== null && setReport(next)}
        />
      )}
      {links.isError ? (
        <ErrorNote error={links.error} />
      ) : links.isPending ? (
        <Skeleton h={240} />
      ) : items.length === 0 ? (
        <EmptyState
          icon={<Link2 size={20} />}
          title={t("linksNone")}
          text={t("linksNoneText")}
          action={
            <Button color="amber" loading={add.isPending} onClick={() => add.mutate()}>
              {t("linksAdd")}
            </Button>
          }
        />
      ) : (
        items.map((link) => <LinkCard key={link.id} link={link} document={document} publicLinks={publicLinks} onChanged={refresh} />)
      )}
      {add.isError && <ErrorNote error={add.error} />}
      {items.length > 0 && (
        <div>
          <Button variant="subtle" leftSection={<Plus size={16} aria-hidden />} loading={add.isPending} onClick={() => add.mutate()}>
            {t("linksAnother")}
          </Button>
        </div>
      )}
    </Stack>
  );
}
