import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import classes from "./Note.module.css";
import { errorText } from "./toast";

/** An error beside what it is about; read out at once. Renders nothing without one. */
export function ErrorNote({ error, children }: { error?: unknown; children?: ReactNode }) {
  if (!error && !children) return null;
  return (
    <div role="alert" className={classes.danger}>
      <CircleAlert size={16} aria-hidden className={classes.icon} />
      <div>{children ?? errorText(error)}</div>
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
