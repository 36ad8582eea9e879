import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ApiError } from "../../api/errors";
import { paths } from "../../paths";
import { CodeText } from "../../ui/CodeText";
import { t } from "./messages";
import classes from "./report.module.css";

/** A page that stands where a report would be, and what to do next. */
export function Notice({
  title,
  text,
  hint,
  children,
}: {
  title: string;
  text: string;
  hint?: string | null;
  children?: ReactNode;
}) {
  return (
    <section className={classes.notice} aria-labelledby="report-notice" role="alert">
      <h1 id="report-notice">{title}</h1>
      <p>
        <CodeText text={text} />
      </p>
      {hint && (
        <p>
          <CodeText text={hint} />
        </p>
      )}
      {children && <div className={classes.noticeActions}>{children}</div>}
    </section>
  );
}

interface Props {
  error: unknown;
  /** Holders of a link are told nothing about what is behind it. */
  guest: boolean;
  /** The report was on screen before. */
  wasOpen: boolean;
  onAgain: () => void;
}

/** The server's refusal of the whole report. "Not there" and "not for you" look the same. */
export function Refusal({ error, guest, wasOpen, onAgain }: Props) {
  const status = error instanceof ApiError ? error.status : -1;
  if (guest && (status === 404 || status === 403)) return <Notice title={t("linkGoneTitle")} text={t("linkGoneText")} />;
  if (status === 401) {
    const next = window.location.pathname + window.location.hash;
    return (
      <Notice title={t("signedOutTitle")} text={t("signedOutText")}>
        <Button color="amber" component={Link} to={paths.signIn(next)}>
          {t("signIn")}
        </Button>
      </Notice>
    );
  }
  const home = (
    <Button variant="default" component={Link} to={paths.home()}>
      {t("home")}
    </Button>
  );
  if ((status === 403 || status === 404) && wasOpen) {
    return (
      <Notice title={t("goneTitle")} text={t("goneText")}>
        {home}
      </Notice>
    );
  }
  if (status === 404) {
    return (
      <Notice title={t("notFoundTitle")} text={t("notFoundText")}>
        {home}
      </Notice>
    );
  }
  const problem = error instanceof ApiError ? error.problem : null;
  if (status === 403) {
    return (
      <Notice title={t("forbiddenTitle")} text={problem?.detail ?? ""} hint={problem?.hint}>
        {home}
      </Notice>
    );
  }
  return (
    <Notice
      title={t("errorTitle")}
      text={problem?.detail || (status === 0 ? t("offlineDetail") : t("errorText"))}
      hint={problem?.hint}
    >
      <Button color="amber" onClick={onAgain}>
        {t("again")}
      </Button>
    </Notice>
  );
}
