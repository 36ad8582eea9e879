import { lazy, Suspense } from "react";
import { ApiError } from "../../api/errors";
import { Skeleton } from "../../charts/Skeleton";
import { TileProblem } from "../../charts/TileProblem";
import { Visual } from "../../charts/Visual";
import type { Scheme } from "../../charts/palette";
import classes from "./editor.module.css";
import { t } from "./messages";
import { unfinished, type EditorTile } from "./model";
import { usePreview } from "./usePreview";

const Markdown = lazy(() => import("../../ui/Markdown").then((module) => ({ default: module.Markdown })));

interface Props {
  tile: EditorTile;
  document: string;
  scheme: Scheme;
  locale: string;
}

/** The tile as readers will see it, under the author's own rows. */
export function TilePreview({ tile, document, scheme, locale }: Props) {
  const { content } = tile;
  const { data, error, isFetching, refetch } = usePreview(tile, document);
  if (content.kind === "text") {
    return (
      <Suspense fallback={null}>
        <Markdown text={content.markdown} level={3} />
      </Suspense>
    );
  }
  if (unfinished(tile) !== null) return <p className={classes.pending}>{t("pending")}</p>;
  if (error !== null && !isFetching) {
    const problem = error instanceof ApiError ? error.problem : { title: "", status: 0, code: "", detail: error.message };
    return <TileProblem problem={problem} low={content.chart.kind === "kpi"} onAgain={() => void refetch()} />;
  }
  if (data === undefined) return <Skeleton kind={content.chart.kind} label={t("preview", { title: tile.title })} />;
  return (
    <div className={classes.visual} data-stale={isFetching || undefined}>
      <Visual chart={content.chart} frame={data} title={tile.title} scheme={scheme} locale={locale} />
    </div>
  );
}
