import { CloseButton, Textarea, TextInput } from "@mantine/core";
import classes from "./editor.module.css";
import { t } from "./messages";
import type { Content, EditorTile } from "./model";
import { SqlPanel } from "./SqlPanel";
import { TopicPanel } from "./TopicPanel";

export interface InspectorProps {
  tile: EditorTile;
  document: string;
  locale: string;
  onClose: () => void;
  onTitle: (title: string) => void;
  /** Changes under the same word in a row are one step of undo. */
  onContent: (content: Content, merge?: string) => void;
}

/** All properties of the chosen tile; the tile itself is the preview. */
export function Inspector(props: InspectorProps) {
  const { tile, onClose, onTitle, onContent } = props;
  const { content } = tile;
  return (
    <aside className={classes.panel} aria-label={t("panel")}>
      <div className={classes.panelHead}>
        <TextInput
          size="xs"
          className={classes.panelTitle}
          aria-label={t("tileTitle")}
          placeholder={t("tileTitle")}
          value={tile.title}
          onChange={(event) => onTitle(event.currentTarget.value)}
        />
        <CloseButton aria-label={t("close")} onClick={onClose} />
      </div>
      {content.kind === "topic" && <TopicPanel {...props} content={content} />}
      {content.kind === "sql" && <SqlPanel {...props} content={content} />}
      {content.kind === "text" && (
        <Textarea
          label={t("markdown")}
          autosize
          minRows={10}
          maxRows={28}
          autoFocus={content.markdown === ""}
          value={content.markdown}
          onChange={(event) => onContent({ kind: "text", markdown: event.currentTarget.value }, "text")}
        />
      )}
    </aside>
  );
}
