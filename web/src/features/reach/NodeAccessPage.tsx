import { Button, SegmentedControl } from "@mantine/core";
import { useInfiniteQuery, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Inbox } from "lucide-react";
import type { ReactNode } from "react";
import { nodeReachQuery } from "@/api/people";
import { meQuery } from "@/api/session";
import { accessQuery } from "@/api/sharing";
import type { AccessSource, Schemas } from "@/api/types";
import { paths } from "@/paths";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { PageHeader } from "@/ui/PageHeader";
import { contentRoleLabel } from "@/ui/roles";
import { Table, type TableColumn } from "@/ui/Table";
import { useTitle } from "@/ui/useTitle";
import { t } from "./messages";
import classes from "./reach.module.css";

/** Where an access comes from, in words. */
export type How = (source: AccessSource, organization: string, here: string) => string;

/** For those who manage a folder or document: everyone who can reach it and how, and what happened to it. */
export function NodeAccessPage({ how, activity }: { how: How; activity: (node: string) => ReactNode }) {
  const { node } = useParams({ strict: false }) as { node: string };
  const { part } = useSearch({ strict: false }) as { part?: "activity" };
  const navigate = useNavigate();
  const access = useQuery(accessQuery(node));
  const title = t("nodeTitle", { name: access.data?.node.name ?? "…" });
  useTitle(title);
  if (access.isError) return <ErrorNote error={access.error} onAgain={() => void access.refetch()} />;
  return (
    <>
      <PageHeader title={title} about={t("nodeAbout")} />
      <SegmentedControl
        className={classes.parts}
        aria-label={t("parts")}
        value={part ?? "reach"}
        data={[
          { value: "reach", label: t("reach") },
          { value: "activity", label: t("activity") },
        ]}
        onChange={(next) => void navigate({ href: paths.accessOf(node, next as "reach" | "activity"), replace: true })}
      />
      {part === "activity" ? activity(node) : <Reach node={node} how={how} />}
    </>
  );
}

function Reach({ node, how }: { node: string; how: How }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const reach = useInfiniteQuery(nodeReachQuery(node));
  const rows = reach.data?.pages.flatMap((page) => page.items);
  const words = (sources: AccessSource[]): string => sources.map((source) => how(source, me.organization, node)).join("; ");
  const columns: TableColumn<Schemas["Reaches"]>[] = [
    {
      key: "who",
      label: t("columnWho"),
      cell: ({ user, sources }) => (
        <span className={classes.who}>
          {user.name}
          <span className={classes.how}>{user.email}</span>
          <span className={classes.howBelow}>{words(sources)}</span>
        </span>
      ),
    },
    { key: "role", label: t("columnRole"), width: "112", cell: ({ role }) => contentRoleLabel(role) },
    { key: "how", label: t("columnHow"), hideBelow: "sm", cell: ({ sources }) => <span className={classes.how}>{words(sources)}</span> },
  ];
  if (reach.isError) return <ErrorNote error={reach.error} onAgain={() => void reach.refetch()} />;
  if (rows?.length === 0) return <EmptyState icon={<Inbox size={20} />} title={t("none")} text={t("noneText")} />;
  return (
    <>
      <Table label={t("reach")} columns={columns} rows={rows} rowKey={(row) => row.user.id} />
      {reach.hasNextPage && (
        <Button variant="subtle" mt="sm" loading={reach.isFetchingNextPage} onClick={() => void reach.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}
