import { useQuery } from "@tanstack/react-query";
import { Skeleton, Stack } from "@mantine/core";
import { ChevronRight, Table2 } from "lucide-react";
import { tablesQuery } from "@/api/connections";
import type { Connection, Table } from "@/api/types";
import { bytes, count } from "@/lib/quantities";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { t } from "./messages";
import classes from "./TablesPart.module.css";
import { Uploader } from "./Uploader";

/** The tables of a connection with their columns, and where files are dropped to make more. */
export function TablesPart({ connection }: { connection: Connection }) {
  const tables = useQuery(tablesQuery(connection.id));
  const manage = connection.can.includes("manage");
  return (
    <Stack gap="lg">
      {manage && <Uploader connection={connection.id} existing={(tables.data ?? []).map((table) => table.name)} />}
      {tables.isError ? (
        <ErrorNote error={tables.error} />
      ) : tables.isPending ? (
        <Skeleton h={180} />
      ) : tables.data.length === 0 ? (
        <EmptyState icon={<Table2 size={20} />} title={t("tableNone")} text={manage ? t("tableNoneText") : t("tableNoneRead")} />
      ) : (
        <ul className={classes.list} aria-label={t("tableList")}>
          {tables.data.map((table) => (
            <li key={table.name}>
              <TableRow table={table} />
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}

function TableRow({ table }: { table: Table }) {
  return (
    <details className={classes.table}>
      <summary className={classes.summary}>
        <ChevronRight size={16} aria-hidden className={classes.chevron} />
        <span className={classes.name}>{table.name}</span>
        {table.fault ? (
          <span className={classes.faulty}>{t("tableFault")}</span>
        ) : (
          <span className={classes.facts}>
            {table.rows !== null && <span>{t("tableRows", { count: table.rows, rows: count(table.rows) })}</span>}
            <span>{t("tableColumns", { count: table.columns.length })}</span>
          </span>
        )}
        <span className={classes.size}>{bytes(table.bytes)}</span>
      </summary>
      <div className={classes.inside}>
        {table.fault ? (
          <ErrorNote>{table.fault}</ErrorNote>
        ) : (
          <dl className={classes.columns}>
            {table.columns.map((column) => (
              <div key={column.name} className={classes.column}>
                <dt>{column.name}</dt>
                <dd>{column.data_type}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </details>
  );
}
