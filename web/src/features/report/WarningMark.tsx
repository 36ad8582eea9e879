import { ActionIcon } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import type { TileWarning } from "../../api/types";
import { t } from "./messages";
import classes from "./report.module.css";

const WarningPopover = lazy(() => import("./WarningPopover").then((module) => ({ default: module.WarningPopover })));

interface Props {
  warning: TileWarning;
  document: string;
  report: string;
  title: string;
}

/** The yellow mark of a tile that somebody who can open the report cannot see; for those who can do something about it. */
export function WarningMark(props: Props) {
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const people = Math.max(0, ...props.warning.causes.map((cause) => cause.people.count));
  return (
    <span className={classes.pillRoom}>
      <ActionIcon
        ref={button}
        size={24}
        variant="subtle"
        className={classes.warningMark}
        aria-label={`${t("warningMark", { count: people })}: ${props.title}`}
        aria-haspopup="dialog"
        aria-expanded={opened}
        onClick={() => setOpened(!opened)}
      >
        <TriangleAlert size={15} aria-hidden />
      </ActionIcon>
      {opened && (
        <Suspense fallback={null}>
          <WarningPopover
            {...props}
            onClose={() => {
              setOpened(false);
              button.current?.focus({ preventScroll: true });
            }}
          />
        </Suspense>
      )}
    </span>
  );
}
