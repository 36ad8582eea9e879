import { Button, Group, Loader, Skeleton, Stack, Text, UnstyledButton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, Folder } from "lucide-react";
import { useState } from "react";
import { foldersQuery, movePreviewQuery } from "@/api/content";
import type { Node } from "@/api/types";
import { AccessEffects } from "@/ui/AccessEffects";
import { Dialog } from "@/ui/Dialog";
import { ErrorNote } from "@/ui/ErrorNote";
import { t } from "./messages";
import classes from "./MoveDialog.module.css";
import { hubName, trail, type Hub } from "./place";

const hubs: Hub[] = ["shared", "mine"];

interface Props {
  node: Node;
  /** Where it is now, if known. */
  from: string | null;
  /** Where to start looking. */
  start: string;
  /** The hub that `start` is in, if known. */
  hub: Hub | null;
  onClose: () => void;
  submit: (parent: string, name: string) => Promise<unknown>;
}

/** Chooses a destination, and shows who gains and who loses before anything moves. */
export function MoveDialog({ node, from, start, hub: startHub, onClose, submit }: Props) {
  const [parent, setParent] = useState<string | null>(start);
  const [hub, setHub] = useState<Hub | null>(startHub);
  const listing = useQuery({ ...foldersQuery(parent ?? "shared"), enabled: parent !== null });
  const way = parent === null ? null : trail(listing.data?.path ?? [], parent, hub);
  const here = way?.here ?? "";
  const above = way?.above[way.above.length - 1];
  const already = parent !== null && parent === from;
  const allowed = listing.data?.can.includes("create") ?? false;
  const preview = useQuery({
    ...movePreviewQuery(node.id, parent ?? ""),
    enabled: parent !== null && !already && allowed && parent !== node.id,
  });
  const move = useMutation({ mutationFn: (to: string) => submit(to, here), onSuccess: onClose });
  const folders = (listing.data?.items ?? []).filter((one) => one.id !== node.id);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("moveTitle", { name: node.name })}
      size={520}
      footer={
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            color="amber"
            disabled={parent === null || already || !preview.isSuccess}
            loading={move.isPending}
            onClick={() => parent !== null && move.mutate(parent)}
          >
            {t("moveHere")}
          </Button>
        </Group>
      }
    >
      <Stack gap="md">
        <div className={classes.box}>
          <div className={classes.here}>
            {parent !== null && (
              <UnstyledButton
                className={classes.up}
                aria-label={t("moveUp", { place: above?.name ?? t("moveTo") })}
                onClick={() => setParent(above?.id ?? null)}
              >
                <ChevronLeft size={16} aria-hidden />
              </UnstyledButton>
            )}
            <Text fw={600}>{parent === null ? t("moveTo") : here}</Text>
          </div>
          <ul className={classes.list} aria-label={t("moveTo")}>
            {parent === null ? (
              hubs.map((one) => (
                <Into
                  key={one}
                  name={hubName(one)}
                  onOpen={() => {
                    setHub(one);
                    setParent(one);
                  }}
                />
              ))
            ) : listing.isPending ? (
              <li>
                <Skeleton h={16} m={12} w="60%" />
              </li>
            ) : folders.length === 0 ? (
              <li className={classes.none}>{t("moveNoFolders")}</li>
            ) : (
              folders.map((folder) => <Into key={folder.id} name={folder.name} onOpen={() => setParent(folder.id)} />)
            )}
          </ul>
        </div>
        <div aria-live="polite" className={classes.preview}>
          {already ? (
            <Text c="dimmed">{t("moveAlready")}</Text>
          ) : parent !== null && listing.isSuccess && !allowed ? (
            <Text c="dimmed">{t("moveRefused")}</Text>
          ) : preview.isError ? (
            <ErrorNote error={preview.error} />
          ) : preview.data ? (
            <AccessEffects effects={preview.data} />
          ) : (
            parent !== null && (
              <Group gap="xs">
                <Loader size="xs" />
                <Text c="dimmed">{t("moveChecking")}</Text>
              </Group>
            )
          )}
        </div>
        {move.isError && <ErrorNote error={move.error} />}
      </Stack>
    </Dialog>
  );
}

function Into({ name, onOpen }: { name: string; onOpen: () => void }) {
  return (
    <li>
      <UnstyledButton className={classes.row} onClick={onOpen}>
        <Folder size={16} aria-hidden className={classes.icon} />
        <span className={classes.name}>{name}</span>
        <ChevronRight size={16} aria-hidden />
      </UnstyledButton>
    </li>
  );
}
