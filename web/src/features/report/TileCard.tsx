import { ActionIcon, Loader } from "@mantine/core";
import { Ellipsis } from "lucide-react";
import { lazy, memo, Suspense, useEffect, useId, useState, type ReactNode } from "react";
import { Skeleton } from "../../charts/Skeleton";
import { TileProblem } from "../../charts/TileProblem";
import { preload, Visual } from "../../charts/Visual";
import type { Scheme } from "../../charts/palette";
import type { Mark } from "../../charts/shape";
import type { Chart, ViewTile } from "../../lib/wire";
import { relativeTime } from "../../lib/dates";
import { LazyMenu } from "../../ui/LazyMenu";
import { t } from "./messages";
import classes from "./report.module.css";
import type { TileState, TileStore } from "./tileStore";
import { useTile } from "./useTiles";

const loadItems = () => import("./TileItems");
const TileItems = lazy(() => loadItems().then((module) => ({ default: module.TileItems })));
const Dialog = lazy(() => import("../../ui/Dialog").then((module) => ({ default: module.Dialog })));
const Markdown = lazy(() => import("../../ui/Markdown").then((module) => ({ default: module.Markdown })));

interface Props {
  tile: ViewTile;
  store: TileStore;
  scheme: Scheme;
  locale: string;
  selected: readonly Mark[];
  canDownload: boolean;
  /** The mark of a tile that others cannot see, if any. */
  warning?: ReactNode;
  onMark: (tile: string, marks: Mark[], more: boolean) => void;
  onRefresh: (tile: string) => void;
  onDownload: (tile: ViewTile) => Promise<void>;
}

/** One tile in its place: the frame is there at once and keeps its size; what is in it arrives. */
export const TileCard = memo(function TileCard(props: Props) {
  const { tile, store, scheme, locale, canDownload, onMark, onRefresh, onDownload } = props;
  const state = useTile(store, tile.id);
  const heading = useId();
  const kind = tile.kind === "text" ? null : (tile.chart?.kind ?? "table");
  // The drawing code travels together with the rows, not after them.
  useEffect(() => {
    if (kind !== null) preload(kind);
  }, [kind]);
  const [asTable, setAsTable] = useState(false);
  const [large, setLarge] = useState(false);
  const [saving, setSaving] = useState(false);
  const place = {
    "--x": tile.layout.x + 1,
    "--y": tile.layout.y + 1,
    "--w": tile.layout.w,
    "--h": tile.layout.h,
  } as React.CSSProperties;

  if (tile.kind === "text") {
    return (
      <section className={classes.text} style={place} aria-labelledby={tile.title ? heading : undefined}>
        {tile.title && (
          <h2 id={heading} className={classes.textTitle}>
            {tile.title}
          </h2>
        )}
        <Suspense fallback={null}>
          <Markdown text={tile.markdown ?? ""} level={tile.title ? 3 : 2} />
        </Suspense>
      </section>
    );
  }

  const chart: Chart = tile.chart ?? { kind: "table" };
  const pictured = chart.kind !== "table";
  const download = async (): Promise<void> => {
    setSaving(true);
    await onDownload(tile);
    setSaving(false);
  };
  return (
    <section
      className={classes.tile}
      style={place}
      aria-labelledby={heading}
      aria-busy={state.busy}
      data-kind={chart.kind}
      data-tile={tile.id}
    >
      <header className={classes.tileHead}>
        <h2 id={heading} className={classes.tileTitle} title={tile.title}>
          {tile.title}
        </h2>
        {props.warning}
        {saving && <Loader size={14} aria-label={t("downloading")} />}
        <LazyMenu
          width={210}
          warm={loadItems}
          button={(button) => (
            <ActionIcon {...button} variant="subtle" size={24} className={classes.tileMenu} aria-label={t("tileMenu", { title: tile.title })}>
              <Ellipsis size={16} aria-hidden />
            </ActionIcon>
          )}
        >
          <TileItems
            asTable={pictured ? asTable : null}
            download={canDownload ? { ready: state.phase !== "failed" && !saving, run: () => void download() } : null}
            onTable={() => setAsTable(!asTable)}
            onLarge={() => setLarge(true)}
            onRefresh={() => onRefresh(tile.id)}
          />
        </LazyMenu>
      </header>
      <Body {...props} state={state} chart={chart} asTable={asTable} scheme={scheme} locale={locale} onMark={onMark} />
      {large && (
        <Suspense fallback={null}>
          <Dialog opened onClose={() => setLarge(false)} title={tile.title} size="calc(100vw - 48px)">
            <div className={classes.large}>
              <Body {...props} state={state} chart={chart} asTable={asTable} scheme={scheme} locale={locale} onMark={onMark} />
            </div>
          </Dialog>
        </Suspense>
      )}
    </section>
  );
});

function Body(props: Props & { state: TileState; chart: Chart; asTable: boolean }) {
  const { tile, state, chart, asTable, scheme, locale, selected, onMark, onRefresh } = props;
  if (state.phase === "failed" && state.problem !== null) {
    return <TileProblem problem={state.problem} low={chart.kind === "kpi"} onAgain={() => onRefresh(tile.id)} />;
  }
  if (state.frame === null) return <Skeleton kind={chart.kind} label={t("tileLoading", { title: tile.title })} />;
  return (
    <>
      <div className={classes.body} data-stale={state.busy || undefined}>
        <Visual
          chart={chart}
          frame={state.frame}
          title={tile.title}
          scheme={scheme}
          locale={locale}
          asTable={asTable}
          selected={selected}
          onMark={tile.kind === "query" ? (marks, more) => onMark(tile.id, marks, more) : undefined}
        />
      </div>
      {state.busy && <div className={classes.progress} role="presentation" />}
      {state.truncated && (
        <p className={classes.note}>{t("truncated", { rows: new Intl.NumberFormat(locale).format(state.frame.rows) })}</p>
      )}
      {state.cachedAt !== null && Date.now() - Date.parse(state.cachedAt) > 60_000 && chart.kind !== "kpi" && (
        <p className={classes.note}>{t("cached", { age: relativeTime(state.cachedAt, Date.now(), locale) })}</p>
      )}
    </>
  );
}
