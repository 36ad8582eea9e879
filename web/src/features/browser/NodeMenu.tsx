import { ActionIcon, Menu } from "@mantine/core";
import { ArrowRightLeft, Copy, EllipsisVertical, Link2, PencilLine, RotateCcw, ScanEye, Star, StarOff, Trash2, UserPlus } from "lucide-react";
import { Link } from "@tanstack/react-router";
import type { Node } from "@/api/types";
import { paths } from "@/paths";
import { t } from "./messages";

export type NodeAction = "share" | "rename" | "address" | "move" | "trash" | "restore" | "star" | "duplicate" | "delete";

/** What may be done with a node: exactly what the server says in `can`. */
export function NodeMenu({ node, trashed, onAction }: { node: Node; trashed: boolean; onAction: (action: NodeAction) => void }) {
  const manage = node.can.includes("manage");
  const edit = node.can.includes("edit");
  const copy = node.kind === "document" && node.can.includes("duplicate");
  if (trashed && !manage) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" size={32} aria-label={t("actions", { name: node.name })}>
          <EllipsisVertical size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {trashed ? (
          <>
            <Menu.Item leftSection={<RotateCcw size={16} />} onClick={() => onAction("restore")}>
              {t("restore")}
            </Menu.Item>
            <Menu.Item leftSection={<Trash2 size={16} />} c="var(--lucarne-danger)" onClick={() => onAction("delete")}>
              {t("deleteForGood")}
            </Menu.Item>
          </>
        ) : (
          <>
            <Menu.Item leftSection={node.favourite ? <StarOff size={16} /> : <Star size={16} />} onClick={() => onAction("star")}>
              {node.favourite ? t("unstar") : t("star")}
            </Menu.Item>
            {manage && (
              <Menu.Item leftSection={<UserPlus size={16} />} onClick={() => onAction("share")}>
                {t("share")}
              </Menu.Item>
            )}
            {manage && (
              <Menu.Item leftSection={<ScanEye size={16} />} component={Link} to={paths.accessOf(node.id)}>
                {t("access")}
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
            {copy && (
              <Menu.Item leftSection={<Copy size={16} />} onClick={() => onAction("duplicate")}>
                {t("duplicate")}
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
