import { Link } from "@tanstack/react-router";
import { ChartNoAxesCombined, Folder } from "lucide-react";
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
      cell: (node) => !node.name_only && <ShareIcon state={node.sharing} />,
    },
    { key: "owner", label: t("columnOwner"), width: "160", hideBelow: "md", cell: (node) => (node.name_only ? null : node.owner.name) },
    {
      key: "updated",
      label: t("columnUpdated"),
      width: "128",
      hideBelow: "sm",
      cell: (node) => !node.name_only && <span className={classes.quiet}><RelativeTime at={node.updated_at} /></span>,
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
        <span className={classes.name}>{node.name}</span>
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
