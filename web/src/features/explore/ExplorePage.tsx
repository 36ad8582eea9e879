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
import { Download, Play, RotateCcw, Settings2, Table2 } from "lucide-react";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { ApiError } from "../../api/errors";
import {
  downloadQuery,
  queryableConnections,
  runQuery,
  suggestInTopic,
  topicQuery,
  topicsQuery,
  type QueryAsk,
} from "../../api/queries";
import { saveDownload } from "../../api/reports";
import { loadEngine } from "../../charts/ChartView";
import { proposeChart } from "../../charts/propose";
import { TileProblem } from "../../charts/TileProblem";
import { Visual } from "../../charts/Visual";
import { setFragment, useFragment } from "../../lib/fragment";
import type { Chart, SemanticQuery, Topic, TopicField } from "../../lib/wire";
import { paths } from "../../paths";
import { ChartKinds, ChartSettings } from "../../query/ChartSettings";
import { ChosenFields } from "../../query/ChosenFields";
import { columnOfRef, defaultGrain, fieldRefText, filterFieldOf, parseFieldRef } from "../../query/columns";
import { FieldPicker } from "../../query/FieldPicker";
import { FilterRows } from "../../query/FilterRows";
import { isComplete, parseScalar } from "../../query/operators";
import { LimitField, SortRows } from "../../query/SortRows";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNote } from "../../ui/ErrorNote";
import { errorText, toastError } from "../../ui/toast";
import classes from "./explore.module.css";
import { t } from "./messages";
import { SaveTile } from "./SaveTile";
import { fromUrl, START, toUrl, type ExploreState } from "./state";

const CodeEditor = lazy(() => import("../../ui/CodeEditor").then((module) => ({ default: module.CodeEditor })));
void loadEngine();

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
              <FieldPicker topic={topic.data} chosen={state.fields} onToggle={(field) => change(toggled(state, field))} />
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

/** The query to ask, with the address's text values typed by their fields; null while there is nothing to ask. */
export function askedQuery(
  state: ExploreState,
  topic: string | null,
  meaning: Topic | undefined,
): SemanticQuery | { sql: string } | null {
  if (state.mode === "sql") return state.sql.trim() === "" ? null : { sql: state.sql };
  if (topic === null || meaning === undefined || state.fields.length === 0) return null;
  const filters = typedFilters(state, meaning).filter(isComplete);
  const sorts = state.sorts.filter((sort) => state.fields.includes(sort.field));
  return {
    topic,
    fields: state.fields,
    ...(filters.length > 0 && { filters }),
    ...(sorts.length > 0 && { sorts }),
    ...(state.limit !== null && { limit: state.limit }),
  };
}

function typedFilters(state: ExploreState, topic: Topic) {
  return state.filters.map((filter) => {
    const { data_type } = filterFieldOf(topic, filter.field);
    const values =
      filter.op === "last" ? filter.values : filter.values.flatMap((value) => parseScalar(String(value), data_type) ?? []);
    return { ...filter, values };
  });
}

/** A field comes with its usual time frame and goes with all of them; the chart is proposed anew. */
function toggled(state: ExploreState, field: TopicField): Partial<ExploreState> {
  const used = state.fields.filter((one) => parseFieldRef(one).path === field.field);
  const fields =
    used.length > 0
      ? state.fields.filter((one) => !used.includes(one))
      : [...state.fields, fieldRefText({ path: field.field, grain: defaultGrain(field) })];
  return { fields, sorts: state.sorts.filter((sort) => fields.includes(sort.field)), chart: null };
}

interface QuestionProps {
  connection: string;
  topic: Topic;
  state: ExploreState;
  locale: string;
  change: (part: Partial<ExploreState>) => void;
}

function Question({ connection, topic, state, locale, change }: QuestionProps) {
  return (
    <div className={classes.question}>
      <section aria-label={t("columns")} className={classes.questionPart}>
        <ChosenFields
          topic={topic}
          fields={state.fields}
          onChange={(fields) => change({ fields, sorts: state.sorts.filter((sort) => fields.includes(sort.field)), chart: null })}
        />
      </section>
      <section aria-label={t("filters")} className={classes.questionPart}>
        <FilterRows
          topic={topic}
          filters={typedFilters(state, topic)}
          locale={locale}
          onChange={(filters) => change({ filters })}
          suggest={(field) => (search, signal) =>
            suggestInTopic(connection, topic.name, { field, ...(search && { search }), limit: 50 }, signal)
          }
        />
      </section>
      <section aria-label={t("sorting")} className={classes.questionPart}>
        <SortRows topic={topic} fields={state.fields} sorts={state.sorts} onChange={(sorts) => change({ sorts })} />
        <LimitField limit={state.limit} onChange={(limit) => change({ limit })} />
      </section>
    </div>
  );
}

/** The text counts when it is run; until then it is only here. */
function SqlBox({ state, onRun, onAgain }: { state: ExploreState; onRun: (sql: string) => void; onAgain: () => void }) {
  const [text, setText] = useState(state.sql);
  const run = (): void => (text === state.sql ? onAgain() : onRun(text));
  return (
    <div className={classes.sql}>
      <div className={classes.code}>
        <Suspense fallback={null}>
          <CodeEditor language="sql" label={t("sqlLabel")} value={text} minHeight="180px" onChange={setText} onSubmit={run} />
        </Suspense>
      </div>
      <div className={classes.sqlFoot}>
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
    </div>
  );
}
