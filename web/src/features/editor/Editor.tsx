import { ActionIcon, Button, Menu, TextInput, Tooltip, useComputedColorScheme } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, Braces, ChartColumn, Code, Plus, Redo2, Type, Undo2 } from "lucide-react";
import { lazy, Suspense, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { queryableConnections } from "../../api/queries";
import type { StoredProject } from "../../api/reports";
import { dateTime } from "../../lib/dates";
import { newId } from "../../lib/ids";
import type { Report } from "../../lib/wire";
import { paths } from "../../paths";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNote } from "../../ui/ErrorNote";
import { toastDone } from "../../ui/toast";
import { ClashDialog } from "./ClashDialog";
import { toEditor, toSaved } from "./convert";
import { dropDraft, keepDraft, readDraft } from "./draft";
import classes from "./editor.module.css";
import { Grid } from "./Grid";
import { Inspector } from "./Inspector";
import { same } from "./merge";
import { t } from "./messages";
import { findTile, unfinished, type Content, type EditorReport, type Unfinished } from "./model";
import { open, reduce } from "./reducer";
import { ReportFilters } from "./ReportFilters";
import { TabsBar } from "./TabsBar";
import { useSaving } from "./useSaving";

const OwnModel = lazy(() => import("./OwnModel").then((module) => ({ default: module.OwnModel })));

interface Props {
  document: string;
  stored: StoredProject;
  start: Report;
  draftName: string;
}

const NEEDS = {
  connection: "needsConnection",
  topic: "needsTopic",
  fields: "needsFields",
  sql: "needsSql",
} as const satisfies Record<Unfinished, string>;

export function Editor({ document, stored, start, draftName }: Props) {
  const [draft] = useState(() => {
    const kept = readDraft(draftName);
    return kept !== null && !same(kept.report, start) ? kept : null;
  });
  const [state, dispatch] = useReducer(reduce, null, () => {
    const opened = open(toEditor(start));
    return draft === null ? opened : reduce(opened, { do: "replaceReport", with: { by: toEditor(draft.report) } });
  });
  const saving = useSaving(document, {
    project: stored.project,
    // A draft builds on the version it started from; if that is no longer the newest, saving finds out and shows both.
    report: draft?.base ?? start,
    etag: draft?.etag ?? stored.etag,
  });
  const [restored, setRestored] = useState(draft);
  const { report } = state;
  const [tabId, setTabId] = useState(report.tabs[0]?.id ?? "");
  const tab = report.tabs.find((one) => one.id === tabId) ?? report.tabs[0];
  const [selected, setSelected] = useState<string | null>(null);
  const tile = findTile(report, selected);
  const [complaint, setComplaint] = useState<string | null>(null);
  const [modelOpen, setModelOpen] = useState(false);
  const [kept, setKept] = useState(true);
  const client = useQueryClient();
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const saved = useMemo(() => toSaved(report), [report]);
  const changed = useMemo(() => !same(saved, saving.base.report), [saved, saving.base.report]);
  const locale = navigator.language;

  // The draft follows the work a moment behind, and goes once everything is stored.
  const { base } = saving;
  useEffect(() => {
    if (!changed) return dropDraft(draftName);
    const timer = setTimeout(
      () => setKept(keepDraft(draftName, { etag: base.etag, base: base.report, report: saved, at: Date.now() })),
      400,
    );
    return () => clearTimeout(timer);
  }, [changed, saved, base, draftName]);
  const latest = useRef({ changed, saved, base });
  useEffect(() => {
    latest.current = { changed, saved, base };
  });
  useEffect(
    () => () => {
      const now = latest.current;
      if (now.changed) keepDraft(draftName, { etag: now.base.etag, base: now.base.report, report: now.saved, at: Date.now() });
    },
    [draftName],
  );

  const afterSave = (message: string): void => {
    dropDraft(draftName);
    setRestored(null);
    toastDone(message);
    void client.invalidateQueries({ queryKey: ["document", document] });
    void client.invalidateQueries({ queryKey: ["report", document] });
  };
  const save = async (): Promise<void> => {
    const open_ = report.tabs.flatMap((one) => one.tiles).find((one) => unfinished(one) !== null);
    if (open_ !== undefined) {
      const what = unfinished(open_) as Unfinished;
      setComplaint(t("unfinished", { title: open_.title || t("untitled"), what: t(NEEDS[what]) }));
      setTabId(report.tabs.find((one) => one.tiles.includes(open_))?.id ?? tabId);
      setSelected(open_.id);
      return;
    }
    setComplaint(null);
    if (await saving.save(saved)) afterSave(t("savedToast"));
  };
  const undo = (): void => dispatch({ do: "undo" });
  const redo = (): void => dispatch({ do: "redo" });
  useHotkeys(
    [
      ["mod+S", () => void save()],
      ["mod+Z", undo],
      ["mod+shift+Z", redo],
      ["mod+Y", redo],
    ],
    ["INPUT", "TEXTAREA"],
  );

  const add = (content: Content, title: string): void => {
    if (tab === undefined) return;
    const id = newId("tile");
    dispatch({ do: "addTile", with: { tab: tab.id, id, title, content } });
    setSelected(id);
  };
  const undoable = state.past.at(-1);
  const redoable = state.future[0];
  return (
    <div className={classes.editor} data-panel={tile !== undefined || undefined}>
      <title>{`${t("title", { name: report.name })} · Lucarne`}</title>
      <header className={classes.bar} role="presentation">
        <Tooltip label={t("back")}>
          <ActionIcon variant="subtle" component={Link} to={paths.report(document, report.id)} aria-label={t("back")}>
            <ArrowLeft size={17} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <h1 className="visually-hidden">{t("title", { name: report.name })}</h1>
        <TextInput
          className={classes.name}
          variant="unstyled"
          aria-label={t("name")}
          value={report.name}
          onChange={(event) => dispatch({ do: "renameReport", with: { name: event.currentTarget.value }, merge: "name" })}
        />
        <span className={classes.status} role="status">
          {changed ? (kept ? t("unsaved") : t("unsavedNowhere")) : t("saved")}
        </span>
        <Tooltip label={undoable ? t("undoOf", { what: t(`did_${undoable.name}`) }) : t("undo")}>
          <ActionIcon variant="subtle" disabled={undoable === undefined} onClick={undo} aria-label={t("undo")}>
            <Undo2 size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={redoable ? t("redoOf", { what: t(`did_${redoable.step.name}`) }) : t("redo")}>
          <ActionIcon variant="subtle" disabled={redoable === undefined} onClick={redo} aria-label={t("redo")}>
            <Redo2 size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t("ownModel")}>
          <ActionIcon variant="subtle" onClick={() => setModelOpen(true)} aria-label={t("ownModel")}>
            <Braces size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <AddMenu report={report} onAdd={add} />
        <Button size="xs" color="amber" loading={saving.busy} disabled={!changed} onClick={() => void save()}>
          {t("save")}
        </Button>
      </header>
      {restored !== null && (
        <div className={classes.banner} role="status">
          <span>{t("restored", { when: dateTime(new Date(restored.at).toISOString(), locale) })}</span>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              dispatch({ do: "replaceReport", with: { by: toEditor(start) } });
              saving.settle({ project: stored.project, report: start, etag: stored.etag });
              setRestored(null);
            }}
          >
            {t("discardDraft")}
          </Button>
        </div>
      )}
      {complaint !== null && <ErrorNote>{complaint}</ErrorNote>}
      <ErrorNote error={saving.error} />
      <TabsBar report={report} current={tab?.id ?? ""} onOpen={setTabId} dispatch={dispatch} />
      <ReportFilters document={document} report={report} dispatch={dispatch} locale={locale} />
      <div className={classes.work}>
        <div className={classes.room}>
          {tab === undefined || tab.tiles.length === 0 ? (
            <EmptyState title={t("empty")} text={t("emptyText")} action={<AddMenu primary report={report} onAdd={add} />} />
          ) : (
            <Grid
              key={tab.id}
              report={report}
              tab={tab}
              document={document}
              selected={selected}
              scheme={scheme}
              locale={locale}
              onSelect={setSelected}
              dispatch={dispatch}
            />
          )}
        </div>
        {tile !== undefined && (
          <Inspector
            key={tile.id}
            tile={tile}
            document={document}
            locale={locale}
            onClose={() => setSelected(null)}
            onTitle={(title) => dispatch({ do: "editTile", with: { id: tile.id, title }, merge: `title:${tile.id}` })}
            onContent={(content, merge) =>
              dispatch({
                do: "editTile",
                with: { id: tile.id, content },
                ...(merge !== undefined && { merge: `${merge}:${tile.id}` }),
              })
            }
          />
        )}
      </div>
      {modelOpen && (
        <Suspense fallback={null}>
          <OwnModel
            document={document}
            stored={{ project: saving.base.project, etag: saving.base.etag }}
            connection={tile !== undefined && "connection" in tile.content ? tile.content.connection : null}
            onStored={(next) => saving.settle({ project: next.project, report: saving.base.report, etag: next.etag })}
            onClose={() => setModelOpen(false)}
          />
        </Suspense>
      )}
      {saving.clash !== null && (
        <ClashDialog
          base={saving.base.report}
          mine={saved}
          clash={saving.clash}
          busy={saving.busy}
          onCancel={() => saving.settle(null)}
          onTakeTheirs={(theirs, next) => {
            dispatch({ do: "replaceReport", with: { by: toEditor(theirs) } });
            saving.settle(next);
            toastDone(t("tookTheirs"));
          }}
          onSave={async (result, next, message) => {
            dispatch({ do: "replaceReport", with: { by: toEditor(result) } });
            if (await saving.save(result, next)) afterSave(message);
          }}
        />
      )}
    </div>
  );
}

interface AddProps {
  report: EditorReport;
  onAdd: (content: Content, title: string) => void;
  primary?: boolean;
}

function AddMenu({ report, onAdd, primary = false }: AddProps) {
  const { data: connections } = useQuery(queryableConnections);
  const query = connections?.filter((one) => one.can.includes("query")) ?? [];
  const sql = connections?.filter((one) => one.can.includes("sql")) ?? [];
  // A report mostly asks one place: the next tile starts where the last one did.
  const last = report.tabs.flatMap((tab) => tab.tiles).findLast((tile) => tile.content.kind === "topic")?.content;
  const before = last?.kind === "topic" ? last : null;
  const only = (list: { id: string }[]): string | null =>
    list.some((one) => one.id === before?.connection)
      ? (before?.connection ?? null)
      : list.length === 1
        ? (list[0]?.id ?? null)
        : null;
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button size="xs" {...(primary ? { color: "amber" } : { variant: "default" })} leftSection={<Plus size={14} aria-hidden />}>
          {t("addTile")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {query.length > 0 && (
          <Menu.Item
            leftSection={<ChartColumn size={16} aria-hidden />}
            onClick={() =>
              onAdd(
                {
                  kind: "topic",
                  connection: only(query),
                  topic: only(query) === before?.connection ? (before?.topic ?? null) : null,
                  fields: [],
                  filters: [],
                  sorts: [],
                  limit: null,
                  chart: { kind: "table" },
                  proposed: true,
                },
                t("newChart"),
              )
            }
          >
            <Two title={t("addTopic")} hint={t("addTopicHint")} />
          </Menu.Item>
        )}
        {sql.length > 0 && (
          <Menu.Item
            leftSection={<Code size={16} aria-hidden />}
            onClick={() =>
              onAdd({ kind: "sql", connection: only(sql), sql: "", chart: { kind: "table" }, proposed: true }, t("newSql"))
            }
          >
            <Two title={t("addSql")} hint={t("addSqlHint")} />
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Type size={16} aria-hidden />} onClick={() => onAdd({ kind: "text", markdown: "" }, "")}>
          <Two title={t("addText")} hint={t("addTextHint")} />
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Two({ title, hint }: { title: string; hint: string }) {
  return (
    <span className={classes.two}>
      <span>{title}</span>
      <small>{hint}</small>
    </span>
  );
}
