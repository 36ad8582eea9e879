import type { ReactNode } from "react";
import classes from "./PageHeader.module.css";

interface Props {
  title: ReactNode;
  /** Where this is: links to what is above. */
  trail?: ReactNode;
  /** One line under the title. */
  about?: ReactNode;
  actions?: ReactNode;
}

/** Title line of a page. */
export function PageHeader({ title, trail, about, actions }: Props) {
  return (
    <div className={classes.root}>
      <div className={classes.words}>
        {trail && <div className={classes.trail}>{trail}</div>}
        <h1 className={classes.title}>{title}</h1>
        {about && <p className={classes.about}>{about}</p>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
