import { Button, Checkbox, Popover, Radio, Stack, TextInput } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { ChevronDown, EyeOff } from "lucide-react";
import { useMemo, useState } from "react";
import { suggestInTopic, topicQuery } from "../../api/queries";
import { filterFieldOf, parseFieldRef } from "../../query/columns";
import { FilterEditor } from "../../query/FilterEditor";
import { AddField } from "../../query/FilterRows";
import { conditionText, isComplete, opsFor } from "../../query/operators";
import type { Topic } from "../../lib/wire";
import classes from "./editor.module.css";
import { t } from "./messages";
import type { EditorFilter, EditorReport } from "./model";
import type { EditorAction } from "./reducer";

interface Props {
  document: string;
  report: EditorReport;
  dispatch: (action: EditorAction) => void;
  locale: string;
}

/** The filters that readers get, with what they open with and which tiles they reach. */
export function ReportFilters({ document, report, dispatch, locale }: Props) {
  const used = useMemo(() => {
    const pairs = new Map<string, { connection: string; topic: string }>();
    for (const { content } of report.tabs.flatMap((tab) => tab.tiles))
      if (content.kind === "topic" && content.connection !== null && content.topic !== null)
        pairs.set(`${content.connection} ${content.topic}`, { connection: content.connection, topic: content.topic });
    return [...pairs.values()];
  }, [report]);
  const topics = useQueries({
    queries: used.map(({ connection, topic }) => topicQuery(connection, topic, document)),
    combine: (results) => results.flatMap((result) => result.data ?? []),
  });
  const [opened, setOpened] = useState<string | null>(null);
  const all = useMemo(() => together(topics), [topics]);
  const ofField = (field: string) => used[topics.findIndex((topic) => hasField(topic, field))];
  if (used.length === 0 && report.filters.length === 0) return null;

  const add = (name: string): void => {
    const shown = filterFieldOf(all, name);
    const id = `flt_${crypto.randomUUID().slice(0, 8)}`;
    dispatch({
      do: "addFilter",
      with: {
        filter: { id, field: name, label: shown.label, op: opsFor(shown)[0] ?? "in", values: [], hidden: false, tiles: null },
      },
    });
    setOpened(id);
  };
  return (
    <div className={classes.filters} role="group" aria-label={t("filters")}>
      {report.filters.map((filter) => {
        const field = { ...filterFieldOf(all, filter.field), label: filter.label };
        const home = ofField(filter.field);
        return (
          <Popover
            key={filter.id}
            opened={opened === filter.id}
            onChange={(open) => setOpened(open ? filter.id : null)}
            position="bottom-start"
            width={320}
            trapFocus
            returnFocus
          >
            <Popover.Target>
              <button
                type="button"
                className={classes.pill}
                aria-haspopup="dialog"
                aria-expanded={opened === filter.id}
                onClick={() => setOpened(opened === filter.id ? null : filter.id)}
              >
                {filter.hidden && <EyeOff size={13} aria-hidden />}
                <span>{filter.label || filter.field}</span>
                <strong>{isComplete(filter) ? conditionText(filter, field, locale) : ""}</strong>
                <ChevronDown size={13} aria-hidden />
              </button>
            </Popover.Target>
            <Popover.Dropdown aria-label={t("filterOf", { label: filter.label })}>
              {opened === filter.id && (
                <Stack gap="sm">
                  <TextInput
                    size="xs"
                    label={t("filterLabel")}
                    value={filter.label}
                    onChange={(event) => edit(filter, { label: event.currentTarget.value }, "label")}
                  />
                  <div>
                    <p className={classes.smallLabel}>{t("filterOpens")}</p>
                    <FilterEditor
                      field={field}
                      op={filter.op}
                      values={filter.values}
                      locale={locale}
                      suggest={
                        home === undefined
                          ? null
                          : (search, signal) =>
                              suggestInTopic(
                                home.connection,
                                home.topic,
                                { field: filter.field, ...(search && { search }), limit: 50 },
                                signal,
                                document,
                              )
                      }
                      onChange={(condition) => edit(filter, condition, "condition")}
                    />
                  </div>
                  <Wiring report={report} filter={filter} onTiles={(tiles) => edit(filter, { tiles })} />
                  <Checkbox
                    size="xs"
                    label={t("filterHidden")}
                    checked={filter.hidden}
                    onChange={(event) => edit(filter, { hidden: event.currentTarget.checked })}
                  />
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="clay"
                    onClick={() => {
                      setOpened(null);
                      dispatch({ do: "removeFilter", with: { id: filter.id } });
                    }}
                  >
                    {t("removeFilter")}
                  </Button>
                </Stack>
              )}
            </Popover.Dropdown>
          </Popover>
        );
      })}
      {all !== undefined && <AddField topic={all} label={t("addFilter")} kinds={["dimension"]} onAdd={add} />}
    </div>
  );

  function edit(filter: EditorFilter, part: Partial<Omit<EditorFilter, "id">>, merge?: string): void {
    dispatch({ do: "editFilter", with: { id: filter.id, part }, ...(merge !== undefined && { merge: `${merge}:${filter.id}` }) });
  }
}

/** Which tiles a filter reaches: all that have its field, or those that the author ticks. */
function Wiring({
  report,
  filter,
  onTiles,
}: {
  report: EditorReport;
  filter: EditorFilter;
  onTiles: (tiles: string[] | null) => void;
}) {
  const tiles = report.tabs.flatMap((tab) => tab.tiles).filter((tile) => tile.content.kind === "topic");
  return (
    <Radio.Group
      size="xs"
      label={t("filterTiles")}
      value={filter.tiles === null ? "all" : "some"}
      onChange={(value) => onTiles(value === "all" ? null : tiles.map((tile) => tile.id))}
    >
      <Stack gap={8} mt={6}>
        <Radio size="xs" value="all" label={t("filterAll")} />
        <Radio size="xs" value="some" label={t("filterSome")} />
        {filter.tiles !== null && (
          <div className={classes.wiring}>
            {tiles.map((tile) => (
              <Checkbox
                key={tile.id}
                size="xs"
                label={tile.title || t("untitled")}
                checked={filter.tiles?.includes(tile.id) ?? false}
                onChange={(event) => {
                  const rest = (filter.tiles ?? []).filter((one) => one !== tile.id);
                  onTiles(event.currentTarget.checked ? [...rest, tile.id] : rest);
                }}
              />
            ))}
          </div>
        )}
      </Stack>
    </Radio.Group>
  );
}

function hasField(topic: Topic, ref: string): boolean {
  const { path } = parseFieldRef(ref);
  return topic.views.some((view) => view.fields.some((field) => field.field.toLowerCase() === path.toLowerCase()));
}

/** The fields of several topics as one list. */
function together(topics: readonly Topic[]): Topic | undefined {
  const [first] = topics;
  if (first === undefined) return undefined;
  const views = new Map(topics.flatMap((topic) => topic.views.map((view) => [view.name, view] as const)));
  return { ...first, views: [...views.values()] };
}
