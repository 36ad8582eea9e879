import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Inbox } from "lucide-react";
import { userReachQuery, usersQuery } from "@/api/people";
import { meQuery } from "@/api/session";
import type { AccessSource, Schemas } from "@/api/types";
import { paths } from "@/paths";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { PageHeader } from "@/ui/PageHeader";
import { contentRoleLabel } from "@/ui/roles";
import { Table, type TableColumn } from "@/ui/Table";
import { useTitle } from "@/ui/useTitle";
import { t } from "./messages";
import type { How } from "./NodeAccessPage";
import classes from "./reach.module.css";

/** Everything that one person can reach, and how. */
export function UserReachPage({ how }: { how: How }) {
  const { user: id } = useParams({ strict: false }) as { user: string };
  const { data: me } = useSuspenseQuery(meQuery);
  const user = useQuery(usersQuery).data?.items.find((one) => one.id === id);
  const reach = useInfiniteQuery(userReachQuery(id));
  const title = t("userTitle", { name: user?.name ?? "…" });
  useTitle(title);
  const rows = reach.data?.pages.flatMap((page) => page.items);
  const words = (node: string, sources: AccessSource[]): string => sources.map((source) => how(source, me.organization, node)).join("; ");
  const columns: TableColumn<Schemas["Reached"]>[] = [
    {
      key: "what",
      label: t("columnWhat"),
      cell: ({ node, sources }) => (
        <span className={classes.who}>
          <Link data-row-focus to={node.kind === "folder" ? paths.folder(node.id) : paths.document(node.id)}>
            {node.name}
          </Link>
          <span className={classes.howBelow}>{words(node.id, sources)}</span>
        </span>
      ),
    },
    { key: "role", label: t("columnRole"), width: "120", cell: ({ role }) => (role === "no_access" ? t("nameOnly") : contentRoleLabel(role)) },
    { key: "how", label: t("columnHow"), hideBelow: "sm", cell: ({ node, sources }) => <span className={classes.how}>{words(node.id, sources)}</span> },
  ];
  return (
    <>
      <PageHeader title={title} about={t("userAbout")} trail={<Link to={paths.people()}>{t("people")}</Link>} />
      {reach.isError ? (
        <ErrorNote error={reach.error} onAgain={() => void reach.refetch()} />
      ) : rows?.length === 0 ? (
        <EmptyState icon={<Inbox size={20} />} title={t("nothing")} text={t("nothingText")} />
      ) : (
        <>
          <Table label={title} columns={columns} rows={rows} rowKey={(row) => row.node.id} />
          {reach.hasNextPage && (
            <Button variant="subtle" mt="sm" loading={reach.isFetchingNextPage} onClick={() => void reach.fetchNextPage()}>
              {t("more")}
            </Button>
          )}
        </>
      )}
    </>
  );
}
