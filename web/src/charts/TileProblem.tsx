import { Button } from "@mantine/core";
import { CircleAlert, Lock } from "lucide-react";
import type { Problem } from "../lib/wire";
import { t } from "./messages";
import classes from "./charts.module.css";

/** A refusal is no fault and no empty chart: it says what is missing and what to do about it. A fault offers to try again. */
export function TileProblem({ problem, low = false, onAgain }: { problem: Problem; low?: boolean; onAgain: () => void }) {
  const refused = problem.status === 401 || problem.status === 403 || problem.status === 404;
  const title = problem.title || (refused ? t("refused") : t("failedTitle"));
  const detail = problem.detail || (problem.code === "offline" ? t("offlineDetail") : refused ? "" : t("failedDetail"));
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
      {detail && <p>{detail}</p>}
      {problem.hint && <p className={classes.hint}>{problem.hint}</p>}
      {!refused && (
        <Button size="compact-sm" variant="default" onClick={onAgain}>
          {t("again")}
        </Button>
      )}
    </div>
  );
}
