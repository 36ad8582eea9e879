import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { CodeText } from "./CodeText";
import { t } from "./messages";
import classes from "./Note.module.css";
import { errorText } from "./toast";

/** An error beside what it is about; read out at once. Renders nothing without one; `onAgain` offers to try again. */
export function ErrorNote({ error, children, onAgain }: { error?: unknown; children?: ReactNode; onAgain?: () => void }) {
  if (!error && !children) return null;
  return (
    <div role="alert" className={classes.danger}>
      <CircleAlert size={16} aria-hidden className={classes.icon} />
      <div>
        {children ?? <CodeText text={errorText(error)} />}
        {onAgain && (
          <button type="button" className={classes.again} onClick={onAgain}>
            {t("again")}
          </button>
        )}
      </div>
    </div>
  );
}

/** A remark that needs attention but is no error. */
export function WarnNote({ children }: { children: ReactNode }) {
  return (
    <div className={classes.warn}>
      <CircleAlert size={16} aria-hidden className={classes.icon} />
      <div>{children}</div>
    </div>
  );
}
