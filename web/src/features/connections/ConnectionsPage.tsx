import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Database, Plus } from "lucide-react";
import { useState } from "react";
import { connectionsQuery, createConnection } from "@/api/connections";
import { meQuery } from "@/api/session";
import type { Connection } from "@/api/types";
import { count } from "@/lib/quantities";
import { paths } from "@/paths";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { NameDialog } from "@/ui/NameDialog";
import { PageHeader } from "@/ui/PageHeader";
import { connectionRoleLabel } from "@/ui/roles";
import { Table, type TableColumn } from "@/ui/Table";
import { useTitle } from "@/ui/useTitle";
import classes from "./ConnectionsPage.module.css";
import { t } from "./messages";

export function ConnectionsPage() {
  useTitle(t("title"));
  const client = useQueryClient();
  const navigate = useNavigate();
  const list = useQuery(connectionsQuery);
  const mayCreate = useQuery(meQuery).data?.can.includes("administer") ?? false;
  const [creating, setCreating] = useState(false);
  const button = mayCreate && (
    <Button color="amber" leftSection={<Plus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t("new")}
    </Button>
  );
  const columns: TableColumn<Connection>[] = [
    {
      key: "name",
      label: t("columnName"),
      cell: (connection) => (
        <Link to={paths.connection(connection.id)} className={classes.link} data-row-focus>
          <Database size={16} aria-hidden className={classes.icon} />
          {connection.name}
        </Link>
      ),
    },
    { key: "tables", label: t("columnTables"), width: "88", align: "right", hideBelow: "sm", cell: (connection) => count(connection.tables) },
    { key: "role", label: t("columnRole"), width: "168", cell: (connection) => connectionRoleLabel(connection.role) },
    { key: "base", label: t("columnBase"), width: "168", hideBelow: "md", cell: (connection) => connectionRoleLabel(connection.base_role) },
  ];
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} actions={button} />
      {list.isError ? (
        <ErrorNote error={list.error} onAgain={() => void list.refetch()} />
      ) : list.data?.length === 0 ? (
        <EmptyState icon={<Database size={20} />} title={t("none")} text={mayCreate ? t("noneText") : t("noneRead")} action={button} />
      ) : (
        <Table label={t("title")} columns={columns} rows={list.data} rowKey={(connection) => connection.id} skeletonRows={2} />
      )}
      {creating && (
        <NameDialog
          title={t("new")}
          label={t("name")}
          about={t("newAbout")}
          action={t("create")}
          initial=""
          onClose={() => setCreating(false)}
          submit={async (name) => {
            const connection = await createConnection(name);
            await client.invalidateQueries({ queryKey: connectionsQuery.queryKey });
            await navigate({ to: paths.connection(connection.id) });
          }}
        />
      )}
    </>
  );
}
