import { Button, Loader, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import { accessPreviewQuery, accessQuery, saveAccess } from "@/api/sharing";
import type { Access } from "@/api/types";
import { paths } from "@/paths";
import { AccessEffects } from "@/ui/AccessEffects";
import { copyText } from "@/ui/copy";
import { ErrorNote } from "@/ui/ErrorNote";
import { toastDone, toastError } from "@/ui/toast";
import { draftSize, emptyDraft, toChange, toUndo, type Draft } from "./draft";
import { t } from "./messages";
import classes from "./PeopleFooter.module.css";

interface Props {
  node: { id: string; kind: "folder" | "document" };
  /** The document's readable name in addresses, or its id. */
  address: string;
  access: Access;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onDone: () => void;
}

/** What the edits would change, in words from the server's dry run, and the one Save for all of them. */
export function PeopleFooter({ node, address, access, draft, onDraft, onDone }: Props) {
  const client = useQueryClient();
  const [settled] = useDebouncedValue(draft, 200);
  const size = draftSize(draft);
  const preview = useQuery({ ...accessPreviewQuery(node.id, toChange(settled)), enabled: draftSize(settled) > 0 });
  const current = settled === draft;

  async function refresh(saved: Access): Promise<void> {
    client.setQueryData(accessQuery(node.id).queryKey, saved);
    await Promise.all([
      client.invalidateQueries({ queryKey: ["content"] }),
      client.invalidateQueries({ queryKey: ["document"] }),
      client.invalidateQueries({ queryKey: ["access"] }),
    ]);
  }
  const save = useMutation({
    mutationFn: () => saveAccess(node.id, toChange(draft)),
    onSuccess: async (saved) => {
      const undo = toUndo(draft, access);
      onDraft(emptyDraft);
      await refresh(saved);
      toastDone(t("saved"), async () => {
        try {
          await refresh(await saveAccess(node.id, undo));
          toastDone(t("undone"));
        } catch (error) {
          toastError(error);
        }
      });
    },
  });

  async function copy(): Promise<void> {
    const path = node.kind === "folder" ? paths.folder(node.id) : paths.document(address);
    const url = location.origin + path;
    if (await copyText(url)) toastDone(`${t("copied")}. ${t("copiedAbout")}`);
    else toastError(new Error(t("copyFailed", { url })));
  }

  return (
    <div>
      {size > 0 && (
        <div className={classes.preview} aria-live="polite" aria-label={t("whatChanges")} role="region" tabIndex={0}>
          <p className={classes.heading}>{t("whatChanges")}</p>
          {save.isError ? (
            <ErrorNote error={save.error} />
          ) : preview.isError && current ? (
            <ErrorNote error={preview.error} />
          ) : preview.data && current ? (
            <AccessEffects effects={preview.data} />
          ) : (
            <Text size="sm" c="dimmed" className={classes.waiting}>
              <Loader size={14} /> {t("checking")}
            </Text>
          )}
        </div>
      )}
      <div className={classes.bar}>
        <Button variant="subtle" size="sm" leftSection={<Copy size={16} aria-hidden />} onClick={() => void copy()}>
          {t("copyAddress")}
        </Button>
        <span className={classes.right}>
          {size > 0 ? (
            <>
              <Button variant="subtle" onClick={() => onDraft(emptyDraft)}>
                {t("discard")}
              </Button>
              <Button color="amber" loading={save.isPending} disabled={!current || !preview.isSuccess} onClick={() => save.mutate()}>
                {t("save")}
              </Button>
            </>
          ) : (
            <Button variant="default" onClick={onDone}>
              {t("done")}
            </Button>
          )}
        </span>
      </div>
    </div>
  );
}
