import type { ReactNode } from "react";
import classes from "./Tip.module.css";

/** A word under a control while somebody points at it or has it in focus. The control has a name of its own: this is for the eye. */
export function Tip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <span className={classes.root} data-tip={text}>
      {children}
    </span>
  );
}
