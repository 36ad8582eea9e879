import type { ReactNode } from "react";
import { useEffect } from "react";
import { Mark } from "@/ui/Mark";
import classes from "./Entrance.module.css";

/** What stands around sign-in and set-up. */
export function Entrance({ title, documentTitle, children }: { title: string; documentTitle: string; children: ReactNode }) {
  useEffect(() => {
    document.title = documentTitle;
  }, [documentTitle]);
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.brand}>
          <Mark size={36} />
        </div>
        <h1 className={classes.title}>{title}</h1>
        {children}
      </div>
    </main>
  );
}
