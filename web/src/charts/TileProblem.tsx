import { Button } from "@mantine/core";
import { CircleAlert, Lock } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import type { Problem } from "../lib/wire";
import { CodeText } from "../ui/CodeText";
import { t } from "./messages";
import classes from "./charts.module.css";

const ProblemPopover = lazy(() => import("./ProblemPopover").then((module) => ({ default: module.ProblemPopover })));

/** From so many letters on a low tile may have to cut it. */
const longDetail = 90;

/** A refusal is no fault and no empty chart: it says what is missing and what to do about it. A fault offers to try again. */
export function TileProblem({ problem, low = false, onAgain }: { problem: Problem; low?: boolean; onAgain: () => void }) {
  const refused = problem.status === 401 || problem.status === 403 || problem.status === 404;
  const title = problem.title || (refused ? t("refused") : t("failedTitle"));
  const detail = problem.detail || (problem.code === "offline" ? t("offlineDetail") : refused ? "" : t("failedDetail"));
  // What these ask for is no reader's to do, and their detail says whose it is.
  const hint = problem.code.startsWith("tenant_") ? "" : (problem.hint ?? "");
  return (
    <div
      className={classes.problem}
      role="note"
      data-low={low || undefined}
      data-refused={refused || undefined}
      data-code={problem.code}
    >
      <span className={classes.problemIcon} aria-hidden>
        {refused ? <Lock size={16} /> : <CircleAlert size={16} />}
      </span>
      <strong>{title}</strong>
      {detail && (
        <p className={classes.detail}>
          <CodeText text={detail} />
        </p>
      )}
      {hint && (
        <p className={classes.hint}>
          <CodeText text={hint} />
        </p>
      )}
      {low && refused && (hint !== "" || detail.length > longDetail) && <More title={title} detail={detail} hint={hint} />}
      {!refused && (
        <Button size="compact-sm" variant="default" onClick={onAgain}>
          {t("again")}
        </Button>
      )}
    </div>
  );
}

/** Where the tile has no room for all of it, the rest is one step away. */
function More({ title, detail, hint }: { title: string; detail: string; hint: string }) {
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <span className={classes.more}>
      <button ref={button} type="button" className={classes.moreButton} aria-haspopup="dialog" aria-expanded={opened} onClick={() => setOpened(!opened)}>
        {t("whatToDo")}
      </button>
      {opened && (
        <Suspense fallback={null}>
          <ProblemPopover
            title={title}
            detail={detail}
            hint={hint}
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
