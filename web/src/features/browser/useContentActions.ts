import { useQueryClient } from "@tanstack/react-query";
import * as content from "@/api/content";
import { accessNow, restoreAccess } from "@/api/restore";
import type { Document, Node } from "@/api/types";
import { toastDone, toastError } from "@/ui/toast";
import { t } from "./messages";

/** The things done to content, each said and, where it can be, offered to be undone. Forms get the refusal thrown; the rest is told. */
export function useContentActions() {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["content"] });
  const told = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      toastError(error);
    }
    await refresh();
  };

  return {
    async createFolder(name: string, parent: string): Promise<void> {
      const folder = await content.createFolder(name, parent);
      await refresh();
      toastDone(t("done_created", { name: folder.name }), () => told(() => content.trash(folder.id)));
    },
    async createDocument(name: string, parent: string): Promise<Document> {
      const document = await content.createDocument(name, parent);
      await refresh();
      return document;
    },
    async rename(node: Node, name: string): Promise<void> {
      if (name === node.name) return;
      const changed = await content.rename(node, name);
      await refresh();
      toastDone(t("done_renamed", { name: changed.name }), () => told(() => content.rename(node, node.name)));
    },
    async setIdentifier(node: Node, identifier: string): Promise<void> {
      await content.setIdentifier(node.id, identifier);
      await refresh();
      const { identifier: before } = node;
      toastDone(t("done_address"), before === null ? undefined : () => told(() => content.setIdentifier(node.id, before)));
    },
    async move(node: Node, from: string | null, to: string, place: string): Promise<void> {
      // A folder can change hands with its place: back means its owner and its grants too.
      const before = node.kind === "folder" ? await accessNow(node.id) : null;
      await content.move(node.id, to);
      await refresh();
      const back =
        from === null
          ? undefined
          : () =>
              told(async () => {
                await content.move(node.id, from);
                if (before) await restoreAccess(before);
              });
      toastDone(t("done_moved", { name: node.name, place }), back);
    },
    star: (node: Node) =>
      told(async () => {
        await content.setFavourite(node.id, !node.favourite);
        const back = () => told(() => content.setFavourite(node.id, node.favourite));
        toastDone(t(node.favourite ? "done_unstarred" : "done_starred", { name: node.name }), back);
      }),
    duplicate: (node: Node) =>
      told(async () => {
        const copy = await content.duplicate(node.id);
        toastDone(t("done_duplicated", { name: copy.name }), () => told(() => content.trash(copy.id)));
      }),
    deleteForGood: (node: Node) =>
      told(async () => {
        await content.deleteForGood(node.id);
        toastDone(t("done_deleted", { name: node.name }));
      }),
    trash: (node: Node) =>
      told(async () => {
        await content.trash(node.id);
        toastDone(t("done_trashed", { name: node.name }), () => told(() => content.restore(node.id)));
      }),
    restore: (node: Node) =>
      told(async () => {
        await content.restore(node.id);
        toastDone(t("done_restored", { name: node.name }), () => told(() => content.trash(node.id)));
      }),
  };
}
