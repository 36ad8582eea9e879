import { Link } from "@tanstack/react-router";
import { ChartNoAxesCombined, Folder, Star, Unlink } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { Node } from "@/api/types";
import { paths } from "@/paths";
import { RelativeTime } from "@/ui/RelativeTime";
import { ShareIcon } from "@/ui/ShareIcon";
import { Table, type TableColumn } from "@/ui/Table";
import classes from "./ContentTable.module.css";
import { t } from "./messages";
import { NodeMenu, type NodeAction } from "./NodeMenu";

interface Props {
  label: string;
  nodes: Node[] | undefined;
  trashed: boolean;
  onAction: (node: Node, action: NodeAction) => void;
  /** A row was dropped on a folder. */
  onDrop: (node: Node, folder: Node) => void;
}

export function ContentTable({ label, nodes, trashed, onAction, onDrop }: Props) {
  const columns: TableColumn<Node>[] = [
    {
      key: "name",
      label: t("columnName"),
      cell: (node) => <NameCell node={node} trashed={trashed} nodes={nodes ?? []} onDrop={onDrop} />,
    },
    {
      key: "sharing",
      label: t("columnSharing"),
      width: "72",
      hideBelow: "sm",
      cell: (node) => !node.name_only && <ShareIcon state={node.sharing} about={sharedWords(node)} />,
    },
    { key: "owner", label: t("columnOwner"), width: "160", hideBelow: "md", cell: (node) => (node.name_only ? null : node.owner.name) },
    {
      key: "updated",
      label: trashed ? t("columnTrashed") : t("columnUpdated"),
      width: "128",
      hideBelow: "sm",
      cell: (node) =>
        !node.name_only && (
          <span className={classes.quiet}>
            <RelativeTime at={trashed && node.trashed_at ? node.trashed_at : node.updated_at} />
          </span>
        ),
    },
    {
      key: "actions",
      label: "",
      hiddenLabel: t("columnActions"),
      width: "56",
      align: "right",
      cell: (node) => (
        <span className={classes.above}>
          <NodeMenu node={node} trashed={trashed} onAction={(action) => onAction(node, action)} />
        </span>
      ),
    },
  ];
  function onRowKey(node: Node, event: KeyboardEvent): void {
    if (event.target instanceof HTMLElement && !event.target.hasAttribute("data-row-focus")) return;
    if (event.key === "F2" && !trashed && node.can.includes("edit")) onAction(node, "rename");
    if (event.key === "*" && !trashed) onAction(node, "star");
    if (event.key === "Delete" && !trashed && node.can.includes("manage")) onAction(node, "trash");
  }
  return <Table label={label} columns={columns} rows={nodes} rowKey={(node) => node.id} onRowKey={onRowKey} />;
}

const dragType = "application/x-lucarne-node";

function NameCell({ node, trashed, nodes, onDrop }: { node: Node; trashed: boolean; nodes: Node[]; onDrop: Props["onDrop"] }) {
  const Icon = node.kind === "folder" ? Folder : ChartNoAxesCombined;
  const about = node.name_only ? t("nameOnly") : node.description;
  const words = (
    <>
      <span className={classes.icon} data-kind={node.kind}>
        <Icon size={16} aria-hidden />
      </span>
      <span className={classes.words}>
        <span className={classes.name}>
          {node.name}
          {node.favourite && (
            <span role="img" aria-label={t("starred")} className={classes.mark} data-star>
              <Star size={12} aria-hidden />
            </span>
          )}
          {node.stands_alone && (
            <span role="img" aria-label={t("standsAlone")} title={t("standsAlone")} className={classes.mark}>
              <Unlink size={12} aria-hidden />
            </span>
          )}
        </span>
        {about && <span className={classes.about}>{about}</span>}
      </span>
      <span className="visually-hidden">{node.kind === "folder" ? t("folder") : t("document")}</span>
    </>
  );
  if (trashed) return <span className={classes.link}>{words}</span>;
  const to = node.kind === "folder" ? paths.folder(node.id) : paths.document(node.identifier ?? node.id);
  return (
    <Link
      to={to}
      className={classes.link}
      data-stretched
      data-row-focus
      draggable={node.can.includes("manage")}
      onDragStart={(event) => {
        event.dataTransfer.setData(dragType, node.id);
        event.dataTransfer.effectAllowed = "move";
      }}
      onDragOver={(event) => {
        if (node.kind === "folder" && event.dataTransfer.types.includes(dragType)) event.preventDefault();
      }}
      onDrop={(event) => {
        const dragged = nodes.find((one) => one.id === event.dataTransfer.getData(dragType));
        if (!dragged || dragged.id === node.id) return;
        event.preventDefault();
        onDrop(dragged, node);
      }}
    >
      {words}
    </Link>
  );
}

/** Whom a node is shared with, in words; only its managers are told. */
function sharedWords(node: Node): string | undefined {
  const shared = node.shared;
  if (!shared) return undefined;
  const parts = [
    shared.everyone ? t("sharedEveryone") : null,
    shared.groups > 0 ? t("sharedGroups", { count: shared.groups }) : null,
    shared.people > 0 ? t("sharedPeople", { count: shared.people }) : null,
    shared.links > 0 ? t("sharedLinks", { count: shared.links }) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? t("sharedNobody") : t("sharedWith", { list: parts.join(", ") });
}
