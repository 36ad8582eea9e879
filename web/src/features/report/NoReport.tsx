import { Anchor, Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { loadProject, saveProject } from "../../api/reports";
import type { Document } from "../../api/types";
import { newId } from "../../lib/ids";
import { paths } from "../../paths";
import { EmptyState } from "../../ui/EmptyState";
import { toastError } from "../../ui/toast";
import { t } from "./messages";
import classes from "./report.module.css";

/** A new document: the one next step is a report in it. */
export function NoReport({ document }: { document: Document }) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const id = document.identifier ?? document.id;
  const create = async (): Promise<void> => {
    setBusy(true);
    try {
      const { project, etag } = await loadProject(document.id);
      const report = {
        id: newId("rep"),
        name: document.name || t("firstReport"),
        tabs: [{ id: newId("tab"), name: t("firstTab"), tiles: [] }],
        filters: [],
      };
      await saveProject(document.id, { ...project, reports: [...project.reports, report] }, etag);
      await navigate({ href: paths.editReport(id, report.id) });
    } catch (error) {
      setBusy(false);
      toastError(error);
    }
  };
  return (
    <div className={classes.report}>
      <title>{`${document.name} · Lucarne`}</title>
      <h1 className={classes.name}>{document.name}</h1>
      <EmptyState
        title={t("noReports")}
        text={t("noReportsText")}
        action={
          document.can.includes("edit") ? (
            <Button color="amber" loading={busy} onClick={() => void create()}>
              {t("newReport")}
            </Button>
          ) : (
            <Anchor component={Link} to={paths.home()}>
              {t("home")}
            </Anchor>
          )
        }
      />
    </div>
  );
}
