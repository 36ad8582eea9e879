import { Button, Loader, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { meQuery } from "@/api/session";
import { accessPreviewQuery, accessQuery, saveAccess } from "@/api/sharing";
import type { Access } from "@/api/types";
import { paths } from "@/paths";
import { AccessEffects } from "@/ui/AccessEffects";
import { copyText } from "@/ui/copy";
import { toldWords } from "@/ui/effectWords";
import { ErrorNote, WarnNote } from "@/ui/ErrorNote";
import { toastDone, toastError } from "@/ui/toast";
import { draftSize, emptyDraft, reached, toChange, toUndo, type Draft } from "./draft";
import { t } from "./messages";
import classes from "./PeopleFooter.module.css";
import { plain } from "./plain";
import { undoneWords } from "./sourceWords";

interface Props {
  node: { id: string; kind: "folder" | "document" };
  /** The document's readable name in addresses, or its id. */
  address: string;
  /** The report on screen, whose tab and filters can go along. */
  report: string | null;
  access: Access;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onDone: () => void;
}

/** What the edits would change, in words from the server's dry run, and the one Save for all of them. */
export function PeopleFooter({ node, address, report, access, draft, onDraft, onDone }: Props) {
  const client = useQueryClient();
  const about = useId();
  const [settled] = useDebouncedValue(draft, 200);
  const size = draftSize(draft);
  const preview = useQuery({ ...accessPreviewQuery(node.id, toChange(settled)), enabled: draftSize(settled) > 0 });
  const current = settled === draft;
  const end = useRef<HTMLSpanElement>(null);
  // The buttons for the edits give way to Done, which takes the focus over once it is there.
  const leaving = useRef(false);
  const toDone = (): void => void (leaving.current = true);
  useEffect(() => {
    if (size > 0 || !leaving.current) return;
    leaving.current = false;
    end.current?.querySelector("button")?.focus();
  }, [size]);

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
      toDone();
      onDraft(emptyDraft);
      await refresh(saved);
      toastDone(t("saved"), async () => {
        try {
          await refresh(await saveAccess(node.id, undo.change));
          toastDone(undoneWords(undo.unboosted));
        } catch (error) {
          toastError(error);
        }
      });
    },
  });

  const organization = useQuery(meQuery).data?.organization ?? "";
  const opens = opensWords(access, organization);
  const state = report === null ? "" : window.location.hash;

  async function copy(withState: boolean): Promise<void> {
    const path = node.kind === "folder" ? paths.folder(node.id) : withState && report !== null ? paths.report(address, report) + state : paths.document(address);
    const url = location.origin + path;
    if (await copyText(url)) toastDone(`${t("copied")}. ${opens}.`);
    else toastError(new Error(t("copyFailed", { url })));
  }

  return (
    <div>
      {/* Stands there before there is anything to say, else it would not be read out. */}
      <p className="visually-hidden" role="status">
        {size > 0 && current && preview.data ? toldWords(preview.data) : ""}
      </p>
      {size > 0 && (
        <div className={classes.preview} aria-label={t("whatChanges")} role="region" tabIndex={0}>
          <p className={classes.heading}>{t("whatChanges")}</p>
          {save.isError ? (
            <ErrorNote error={save.error} />
          ) : preview.isError && current ? (
            <ErrorNote error={preview.error} />
          ) : preview.data && current ? (
            <>
              {preview.data.boost_warning && preview.data.boost_warning.tiles.length > 0 && (
                <div className={classes.warned}>
                  <WarnNote>
                    {t("boostWarning", { count: preview.data.boost_warning.tiles.length })}
                    <ul>
                      {preview.data.boost_warning.tiles.map((tile) => (
                        <li key={tile.id}>{`${tile.title}: ${plain(tile.why)}`}</li>
                      ))}
                    </ul>
                  </WarnNote>
                </div>
              )}
              <AccessEffects effects={preview.data} />
            </>
          ) : (
            <Text size="sm" c="dimmed" className={classes.waiting}>
              <Loader size={14} /> {t("checking")}
            </Text>
          )}
        </div>
      )}
      <div className={classes.bar}>
        <div className={classes.copy}>
          <Button variant="subtle" size="compact-sm" leftSection={<Copy size={16} aria-hidden />} aria-describedby={about} onClick={() => void copy(false)}>
            {t("copyAddress")}
          </Button>
          {state.length > 1 && (
            <Button variant="subtle" size="compact-sm" onClick={() => void copy(true)}>
              {t("copyWithState")}
            </Button>
          )}
          <span id={about} className={classes.opens}>
            {opens}
          </span>
        </div>
        <span className={classes.right} ref={end}>
          {size > 0 ? (
            <>
              <Button
                variant="subtle"
                onClick={() => {
                  toDone();
                  onDraft(emptyDraft);
                }}
              >
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

/** Whom the address opens for, by the list as it is saved. */
function opensWords(access: Access, organization: string): string {
  const { everyone, people, groups } = reached(access);
  if (everyone) return t("opensEveryone", { organization });
  if (groups === 0) return t("opensPeople", { count: people });
  return t("opensBoth", { people: t("members", { count: people }), groups: t("groupsCount", { count: groups }) });
}
