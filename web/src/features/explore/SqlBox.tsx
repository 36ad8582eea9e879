import { Button } from "@mantine/core";
import { Play } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import classes from "./explore.module.css";
import { t } from "./messages";
import type { ExploreState } from "./state";

const CodeEditor = lazy(() => import("../../ui/CodeEditor").then((module) => ({ default: module.CodeEditor })));

/** The text counts when it is run; until then it is only here. */
export function SqlBox({ state, onRun, onAgain }: { state: ExploreState; onRun: (sql: string) => void; onAgain: () => void }) {
  const [text, setText] = useState(state.sql);
  const run = (): void => (text === state.sql ? onAgain() : onRun(text));
  return (
    <div className={classes.sql}>
      <div className={classes.code}>
        <Suspense fallback={null}>
          <CodeEditor language="sql" label={t("sqlLabel")} value={text} minHeight="180px" onChange={setText} onSubmit={run} />
        </Suspense>
      </div>
      <div className={classes.sqlFoot}>
        <span>{t("runHint")}</span>
        <Button
          size="xs"
          variant="default"
          leftSection={<Play size={13} aria-hidden />}
          disabled={text.trim() === ""}
          onClick={run}
        >
          {t("run")}
        </Button>
      </div>
    </div>
  );
}
