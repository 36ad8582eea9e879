import { Loader } from "@mantine/core";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import type { Diagnostic } from "@/api/types";
import classes from "./Diagnostics.module.css";
import { t } from "./messages";

interface Props {
  diagnostics: Diagnostic[];
  checking: boolean;
  onOpen: (diagnostic: Diagnostic) => void;
}

/** All faults of the model; each leads to its place. */
export function Diagnostics({ diagnostics, checking, onOpen }: Props) {
  return (
    <section className={classes.root} aria-label={t("diagnostics")}>
      <p className={classes.head} role="status">
        {checking ? (
          <>
            <Loader size={12} /> {t("diagnosticsChecking")}
          </>
        ) : diagnostics.length === 0 ? (
          <>
            <CircleCheck size={14} aria-hidden className={classes.good} /> {t("diagnosticsNone")}
          </>
        ) : (
          t("diagnosticsCount", { count: diagnostics.length })
        )}
      </p>
      {diagnostics.length > 0 && (
        <ul className={classes.list}>
          {diagnostics.map((one, at) => (
            <li key={at}>
              <button type="button" className={classes.row} onClick={() => onOpen(one)}>
                {one.severity === "error" ? (
                  <CircleAlert size={14} className={classes.error} role="img" aria-label={t("error")} />
                ) : (
                  <TriangleAlert size={14} className={classes.warning} role="img" aria-label={t("warning")} />
                )}
                <span className={classes.message}>
                  {one.message}
                  {one.hint && <span className={classes.hint}> {one.hint}</span>}
                </span>
                <span className={classes.where}>{t("where", { file: one.file, line: one.line, column: one.column })}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
