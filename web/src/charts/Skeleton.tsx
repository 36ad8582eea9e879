import type { ChartKind } from "../lib/wire";
import classes from "./charts.module.css";

const HEIGHTS = [38, 62, 48, 80, 55, 92, 70, 44, 66, 84, 58, 74];

/** Holds the place of what is coming in about its shape. */
export function Skeleton({ kind, label }: { kind: ChartKind; label: string }) {
  return (
    <div className={classes.skeleton} data-kind={kind} role="img" aria-label={label}>
      {kind === "kpi" ? (
        <i className={classes.boneNumber} />
      ) : kind === "table" ? (
        Array.from({ length: 8 }, (_, at) => <i key={at} className={classes.boneRow} />)
      ) : kind === "pie" ? (
        <i className={classes.boneRing} />
      ) : (
        HEIGHTS.map((height, at) => <i key={at} className={classes.boneBar} style={{ height: `${height}%` }} />)
      )}
    </div>
  );
}
