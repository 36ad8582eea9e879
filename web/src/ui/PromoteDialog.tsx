import { Button, Group, Loader } from "@mantine/core";
import { Dialog } from "./Dialog";
import { ErrorNote } from "./ErrorNote";
import { FileChanges, type FileChange } from "./FileChanges";
import { t } from "./messages";

interface Promotion {
  /** Unknown until it was checked. */
  files: readonly FileChange[] | undefined;
  checking: boolean;
  error: unknown;
  busy: boolean;
  promote: () => void;
}

interface Props {
  /** What comes of it where this was opened. */
  about: string;
  promotion: Promotion;
  onClose: () => void;
}

/** What becomes of the shared model, and the button that does it. */
export function PromoteDialog({ about, promotion, onClose }: Props) {
  const { files, checking, error, busy, promote } = promotion;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("promoteTitle")}
      size={760}
      footer={
        <Group gap={8} justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button color="amber" loading={busy} disabled={files === undefined} onClick={promote}>
            {t("promoteDo")}
          </Button>
        </Group>
      }
    >
      <p>{about}</p>
      <ErrorNote error={error} />
      {checking && <Loader size={14} aria-label={t("promoteChecking")} />}
      {files && <FileChanges files={files} />}
    </Dialog>
  );
}
