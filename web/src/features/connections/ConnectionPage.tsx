import { ActionIcon, Button, Menu } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Database, EllipsisVertical, RefreshCw, Telescope, Trash2 } from "lucide-react";
import { lazy, Suspense } from "react";
import { connectionsQuery, deleteConnection, tablesQuery, testConnection } from "@/api/connections";
import type { Connection } from "@/api/types";
import { paths } from "@/paths";
import { confirm } from "@/ui/confirm";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { PageHeader } from "@/ui/PageHeader";
import { toastDone, toastError } from "@/ui/toast";
import { useTitle } from "@/ui/useTitle";
import classes from "./ConnectionPage.module.css";
import { t } from "./messages";
import { RolesPart } from "./RolesPart";
import { TablesPart } from "./TablesPart";

const ModelPart = lazy(() => import("./ModelPart").then((module) => ({ default: module.ModelPart })));

export type ConnectionPart = "tables" | "roles" | "model";

export function ConnectionPage({ connection: id, part }: { connection: string; part: ConnectionPart }) {
  const list = useQuery(connectionsQuery);
  const connection = list.data?.find((one) => one.id === id);
  useTitle(connection?.name ?? t("title"));
  if (list.isError) return <ErrorNote error={list.error} onAgain={() => void list.refetch()} />;
  if (list.data && !connection) return <EmptyState icon={<Database size={20} />} title={t("missing")} text={t("missingText")} />;
  const parts: [ConnectionPart, string, boolean][] = [
    ["tables", t("tables"), true],
    ["model", t("model"), connection?.can.some((verb) => verb === "edit_model" || verb === "manage") ?? false],
    ["roles", t("roles"), connection?.can.includes("manage") ?? false],
  ];
  return (
    <div className={classes.page} data-wide={part === "model" || undefined}>
      <PageHeader
        title={connection?.name ?? " "}
        trail={
          <Link to={paths.connections()} className={classes.up}>
            {t("title")}
          </Link>
        }
        actions={connection && <Actions connection={connection} />}
      />
      <nav aria-label={t("parts")} className={classes.parts}>
        {parts
          .filter(([key, , there]) => there || key === part)
          .map(([key, label]) => (
            <Link key={key} to={paths.connection(id, key)} className={classes.part} activeOptions={{ exact: true }}>
              {label}
            </Link>
          ))}
      </nav>
      {connection && part === "tables" && <TablesPart connection={connection} />}
      {connection && part === "roles" && <RolesPart connection={connection} />}
      {connection && part === "model" && (
        <Suspense fallback={null}>
          <ModelPart connection={connection} />
        </Suspense>
      )}
    </div>
  );
}

function Actions({ connection }: { connection: Connection }) {
  const client = useQueryClient();
  const navigate = useNavigate();

  async function reread(): Promise<void> {
    try {
      const { tables } = await testConnection(connection.id);
      await client.invalidateQueries({ queryKey: tablesQuery(connection.id).queryKey });
      await client.invalidateQueries({ queryKey: connectionsQuery.queryKey });
      toastDone(t("rereadDone", { count: tables.length }));
    } catch (error) {
      toastError(error);
    }
  }
  async function remove(): Promise<void> {
    const { name } = connection;
    if (!(await confirm({ title: t("deleteTitle", { name }), text: t("deleteText"), action: t("delete"), danger: true }))) return;
    try {
      await deleteConnection(connection.id);
      await navigate({ to: paths.connections() });
      await client.invalidateQueries({ queryKey: connectionsQuery.queryKey });
      toastDone(t("deleted", { name }));
    } catch (error) {
      toastError(error);
    }
  }
  return (
    <>
      {connection.can.includes("query") && connection.tables > 0 && (
        <Button component={Link} to={paths.explore(connection.id)} variant="default" leftSection={<Telescope size={16} aria-hidden />}>
          {t("explore")}
        </Button>
      )}
      {connection.can.includes("manage") && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" size={36} aria-label={t("actions", { name: connection.name })}>
              <EllipsisVertical size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<RefreshCw size={16} />} onClick={() => void reread()}>
              {t("reread")}
            </Menu.Item>
            <Menu.Item leftSection={<Trash2 size={16} />} c="var(--lucarne-danger)" onClick={() => void remove()}>
              {t("delete")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
