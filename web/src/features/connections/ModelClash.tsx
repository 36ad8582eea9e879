import { Button, Group } from "@mantine/core";
import { CodeEditor } from "@/ui/CodeEditor";
import { Dialog } from "@/ui/Dialog";
import { t } from "./messages";
import classes from "./ModelClash.module.css";

interface Props {
  file: string;
  theirs: string;
  mine: string;
  onTheirs: () => void;
  onMine: () => void;
  onClose: () => void;
}

/** Somebody saved this file first: both texts side by side, and nothing is lost until one decides. */
export function ModelClash({ file, theirs, mine, onTheirs, onMine, onClose }: Props) {
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("clashTitle")}
      size={1000}
      footer={
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={onClose}>
            {t("clashLater")}
          </Button>
          <Button variant="default" onClick={onTheirs}>
            {t("clashUseTheirs")}
          </Button>
          <Button color="amber" onClick={onMine}>
            {t("clashUseMine")}
          </Button>
        </Group>
      }
    >
      <p className={classes.text}>{t("clashText", { file })}</p>
      <div className={classes.sides}>
        {(
          [
            ["clashTheirs", theirs],
            ["clashMine", mine],
          ] as const
        ).map(([key, text]) => (
          <section key={key} className={classes.side}>
            <h3 className={classes.heading}>{t(key)}</h3>
            <CodeEditor language="yaml" label={t(key)} value={text} readOnly minHeight="0" />
          </section>
        ))}
      </div>
    </Dialog>
  );
}
