import type { ReactNode } from "react";
import classes from "./EmptyState.module.css";

interface Props {
  icon?: ReactNode;
  title: string;
  /** What would be here. */
  text: ReactNode;
  /** The one next step. */
  action?: ReactNode;
}

/** Stands where content would be: says what would be here and offers the one next step. */
export function EmptyState({ icon, title, text, action }: Props) {
  return (
    <div className={classes.root}>
      {icon && (
        <div className={classes.icon} aria-hidden>
          {icon}
        </div>
      )}
      <p className={classes.title}>{title}</p>
      <p className={classes.text}>{text}</p>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
