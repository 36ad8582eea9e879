import { around, lineDiff } from "../lib/lineDiff";
import classes from "./FileChanges.module.css";
import { t } from "./messages";

export interface FileChange {
  name: string;
  before: string | null;
  after: string;
}

const MARKS = { same: " ", added: "+", removed: "−" } as const;

/** What becomes of files, line by line, with a little around each change. */
export function FileChanges({ files }: { files: readonly FileChange[] }) {
  return (
    <>
      {files.map((file) => (
        <section key={file.name} className={classes.file} aria-label={file.name}>
          <h3 className={classes.name}>
            {file.name}
            {file.before === null && <span className={classes.note}>{t("newFile")}</span>}
          </h3>
          <pre className={classes.lines} tabIndex={0}>
            {around(lineDiff(file.before ?? "", file.after)).map((line, at) =>
              line === null ? (
                <span key={at} className={classes.gap}>
                  {"⋯\n"}
                </span>
              ) : (
                <span key={at} data-kind={line.kind}>{`${MARKS[line.kind]} ${line.text}\n`}</span>
              ),
            )}
          </pre>
        </section>
      ))}
    </>
  );
}
