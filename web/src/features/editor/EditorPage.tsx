import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { ApiError } from "../../api/errors";
import { loadProject } from "../../api/reports";
import { meQuery } from "../../api/session";
import { EmptyState } from "../../ui/EmptyState";
import { errorText } from "../../ui/toast";
import { paths } from "../../paths";
import { normal } from "./convert";
import { draftKey } from "./draft";
import { Editor } from "./Editor";
import { t } from "./messages";
import classes from "./editor.module.css";

/** `/d/<doc>/reports/<report>/edit`. What is fetched is fixed while one edits: newer versions come through saving. */
export function EditorPage({ document, report }: { document: string; report: string }) {
  const me = useQueryClient().getQueryData(meQuery.queryKey);
  const { data, error, refetch } = useQuery({
    queryKey: ["project", document, report],
    queryFn: ({ signal }) => loadProject(document, signal),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const found = useMemo(() => {
    const one = data?.project.reports.find((candidate) => candidate.id === report);
    return one && normal(one);
  }, [data, report]);
  if (error !== null || (data !== undefined && found === undefined)) {
    const status = error instanceof ApiError ? error.status : 404;
    const hidden = status === 404 || status === 403;
    return (
      <div className={classes.notice}>
        <EmptyState
          title={status === 403 ? t("notAllowed") : hidden ? t("notFound") : t("loadFailed")}
          text={hidden ? t("notFoundText") : errorText(error)}
          action={
            hidden ? (
              <Button variant="default" component={Link} to={paths.home()}>
                {t("home")}
              </Button>
            ) : (
              <Button color="amber" onClick={() => void refetch()}>
                {t("again")}
              </Button>
            )
          }
        />
      </div>
    );
  }
  if (data === undefined || found === undefined) return <div className={classes.editor} aria-busy="true" />;
  return (
    <Editor key={data.etag} document={document} stored={data} start={found} draftName={draftKey(me?.id ?? "", document, report)} />
  );
}
