import { Loader } from "@mantine/core";
import classes from "./ErrorPage.module.css";
import { t } from "./messages";

/** Shown while a page's code and first data are on their way. */
export function PagePending() {
  return (
    <div className={classes.pending} role="status" aria-label={t("loading")}>
      <Loader size="sm" type="dots" color="slate" />
    </div>
  );
}
