import { ActionIcon, Menu } from "@mantine/core";
import { ArrowRightLeft, EllipsisVertical, Link2, PencilLine, RotateCcw, Trash2, UserPlus } from "lucide-react";
import type { Node } from "@/api/types";
import { t } from "./messages";

export type NodeAction = "share" | "rename" | "address" | "move" | "trash" | "restore";

/** What may be done with a node: exactly what the server says in `can`. */
export function NodeMenu({ node, trashed, onAction }: { node: Node; trashed: boolean; onAction: (action: NodeAction) => void }) {
  const manage = node.can.includes("manage");
  const edit = node.can.includes("edit");
  if (!manage && !edit) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" size={32} aria-label={t("actions", { name: node.name })}>
          <EllipsisVertical size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {trashed ? (
          <Menu.Item leftSection={<RotateCcw size={16} />} onClick={() => onAction("restore")}>
            {t("restore")}
          </Menu.Item>
        ) : (
          <>
            {manage && (
              <Menu.Item leftSection={<UserPlus size={16} />} onClick={() => onAction("share")}>
                {t("share")}
              </Menu.Item>
            )}
            {edit && (
              <Menu.Item leftSection={<PencilLine size={16} />} onClick={() => onAction("rename")}>
                {t("rename")}
              </Menu.Item>
            )}
            {edit && node.kind === "document" && (
              <Menu.Item leftSection={<Link2 size={16} />} onClick={() => onAction("address")}>
                {t("address")}
              </Menu.Item>
            )}
            {manage && (
              <>
                <Menu.Item leftSection={<ArrowRightLeft size={16} />} onClick={() => onAction("move")}>
                  {t("move")}
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item leftSection={<Trash2 size={16} />} c="var(--lucarne-danger)" onClick={() => onAction("trash")}>
                  {t("trashAction")}
                </Menu.Item>
              </>
            )}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
