import { Button } from "@mantine/core";
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

/** Said in place of a chart when what draws it did not arrive. Its numbers are there in words. */
export function Missing({ onAgain }: { onAgain: () => void }) {
  return (
    <div className={classes.notice} role="note">
      <strong>{t("missing")}</strong>
      <span>{t("missingHint")}</span>
      <Button size="compact-sm" variant="default" onClick={onAgain}>
        {t("again")}
      </Button>
    </div>
  );
}
