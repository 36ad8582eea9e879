import { Button } from "@mantine/core";
import { Check, CircleAlert } from "lucide-react";
import { useRef } from "react";
import { t } from "./messages";
import classes from "./SaidHere.module.css";
import { unsay, useSaid } from "./toast";

/** What was just done in a dialog, and the button that takes it back: where the keyboard and a screen reader are. */
export function SaidHere({ opened }: { opened: boolean }) {
  const said = useSaid(opened);
  const box = useRef<HTMLDivElement>(null);
  return (
    <div ref={box} role="status" tabIndex={-1} className={classes.root}>
      {said.map(({ id, message, failed, undo }) => (
        <div key={id} className={classes.line} data-said={id} data-failed={failed || undefined}>
          {failed ? <CircleAlert size={16} aria-hidden /> : <Check size={16} aria-hidden />}
          <span className={classes.words}>{message}</span>
          {undo && (
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => {
                // The button goes; the focus stays near what is said next.
                box.current?.focus();
                unsay(id);
                void undo();
              }}
            >
              {t("undo")}
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
