import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { ApiError } from "@/api/errors";
import { meQuery } from "@/api/session";
import { paths } from "@/paths";
import classes from "./ErrorPage.module.css";
import { t } from "./messages";

/** The page for an error that a page could not handle itself; says what to do next. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />;
  const { title, text, code } = words(error);
  return (
    <Notice title={title} text={text} code={code}>
      <Button
        color="amber"
        onClick={() => {
          reset();
          void router.invalidate();
        }}
      >
        {t("again")}
      </Button>
      <Button component={Link} to={paths.home()} variant="subtle">
        {t("home")}
      </Button>
    </Notice>
  );
}

/** One page for "not there" and "not for you": the two look the same on purpose. */
export function NotFoundPage() {
  const me = useQueryClient().getQueryData(meQuery.queryKey);
  return (
    <Notice title={t("notFoundTitle")} text={t("notFoundText")} code={me ? t("notFoundAccount", { email: me.email }) : null}>
      <Button component={Link} to={paths.home()} color="amber">
        {t("home")}
      </Button>
    </Notice>
  );
}

/** The same where no frame stands around it. */
export function NowherePage() {
  return (
    <main>
      <NotFoundPage />
    </main>
  );
}

function Notice(props: { title: string; text: string; code: string | null; children: React.ReactNode }) {
  return (
    <section className={classes.notice} aria-labelledby="notice-title">
      <h1 id="notice-title">{props.title}</h1>
      <p>{props.text}</p>
      {props.code && <code>{props.code}</code>}
      <div className={classes.actions}>{props.children}</div>
    </section>
  );
}

function words(error: unknown): { title: string; text: string; code: string | null } {
  if (error instanceof ApiError) {
    if (error.status === 0) return { title: t("offlineTitle"), text: t("offlineText"), code: null };
    const hint = [error.message, error.hint].filter(Boolean).join(" ");
    const code = error.problem.request_id ? t("requestId", { id: error.problem.request_id }) : null;
    if (error.status === 403) return { title: t("refusedTitle"), text: hint || t("refusedText"), code: null };
    if (error.status < 500) return { title: t("errorTitle"), text: hint || t("errorText"), code };
    return { title: t("errorTitle"), text: t("errorText"), code };
  }
  return { title: t("errorTitle"), text: t("errorText"), code: null };
}
