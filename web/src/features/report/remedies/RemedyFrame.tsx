import { Button, Loader, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Dialog } from "../../../ui/Dialog";
import { ErrorNote } from "../../../ui/ErrorNote";
import { toastDone, toastError } from "../../../ui/toast";
import { t } from "./messages";
import classes from "./remedies.module.css";

/** Takes back what was done. */
export type Undo = () => Promise<unknown>;

interface Props {
  title: string;
  /** Whether what is chosen is enough to ask what it would change. */
  ready: boolean;
  /** The answer to that, in words; none while it is on its way. */
  effects: ReactNode | null;
  /** What was wrong with it. */
  refused: Error | null;
  apply: () => Promise<Undo>;
  onClose: () => void;
  children: ReactNode;
}

/** The frame of every remedy: what is chosen, what it changes, and one button that does it. */
export function RemedyFrame({ title, ready, effects, refused, apply, onClose, children }: Props) {
  const client = useQueryClient();
  const again = (): Promise<unknown> =>
    // A remedy changes who sees what: everything that was read about access is read again.
    Promise.all(["warnings", "report", "access", "users", "groups", "connection-roles", "explain"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const save = useMutation({
    mutationFn: apply,
    onSuccess: async (undo) => {
      onClose();
      await again();
      toastDone(t("done"), () => undo().then(again).then(() => toastDone(t("undone")), toastError));
    },
  });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      footer={
        <div className={classes.buttons}>
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button color="amber" loading={save.isPending} disabled={!ready || effects === null} onClick={() => save.mutate()}>
            {t("apply")}
          </Button>
        </div>
      }
    >
      <div className={classes.form}>
        {children}
        <ErrorNote error={save.error} />
        <div role="region" aria-live="polite" aria-label={t("whatChanges")}>
          {ready && (
            <>
              <p className={classes.heading}>{t("whatChanges")}</p>
              {refused ? (
                <ErrorNote error={refused} />
              ) : (
                (effects ?? (
                  <Text size="sm" c="dimmed" className={classes.waiting}>
                    <Loader size={14} /> {t("checking")}
                  </Text>
                ))
              )}
            </>
          )}
        </div>
      </div>
    </Dialog>
  );
}
