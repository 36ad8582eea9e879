import { ActionIcon, Button, useComputedColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Minimize2, Pencil, Presentation, RefreshCw, X } from "lucide-react";
import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { ApiError } from "../../api/errors";
import { saveDownload, type ReportSource } from "../../api/reports";
import type { Scheme } from "../../charts/palette";
import type { Mark } from "../../charts/shape";
import { dateTime, preciseTime } from "../../lib/dates";
import type { Filter, ReportView, ViewTile } from "../../lib/wire";
import { paths } from "../../paths";
import { EmptyState } from "../../ui/EmptyState";
import { Tip } from "../../ui/Tip";
import { errorText, toastError } from "../../ui/toast";
import { FilterBar } from "./FilterBar";
import { effectiveFilters, filtersOfTile, heldMarks, knownFields, toggleMarks, withCondition, type CrossFilter } from "./filters";
import { t } from "./messages";
import classes from "./report.module.css";
import { TabStrip } from "./TabStrip";
import { TileCard } from "./TileCard";
import { useAddress } from "./useAddress";
import { useTabStatus, useTiles } from "./useTiles";

interface Props {
  source: ReportSource;
  view: ReportView;
  onGone: (error: ApiError) => void;
  /** Reads the report itself again: it may have been changed or taken away. */
  onReread: () => void;
  /** Further buttons of the toolbar, put together by the app (sharing). */
  actions?: ReactNode;
  /** The other reports of the document, if any. */
  siblings?: ReactNode;
  /** The mark of a tile that somebody who can open the report cannot see. */
  warningOf?: (tile: ViewTile) => ReactNode;
}

const NO_MARKS: readonly Mark[] = [];

/** A report on screen; the same for people who are signed in and for holders of a link. */
export function ReportScreen({ source, view, onGone, onReread, actions, siblings, warningOf }: Props) {
  const { state, ignored: unread, change } = useAddress();
  const fields = useMemo(() => knownFields(view), [view]);
  const effective = useMemo(() => effectiveFilters(view, fields, state.filters), [view, fields, state.filters]);
  const tab = view.tabs.find((one) => one.name === state.tab || one.id === state.tab) ?? view.tabs[0];
  const [clicked, setClicked] = useState<CrossFilter | null>(null);
  // A cross-filter ends with its filters, however they went.
  const cross = useMemo(() => {
    const held = clicked?.fields.filter((field) => effective.filters.some((filter) => filter.field === field)) ?? [];
    return clicked === null || held.length === 0 ? null : { tile: clicked.tile, fields: held };
  }, [clicked, effective.filters]);
  const { store, refresh } = useTiles({ source, view, tab, filters: effective.filters, cross, onGone });
  const status = useTabStatus(store, tab);
  const scheme = useScheme(state.theme);
  const locale = state.locale ?? navigator.language;
  const [presenting, setPresenting] = usePresenting();
  const ignored = [
    ...unread,
    ...effective.ignored,
    ...(state.tab !== null && tab?.name !== state.tab && tab?.id !== state.tab ? [`tab=${state.tab}`] : []),
  ];

  const setCondition = useCallback(
    (field: string, condition: Pick<Filter, "op" | "values"> | null) =>
      change({ filters: withCondition(state.filters, field, condition) }),
    [change, state.filters],
  );
  const onMark = useCallback(
    (tile: string, marks: Mark[], more: boolean) => {
      const known = marks.filter((mark) => fields.has(mark.column.toLowerCase()));
      if (known.length === 0) return;
      setClicked({ tile, fields: known.map((mark) => mark.column) });
      change({ filters: toggleMarks(state.filters, known, more) });
    },
    [change, fields, state.filters],
  );
  const selected = useMemo(
    () => (cross === null ? NO_MARKS : heldMarks(effective.filters, cross.fields)),
    [cross, effective.filters],
  );
  const onDownload = useCallback(
    async (tile: ViewTile) => {
      try {
        const answer = await source.download(tile.id, filtersOfTile(effective.filters, tile, cross));
        await saveDownload(answer, `${tile.title || view.name}.csv`);
      } catch (error) {
        toastError(new Error(t("downloadFailed", { reason: errorText(error) })));
        if (isRefusal(error)) onReread();
      }
    },
    [source, effective.filters, cross, view.name, onReread],
  );

  // Any refused request may mean that the whole report has been taken away: then it must not stay on screen.
  const rereadIfRefused = (error: unknown): never => {
    if (isRefusal(error)) onReread();
    throw error;
  };
  const editing =
    view.document !== null && view.can.includes("edit")
      ? paths.editReport(view.document.identifier ?? view.document.id, view.id)
      : null;
  const tiles = useMemo(() => inReadingOrder(tab?.tiles ?? []), [tab]);
  const showTabs = state.tabs && view.tabs.length > 1;
  return (
    <article className={classes.report} data-presenting={presenting || undefined} aria-label={view.name}>
      <title>{`${view.name} · Lucarne`}</title>
      {state.toolbar && (
        <header className={classes.head} role="presentation">
          <div className={classes.names}>
            <h1 className={classes.name}>{view.name}</h1>
            {siblings}
          </div>
          <div className={classes.toolbar} role="group" aria-label={t("toolbar")}>
            {status.asOf !== null && (
              <Tip text={dateTime(new Date(status.asOf).toISOString(), locale)}>
                <span className={classes.asOf}>{t("asOf", { time: clock(status.asOf, locale) })}</span>
              </Tip>
            )}
            <Tip text={t("refreshHint")}>
              <ActionIcon
                variant="subtle"
                aria-label={t("refresh")}
                loading={status.loading > 0}
                onClick={() => (onReread(), refresh())}
              >
                <RefreshCw size={16} aria-hidden />
              </ActionIcon>
            </Tip>
            <Tip text={presenting ? t("leavePresent") : t("present")}>
              <ActionIcon
                variant="subtle"
                aria-label={presenting ? t("leavePresent") : t("present")}
                aria-pressed={presenting}
                onClick={() => setPresenting(!presenting)}
              >
                {presenting ? <Minimize2 size={16} aria-hidden /> : <Presentation size={16} aria-hidden />}
              </ActionIcon>
            </Tip>
            {!presenting && editing !== null && (
              <Button size="xs" variant="default" component={Link} to={editing} leftSection={<Pencil size={14} aria-hidden />}>
                {t("edit")}
              </Button>
            )}
            {!presenting && actions}
          </div>
        </header>
      )}
      {showTabs && (
        <TabStrip
          tabs={view.tabs}
          current={tab?.id ?? ""}
          onOpen={(next) => change({ tab: next.name })}
        />
      )}
      {state.filterBar && !status.unassigned && (
        <FilterBar
          bar={view.filters}
          fields={fields}
          filters={effective.filters}
          loose={effective.loose}
          changed={effective.changed}
          locale={locale}
          suggest={(field) => (search, signal) =>
            source
              .suggest({ field, ...(search && { search }), filters: effective.filters, limit: 50 }, signal)
              .catch(rereadIfRefused)
          }
          onChange={setCondition}
          onReset={() => change({ filters: [] })}
        />
      )}
      <Ignored what={ignored} />
      <p className="visually-hidden" role="status">
        {status.loading > 0 ? t("loadingTiles", { count: status.loading }) : t("allLoaded")}
      </p>
      <div id="report-tiles" className={classes.room} {...(showTabs && { role: "tabpanel", "aria-label": tab?.name })}>
        {tiles.length === 0 ? (
          <EmptyState
            title={t("noTiles")}
            text={t("noTilesText")}
            action={
              editing !== null && (
                <Button color="amber" component={Link} to={editing}>
                  {t("addTiles")}
                </Button>
              )
            }
          />
        ) : status.unassigned ? (
          <EmptyState title={t("unassigned")} text={t(view.document === null ? "unassignedGuest" : "unassignedText")} />
        ) : (
          <div className={classes.grid}>
            {tiles.map((tile) => (
              <TileCard
                key={tile.id}
                tile={tile}
                store={store}
                scheme={scheme}
                locale={locale}
                selected={cross?.tile === tile.id ? selected : NO_MARKS}
                warning={warningOf?.(tile)}
                canDownload={view.can.includes("download")}
                onMark={onMark}
                onRefresh={refresh}
                onDownload={onDownload}
              />
            ))}
          </div>
        )}
      </div>
    </article>
  );
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && [401, 403, 404].includes(error.status);
}

function Ignored({ what }: { what: string[] }) {
  const text = what.join(", ");
  const [dismissed, setDismissed] = useState("");
  if (text === "" || dismissed === text) return null;
  return (
    <div className={classes.ignored} role="status">
      <span>{t("ignored", { what: text })}</span>
      <ActionIcon size={24} variant="subtle" aria-label={t("dismiss")} onClick={() => setDismissed(text)}>
        <X size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}

/** From top to bottom and left to right, also for the keyboard and in one column. */
function inReadingOrder(tiles: readonly ViewTile[]): ViewTile[] {
  return [...tiles].sort((a, b) => a.layout.y - b.layout.y || a.layout.x - b.layout.x);
}

function clock(at: number, locale: string): string {
  const today = new Date().toDateString() === new Date(at).toDateString();
  const iso = new Date(at).toISOString();
  return today ? new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(at) : preciseTime(iso, locale);
}

/** The address may choose light or dark for this report alone; the reader's own choice comes back on leaving. */
function useScheme(wanted: "light" | "dark" | null): Scheme {
  const own = useComputedColorScheme("light", { getInitialValueInEffect: false });
  useEffect(() => {
    if (wanted === null) return;
    const root = document.documentElement;
    const before = root.getAttribute("data-mantine-color-scheme");
    root.setAttribute("data-mantine-color-scheme", wanted);
    return () => {
      if (before !== null) root.setAttribute("data-mantine-color-scheme", before);
    };
  }, [wanted, own]);
  return wanted ?? own;
}

/** Presentation fills the screen where the browser lets it, and the window where not; Escape leaves it. */
function usePresenting(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const followBrowser = (): void => {
      if (document.fullscreenElement === null) setOn(false);
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented) setOn(false);
    };
    document.addEventListener("fullscreenchange", followBrowser);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("fullscreenchange", followBrowser);
      document.removeEventListener("keydown", escape);
    };
  }, []);
  return [
    on,
    (next) => {
      setOn(next);
      if (next) void document.documentElement.requestFullscreen?.().catch(() => undefined);
      else if (document.fullscreenElement !== null) void document.exitFullscreen();
    },
  ];
}
