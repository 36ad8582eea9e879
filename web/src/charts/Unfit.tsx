import classes from "./charts.module.css";
import { t } from "./messages";

/** Said in place of a chart whose columns cannot be drawn that way. */
export function Unfit() {
  return (
    <div className={classes.notice} role="note">
      <strong>{t("unfit")}</strong>
      <span>{t("unfitHint")}</span>
    </div>
  );
}

export function Empty() {
  return (
    <div className={classes.notice} role="note">
      <strong>{t("empty")}</strong>
      <span>{t("emptyHint")}</span>
    </div>
  );
}
