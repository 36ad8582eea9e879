import { Button, Select, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { queryableConnections } from "../../api/queries";
import { ChartKinds, ChartSettings } from "../../query/ChartSettings";
import classes from "./editor.module.css";
import type { InspectorProps } from "./Inspector";
import { t } from "./messages";
import type { SqlContent } from "./model";
import { usePreview } from "./usePreview";

const CodeEditor = lazy(() => import("../../ui/CodeEditor").then((module) => ({ default: module.CodeEditor })));

/** A SQL tile, for those whose connection lets them write SQL. The text counts once it is run or left. */
export function SqlPanel({ tile, document, content, onContent }: InspectorProps & { content: SqlContent }) {
  const connections = useQuery(queryableConnections);
  const [text, setText] = useState(content.sql);
  const preview = usePreview(tile, document);
  const columns = preview.data?.columns ?? [];
  const list = (connections.data ?? []).filter((one) => one.can.includes("sql"));
  const run = (): void => {
    if (text !== content.sql) onContent({ ...content, sql: text });
    else void preview.refetch();
  };
  return (
    <>
      <Select
        size="xs"
        label={t("connection")}
        placeholder={t("chooseConnection")}
        data={list.map((one) => ({ value: one.id, label: one.name }))}
        value={content.connection}
        onChange={(connection) => onContent({ ...content, connection })}
      />
      <Tabs defaultValue="data" className={classes.panelTabs}>
        <Tabs.List grow>
          <Tabs.Tab value="data">{t("data")}</Tabs.Tab>
          <Tabs.Tab value="chart">{t("chart")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="data" className={classes.panelBody}>
          <div
            className={classes.code}
            onBlur={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget) && text !== content.sql) onContent({ ...content, sql: text });
            }}
          >
            <Suspense fallback={null}>
              <CodeEditor
                language="sql"
                label={t("sql", { title: tile.title })}
                value={text}
                minHeight="220px"
                onChange={setText}
                onSubmit={run}
              />
            </Suspense>
          </div>
          <div className={classes.runRow}>
            <span>{t("runHint")}</span>
            <Button
              size="xs"
              variant="default"
              leftSection={<Play size={13} aria-hidden />}
              disabled={text.trim() === ""}
              onClick={run}
            >
              {t("run")}
            </Button>
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="chart" className={classes.panelBody}>
          <ChartKinds
            chart={content.chart}
            columns={columns}
            onChange={(chart) => onContent({ ...content, chart, proposed: false })}
          />
          <ChartSettings
            chart={content.chart}
            columns={columns}
            onChange={(chart) => onContent({ ...content, chart, proposed: false }, "chart")}
          />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
