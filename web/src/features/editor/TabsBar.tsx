import { ActionIcon, Button, Menu, TextInput } from "@mantine/core";
import { ChevronDown, Plus } from "lucide-react";
import { useState } from "react";
import { newId } from "../../lib/ids";
import { Dialog } from "../../ui/Dialog";
import classes from "./editor.module.css";
import { t } from "./messages";
import type { EditorReport, EditorTab } from "./model";
import type { EditorAction } from "./reducer";

interface Props {
  report: EditorReport;
  current: string;
  onOpen: (tab: string) => void;
  dispatch: (action: EditorAction) => void;
}

/** The report's tabs, each with a menu of its own. */
export function TabsBar({ report, current, onOpen, dispatch }: Props) {
  const [renaming, setRenaming] = useState<EditorTab | null>(null);
  const add = (): void => {
    const id = newId("tab");
    dispatch({ do: "addTab", with: { id, name: t("newTab", { number: report.tabs.length + 1 }) } });
    onOpen(id);
  };
  return (
    <nav className={classes.tabs} aria-label={t("tabs")}>
      {report.tabs.map((tab, at) => (
        <span key={tab.id} className={classes.tab} data-current={tab.id === current || undefined}>
          <button type="button" aria-current={tab.id === current ? "page" : undefined} onClick={() => onOpen(tab.id)}>
            {tab.name || t("untitled")}
          </button>
          {tab.id === current && (
            <Menu position="bottom-start">
              <Menu.Target>
                <ActionIcon size={24} variant="subtle" aria-label={t("tabMenu", { name: tab.name })}>
                  <ChevronDown size={14} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setRenaming(tab)}>{t("rename")}</Menu.Item>
                <Menu.Item disabled={at === 0} onClick={() => dispatch({ do: "moveTab", with: { id: tab.id, by: -1 } })}>
                  {t("moveLeft")}
                </Menu.Item>
                <Menu.Item
                  disabled={at === report.tabs.length - 1}
                  onClick={() => dispatch({ do: "moveTab", with: { id: tab.id, by: 1 } })}
                >
                  {t("moveRight")}
                </Menu.Item>
                <Menu.Item
                  color="clay"
                  disabled={report.tabs.length === 1}
                  onClick={() => dispatch({ do: "removeTab", with: { id: tab.id } })}
                >
                  {t("removeTab")}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </span>
      ))}
      <ActionIcon variant="subtle" size="md" aria-label={t("addTab")} title={t("addTab")} onClick={add}>
        <Plus size={15} aria-hidden />
      </ActionIcon>
      {renaming !== null && (
        <Rename
          tab={renaming}
          onClose={() => setRenaming(null)}
          onName={(name) => dispatch({ do: "renameTab", with: { id: renaming.id, name } })}
        />
      )}
    </nav>
  );
}

function Rename({ tab, onClose, onName }: { tab: EditorTab; onClose: () => void; onName: (name: string) => void }) {
  const [name, setName] = useState(tab.name);
  const done = (): void => {
    if (name.trim() !== "") onName(name.trim());
    onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("rename")}
      size={380}
      footer={
        <Button color="amber" disabled={name.trim() === ""} onClick={done}>
          {t("done")}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <TextInput data-autofocus label={t("tabName")} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      </form>
    </Dialog>
  );
}
