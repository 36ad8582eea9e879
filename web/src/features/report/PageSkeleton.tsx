import { Skeleton } from "../../charts/Skeleton";
import { t } from "./messages";
import classes from "./report.module.css";

/** What stands there before the report's own layout is known. */
export function PageSkeleton() {
  return (
    <div className={classes.report} role="status" aria-label={t("loading")}>
      <div className={classes.head}>
        <i className={classes.boneTitle} />
      </div>
      <div className={classes.grid} aria-hidden="true">
        {[3, 3, 3, 3].map((w, at) => (
          <div key={at} className={classes.tile} style={{ "--x": at * 3 + 1, "--y": 1, "--w": w, "--h": 3 } as React.CSSProperties}>
            <Skeleton kind="kpi" label="" />
          </div>
        ))}
      </div>
    </div>
  );
}
