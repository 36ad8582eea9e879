import { ActionIcon, Menu } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { Ellipsis, GripVertical } from "lucide-react";
import { useEffect, useState } from "react";
import { GridLayout } from "react-grid-layout";
import "react-grid-layout/css/styles.css";
import "react-resizable/css/styles.css";
import type { Scheme } from "../../charts/palette";
import { newId } from "../../lib/ids";
import { pageNonce } from "../../lib/nonce";
import classes from "./editor.module.css";
import { LEAST, nudge, place, type Placed } from "./layout";
import { t } from "./messages";
import type { EditorReport, EditorTab, EditorTile } from "./model";
import type { EditorAction } from "./reducer";
import { TilePreview } from "./TilePreview";

// While something is dragged the library keeps text from being selected with a style of its own, which needs the page's nonce.
Object.assign(globalThis, { __webpack_nonce__: pageNonce() ?? undefined });

interface Props {
  report: EditorReport;
  tab: EditorTab;
  document: string;
  selected: string | null;
  scheme: Scheme;
  locale: string;
  onSelect: (tile: string | null) => void;
  dispatch: (action: EditorAction) => void;
}

/** The tiles on their grid: by mouse with react-grid-layout, by keyboard with the same rules from `layout.ts`. */
export function Grid({ report, tab, document, selected, scheme, locale, onSelect, dispatch }: Props) {
  const { ref, width } = useElementSize();
  const [said, setSaid] = useState("");
  // A tile that was just added may stand below what is in view.
  useEffect(() => {
    if (selected !== null) window.document.getElementById(`edit-${selected}`)?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const layout = tab.tiles.map((tile) => ({ i: tile.id, ...tile.layout, minW: LEAST.w, minH: LEAST.h }));
  const settle = (next: readonly { i: string; x: number; y: number; w: number; h: number }[]): void => {
    const places: Placed[] = next.map(({ i, x, y, w, h }) => ({ id: i, layout: { x, y, w, h } }));
    const moved = places.some(({ id, layout: one }) => {
      const before = tab.tiles.find((tile) => tile.id === id)?.layout;
      return before === undefined || before.x !== one.x || before.y !== one.y || before.w !== one.w || before.h !== one.h;
    });
    if (moved) dispatch({ do: "placeTiles", with: { tab: tab.id, places } });
  };

  const onKey = (event: React.KeyboardEvent, tile: EditorTile): void => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return onSelect(tile.id);
    }
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      return remove(tile);
    }
    const wanted = nudge(tile.layout, event.key, event.shiftKey);
    if (wanted === null) return;
    event.preventDefault();
    const places = place(tab.tiles, tile.id, wanted);
    dispatch({ do: "placeTiles", with: { tab: tab.id, places }, merge: `keys:${tile.id}` });
    const { x, y, w, h } = places.find((one) => one.id === tile.id)?.layout ?? wanted;
    const title = tile.title || t("untitled");
    setSaid(event.shiftKey ? t("resized", { title, w, h }) : t("moved", { title, x: x + 1, y: y + 1 }));
  };
  const remove = (tile: EditorTile): void => {
    dispatch({ do: "removeTile", with: { id: tile.id } });
    if (selected === tile.id) onSelect(null);
    setSaid(t("removed", { title: tile.title || t("untitled") }));
  };

  return (
    <div ref={ref} className={classes.grid}>
      <p id="tile-handle-hint" className="visually-hidden">
        {t("handleHint")}
      </p>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {width > 0 && (
        <GridLayout
          width={width}
          layout={layout}
          gridConfig={{ cols: 12, rowHeight: 40, margin: [12, 12], containerPadding: [0, 0] }}
          dragConfig={{ handle: `.${classes.handle}` }}
          resizeConfig={{ handles: ["se"] }}
          onDragStop={settle}
          onResizeStop={settle}
        >
          {tab.tiles.map((tile) => (
            <section
              key={tile.id}
              id={`edit-${tile.id}`}
              className={classes.tile}
              data-selected={tile.id === selected || undefined}
              data-kind={tile.content.kind}
              aria-label={t("tile", { title: tile.title || t("untitled") })}
              onClick={() => onSelect(tile.id)}
            >
              <header className={classes.tileHead} role="presentation">
                <button
                  type="button"
                  className={classes.handle}
                  aria-label={t("handle", { title: tile.title || t("untitled") })}
                  aria-describedby="tile-handle-hint"
                  onKeyDown={(event) => onKey(event, tile)}
                >
                  <GripVertical size={15} aria-hidden />
                </button>
                {tile.title === "" ? <span className={classes.tileTitle} /> : <h2 className={classes.tileTitle}>{tile.title}</h2>}
                <TileMenu
                  report={report}
                  tab={tab}
                  tile={tile}
                  onEdit={() => onSelect(tile.id)}
                  onRemove={() => remove(tile)}
                  dispatch={dispatch}
                />
              </header>
              <div className={classes.tileBody}>
                <TilePreview tile={tile} document={document} scheme={scheme} locale={locale} />
              </div>
            </section>
          ))}
        </GridLayout>
      )}
    </div>
  );
}

interface MenuProps {
  report: EditorReport;
  tab: EditorTab;
  tile: EditorTile;
  onEdit: () => void;
  onRemove: () => void;
  dispatch: (action: EditorAction) => void;
}

function TileMenu({ report, tab, tile, onEdit, onRemove, dispatch }: MenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          size={24}
          variant="subtle"
          aria-label={t("tileMenu", { title: tile.title || t("untitled") })}
          onClick={(event) => event.stopPropagation()}
        >
          <Ellipsis size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        <Menu.Item onClick={onEdit}>{t("editTile")}</Menu.Item>
        <Menu.Item onClick={() => dispatch({ do: "duplicateTile", with: { id: tile.id, copy: newId("tile") } })}>
          {t("duplicate")}
        </Menu.Item>
        {report.tabs
          .filter((other) => other.id !== tab.id)
          .map((other) => (
            <Menu.Item key={other.id} onClick={() => dispatch({ do: "moveTileToTab", with: { id: tile.id, tab: other.id } })}>
              {t("toTab", { tab: other.name })}
            </Menu.Item>
          ))}
        <Menu.Item color="clay" onClick={onRemove}>
          {t("removeTile")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
