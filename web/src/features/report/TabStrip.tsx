import type { KeyboardEvent } from "react";
import type { ReportView } from "../../lib/wire";
import { t } from "./messages";
import classes from "./report.module.css";

type Tab = ReportView["tabs"][number];

interface Props {
  tabs: readonly Tab[];
  current: string;
  onOpen: (tab: Tab) => void;
}

/** The report's tabs: one stop for the Tab key, arrows between them. */
export function TabStrip({ tabs, current, onOpen }: Props) {
  const onKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    const at = tabs.findIndex((tab) => tab.id === current);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const to = (next + tabs.length) % tabs.length;
    const tab = tabs[to];
    if (tab === undefined) return;
    onOpen(tab);
    (event.currentTarget.children[to] as HTMLElement | undefined)?.focus();
  };
  return (
    <div className={classes.tabs} role="tablist" aria-label={t("tabs")} onKeyDown={onKey}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          aria-selected={tab.id === current}
          aria-controls="report-tiles"
          tabIndex={tab.id === current ? 0 : -1}
          className={classes.tab}
          onClick={() => onOpen(tab)}
        >
          {tab.name}
        </button>
      ))}
    </div>
  );
}
