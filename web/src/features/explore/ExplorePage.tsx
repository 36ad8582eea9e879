import {
  Button,
  Loader,
  NativeSelect,
  SegmentedControl,
  Tooltip,
  ActionIcon,
  Popover,
  useComputedColorScheme,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Download, RotateCcw, Settings2, Table2 } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { ApiError } from "../../api/errors";
import { downloadQuery, queryableConnections, runQuery, topicQuery, topicsQuery, type QueryAsk } from "../../api/queries";
import { saveDownload } from "../../api/reports";
import { proposeChart } from "../../charts/propose";
import { TileProblem } from "../../charts/TileProblem";
import { Visual } from "../../charts/Visual";
import { setFragment, useFragment } from "../../lib/fragment";
import type { Chart } from "../../lib/wire";
import { paths } from "../../paths";
import { ChartKinds, ChartSettings } from "../../query/ChartSettings";
import { columnOfRef } from "../../query/columns";
import { FieldPicker } from "../../query/FieldPicker";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNote } from "../../ui/ErrorNote";
import { errorText, toastError } from "../../ui/toast";
import classes from "./explore.module.css";
import { t } from "./messages";
import { askedQuery, toggled } from "./ask";
import { Question } from "./Question";
import { SaveTile } from "./SaveTile";
import { SqlBox } from "./SqlBox";
import { fromUrl, START, toUrl, type ExploreState } from "./state";

const MOST_ROWS = 10_000;

/** `/explore/<connection>`: ask a topic, or in SQL where the connection allows it; the question stands in the address. */
export function ExplorePage({ connection }: { connection: string }) {
  const connections = useQuery(queryableConnections);
  const about = connections.data?.find((one) => one.id === connection);
  if (connections.error !== null || (connections.data !== undefined && about === undefined)) {
    return (
      <div className={classes.notice}>
        <EmptyState
          title={t("notFoundTitle")}
          text={connections.error === null ? t("notFoundText") : errorText(connections.error)}
          action={
            <Button variant="default" component={Link} to={paths.home()}>
              {t("home")}
            </Button>
          }
        />
      </div>
    );
  }
  if (about === undefined) return <div className={classes.page} aria-busy="true" />;
  return <Explore connection={connection} name={about.name} can={about.can} />;
}

function Explore({ connection, name, can }: { connection: string; name: string; can: string[] }) {
  const fragment = useFragment();
  const state = useMemo(() => fromUrl(fragment), [fragment]);
  const change = useCallback(
    (part: Partial<ExploreState>) => setFragment(toUrl({ ...fromUrl(window.location.hash), ...part }), false),
    [],
  );
  const topics = useQuery(topicsQuery(connection));
  const only = topics.data?.length === 1 ? topics.data[0]?.name : undefined;
  const chosen = state.topic ?? only ?? null;
  const topic = useQuery({ ...topicQuery(connection, chosen ?? ""), enabled: chosen !== null });
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const locale = navigator.language;
  const [asTable, setAsTable] = useState(false);
  const [saving, setSaving] = useState(false);
  const sql = state.mode === "sql";

  const query = useMemo(() => askedQuery(state, chosen, topic.data), [state, chosen, topic.data]);
  const [settled] = useDebouncedValue(query, sql ? 0 : 250);
  const ask: QueryAsk | null = settled === null ? null : { connection, query: settled, limit: MOST_ROWS };
  const result = useQuery({
    queryKey: ["explore", ask],
    queryFn: ({ signal }) => runQuery(ask as QueryAsk, signal),
    enabled: ask !== null,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });
  const columns = sql ? (result.data?.columns ?? []) : state.fields.map((field) => columnOfRef(topic.data, field));
  const chart: Chart = state.chart ?? (sql ? { kind: "table" } : proposeChart(columns));
  const download = async (): Promise<void> => {
    if (query === null) return;
    try {
      await saveDownload(await downloadQuery({ connection, query }), `${name}.csv`);
    } catch (error) {
      toastError(new Error(t("downloadFailed", { reason: errorText(error) })));
    }
  };
  return (
    <div className={classes.page}>
      <title>{`${t("title", { name })} · Lucarne`}</title>
      <header className={classes.head} role="presentation">
        <h1>{name}</h1>
        {can.includes("sql") && can.includes("query") && (
          <SegmentedControl
            size="xs"
            aria-label={t("modes")}
            value={state.mode}
            data={[
              { value: "topic", label: t("fields") },
              { value: "sql", label: t("sql") },
            ]}
            onChange={(mode) => setFragment(mode === "sql" ? "sql=" : toUrl({ ...START, topic: chosen }), true)}
          />
        )}
        <span className={classes.spring} />
        {(state.fields.length > 0 || state.filters.length > 0) && (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<RotateCcw size={14} aria-hidden />}
            onClick={() => setFragment(toUrl({ ...START, topic: chosen }), true)}
          >
            {t("clear")}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          disabled={query === null}
          leftSection={<Download size={14} aria-hidden />}
          onClick={() => void download()}
        >
          {t("download")}
        </Button>
        <Button size="xs" color="amber" disabled={query === null || result.data === undefined} onClick={() => setSaving(true)}>
          {t("save")}
        </Button>
      </header>
      <div className={classes.work}>
        {!sql && (
          <aside className={classes.side} aria-label={t("fields")}>
            <NativeSelect
              size="xs"
              label={t("topic")}
              value={chosen ?? ""}
              data={[
                ...(chosen === null ? [{ value: "", label: t("chooseTopic") }] : []),
                ...(topics.data ?? []).map((one) => ({ value: one.name, label: one.label })),
              ]}
              onChange={(event) => setFragment(toUrl({ ...START, topic: event.currentTarget.value }), true)}
            />
            <ErrorNote error={topics.error ?? topic.error} />
            {topic.data !== undefined && (
              <FieldPicker
                topic={topic.data}
                chosen={state.fields}
                onToggle={(field) => change(toggled(state, field, topic.data?.default_filters ?? []))}
              />
            )}
          </aside>
        )}
        <div className={classes.main}>
          {sql ? (
            <SqlBox state={state} onRun={(text) => change({ mode: "sql", sql: text })} onAgain={() => void result.refetch()} />
          ) : topics.data?.length === 0 ? (
            <EmptyState title={t("noTopics")} text={t("noTopicsText")} />
          ) : (
            topic.data !== undefined && (
              <Question connection={connection} topic={topic.data} state={state} locale={locale} change={change} />
            )
          )}
          <section className={classes.result} aria-label={t("result")} aria-busy={result.isFetching}>
            {query !== null && (
              <div className={classes.resultBar}>
                <ChartKinds chart={chart} columns={columns} onChange={(next) => change({ chart: next })} />
                {chart.kind !== "table" && (
                  <>
                    <Popover position="bottom-start" width={280} trapFocus returnFocus>
                      <Popover.Target>
                        <ActionIcon variant="subtle" size={34} aria-label={t("settings")} title={t("settings")}>
                          <Settings2 size={16} aria-hidden />
                        </ActionIcon>
                      </Popover.Target>
                      <Popover.Dropdown aria-label={t("settings")}>
                        <ChartSettings chart={chart} columns={columns} onChange={(next) => change({ chart: next })} />
                      </Popover.Dropdown>
                    </Popover>
                    <Tooltip label={asTable ? t("asChart") : t("asTable")}>
                      <ActionIcon
                        variant="subtle"
                        size={34}
                        aria-label={t("asTable")}
                        aria-pressed={asTable}
                        onClick={() => setAsTable(!asTable)}
                      >
                        <Table2 size={16} aria-hidden />
                      </ActionIcon>
                    </Tooltip>
                  </>
                )}
                <span className={classes.spring} />
                <span className={classes.count} role="status">
                  {result.isFetching ? (
                    <Loader size={14} aria-label={t("running")} />
                  ) : (
                    result.data !== undefined &&
                    (result.data.rows >= MOST_ROWS
                      ? t("truncated", { rows: new Intl.NumberFormat(locale).format(result.data.rows) })
                      : t("rows", { count: result.data.rows }))
                  )}
                </span>
              </div>
            )}
            <div className={classes.visual} data-stale={(result.isFetching && result.data !== undefined) || undefined}>
              {query === null ? (
                <EmptyState title={t(sql ? "sqlStart" : "pickStart")} text={t(sql ? "sqlStartText" : "pickStartText")} />
              ) : result.error !== null && !result.isFetching ? (
                <TileProblem
                  problem={
                    result.error instanceof ApiError
                      ? result.error.problem
                      : { title: "", status: 0, code: "", detail: result.error.message }
                  }
                  onAgain={() => void result.refetch()}
                />
              ) : (
                result.data !== undefined && (
                  <Visual chart={chart} frame={result.data} title={t("result")} scheme={scheme} locale={locale} asTable={asTable} />
                )
              )}
            </div>
          </section>
        </div>
      </div>
      {saving && query !== null && (
        <SaveTile connection={connection} query={query} chart={chart} onClose={() => setSaving(false)} />
      )}
    </div>
  );
}
