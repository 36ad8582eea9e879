import { Breadcrumbs, Button, Menu } from "@mantine/core";
import { useDebouncedValue, useHotkeys } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ChartNoAxesCombined, ChevronDown, Folder, FolderOpen, Inbox, Plus, SearchX, Star, Trash2, UserPlus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { contentQuery } from "@/api/content";
import { ApiError } from "@/api/errors";
import type { Node } from "@/api/types";
import { paths } from "@/paths";
import { confirm } from "@/ui/confirm";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { NameDialog } from "@/ui/NameDialog";
import { PageHeader } from "@/ui/PageHeader";
import { SearchField } from "@/ui/SearchField";
import { useTitle } from "@/ui/useTitle";
import classes from "./BrowserPage.module.css";
import { ContentTable } from "./ContentTable";
import { t } from "./messages";
import { MoveDialog } from "./MoveDialog";
import type { NodeAction } from "./NodeMenu";
import { asked, isHub, placePath, trail, words, type Place } from "./place";
import { useContentActions } from "./useContentActions";
import { useHub } from "./useHub";

/** What the share dialog is opened for. */
export interface Shareable {
  id: string;
  kind: "folder" | "document";
  name: string;
}

type Open =
  | { kind: "new"; what: "folder" | "document" }
  | { kind: "rename" | "address"; node: Node }
  | { kind: "move"; node: Node; start: string };

/** Hubs, folders, and the lists made from everywhere. */
export function BrowserPage({ place, onShare }: { place: Place; onShare: (node: Shareable) => void }) {
  const navigate = useNavigate();
  const actions = useContentActions();
  const [q, setQ] = useQueryText();
  const [open, setOpen] = useState<Open | null>(null);
  const searchField = useRef<HTMLInputElement>(null);
  useHotkeys([["/", () => searchField.current?.focus()]]);

  // What is not there, or not for this person, is told by the page around us.
  const list = useInfiniteQuery({
    ...contentQuery(asked(place, q)),
    throwOnError: (error) => error instanceof ApiError && error.status === 404,
    placeholderData: q === "" ? undefined : keepPreviousData,
  });
  const nodes = list.data?.pages.flatMap((page) => page.items);
  const first = list.data?.pages[0];
  const parent = place.kind === "parent" ? place.parent : null;
  const text = words(place, first?.path);
  const hub = useHub(q === "" && parent !== null && !isHub(parent) ? (first?.path[0]?.id ?? null) : null);
  const above = parent === null || !first ? [] : trail(first.path, parent, hub).above;
  const trashed = place.kind === "view" && place.view === "trash" && q === "";
  const mayCreate = q === "" && parent !== null && (first?.can.includes("create") ?? false);
  const mayShare = q === "" && parent !== null && !isHub(parent) && (first?.can.includes("manage") ?? false);
  useTitle(q === "" ? text.title : t("results", { q }));

  function act(node: Node, action: NodeAction): void {
    switch (action) {
      case "share":
        return onShare(node);
      case "rename":
      case "address":
        return setOpen({ kind: action, node });
      case "move":
        return setOpen({ kind: "move", node, start: parent ?? "shared" });
      case "trash":
        return void actions.trash(node);
      case "restore":
        return void actions.restore(node);
      case "star":
        return void actions.star(node);
      case "duplicate":
        return void actions.duplicate(node);
      case "delete":
        return void confirm({
          title: t("deleteTitle", { name: node.name }),
          text: t("deleteText"),
          action: t("deleteForGood"),
          danger: true,
        }).then((yes) => (yes ? actions.deleteForGood(node) : undefined));
    }
  }

  const newMenu = mayCreate && (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button {...(nodes?.length === 0 ? { variant: "default" } : { color: "amber" })} leftSection={<Plus size={16} aria-hidden />} rightSection={<ChevronDown size={14} aria-hidden />}>
          {t("new")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<ChartNoAxesCombined size={16} />} onClick={() => setOpen({ kind: "new", what: "document" })}>
          {t("newDocument")}
        </Menu.Item>
        <Menu.Item leftSection={<Folder size={16} />} onClick={() => setOpen({ kind: "new", what: "folder" })}>
          {t("newFolder")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );

  return (
    <>
      <PageHeader
        title={q === "" ? text.title : t("results", { q })}
        about={q === "" ? text.about : null}
        trail={
          q === "" && above.length > 0 ? (
            <nav aria-label={t("breadcrumb")}>
              <Breadcrumbs separatorMargin={6}>
                {above.map((ref) => (
                  <Link key={ref.id} to={placePath(ref.id)} className={classes.crumb}>
                    {ref.name}
                  </Link>
                ))}
              </Breadcrumbs>
            </nav>
          ) : null
        }
        actions={
          <>
            <SearchField ref={searchField} label={t("search")} value={q} onChange={setQ} width={232} />
            {mayShare && parent !== null && (
              <Button
                variant="default"
                leftSection={<UserPlus size={16} aria-hidden />}
                onClick={() => onShare({ id: parent, kind: "folder", name: text.title })}
              >
                {t("share")}
              </Button>
            )}
            {newMenu}
          </>
        }
      />
      <p className="visually-hidden">{t("shortcuts")}</p>
      {list.isError ? (
        <ErrorNote error={list.error} onAgain={() => void list.refetch()} />
      ) : nodes?.length === 0 ? (
        <Nothing place={place} q={q} mayCreate={mayCreate} onNew={() => setOpen({ kind: "new", what: "document" })} />
      ) : (
        <div className={list.isPlaceholderData ? classes.stale : undefined}>
          <ContentTable
            label={q === "" ? text.title : t("results", { q })}
            nodes={nodes}
            trashed={trashed}
            onAction={act}
            onDrop={(node, folder) => setOpen({ kind: "move", node, start: folder.id })}
          />
          {list.hasNextPage && (
            <Button variant="subtle" mt="sm" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t("more")}
            </Button>
          )}
        </div>
      )}

      {open?.kind === "new" && parent !== null && (
        <NameDialog
          title={open.what === "folder" ? t("newFolder") : t("newDocument")}
          label={open.what === "folder" ? t("nameFolder") : t("nameDocument")}
          action={t("create")}
          initial=""
          onClose={() => setOpen(null)}
          submit={async (name) => {
            if (open.what === "folder") return actions.createFolder(name, parent);
            const document = await actions.createDocument(name, parent);
            const report = document.reports[0];
            const key = document.identifier ?? document.id;
            await navigate({ to: report ? paths.editReport(key, report.id) : paths.document(key) });
          }}
        />
      )}
      {open?.kind === "rename" && (
        <NameDialog
          title={t("renameTitle", { name: open.node.name })}
          label={t("name")}
          action={t("save")}
          initial={open.node.name}
          onClose={() => setOpen(null)}
          submit={(name) => actions.rename(open.node, name)}
        />
      )}
      {open?.kind === "address" && (
        <NameDialog
          title={t("addressTitle", { name: open.node.name })}
          label={t("addressLabel")}
          about={t("addressAbout")}
          action={t("save")}
          initial={open.node.identifier ?? ""}
          maxLength={48}
          onClose={() => setOpen(null)}
          submit={(identifier) => actions.setIdentifier(open.node, identifier)}
        />
      )}
      {open?.kind === "move" && (
        <MoveDialog
          node={open.node}
          from={q === "" ? parent : null}
          start={open.start}
          hub={parent !== null && isHub(parent) ? parent : hub}
          onClose={() => setOpen(null)}
          submit={(to, name) => actions.move(open.node, q === "" ? parent : null, to, name)}
        />
      )}
    </>
  );
}

/** The search text: at once in the field, and a moment later in the address and the question to the server. */
function useQueryText(): [string, (q: string) => void] {
  const search = useSearch({ strict: false }) as { q?: unknown };
  const given = typeof search.q === "string" ? search.q : "";
  const navigate = useNavigate();
  const [text, setText] = useState(given);
  const [settled] = useDebouncedValue(text.trim(), 120);
  useEffect(() => {
    if (settled !== given) void navigate({ to: ".", search: settled === "" ? {} : { q: settled }, replace: true });
    // Only what is typed moves the address; the address moving (back, a link) is a new page with its own key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  return [text, setText];
}

function Nothing({ place, q, mayCreate, onNew }: { place: Place; q: string; mayCreate: boolean; onNew: () => void }) {
  if (q !== "") return <EmptyState icon={<SearchX size={20} />} title={t("emptySearch", { q })} text={t("emptySearchText")} />;
  const text = words(place, undefined);
  const icon = place.kind === "view" && place.view === "trash" ? <Trash2 size={20} /> : place.kind === "view" && place.view === "favourites" ? <Star size={20} /> : place.kind === "view" ? <Inbox size={20} /> : <FolderOpen size={20} />;
  const readOnly = place.kind === "parent" && !mayCreate && !isHub(place.parent);
  return (
    <EmptyState
      icon={icon}
      title={text.empty}
      text={readOnly ? t("emptyFolderRead") : text.emptyText}
      action={
        mayCreate ? (
          <Button color="amber" leftSection={<Plus size={16} aria-hidden />} onClick={onNew}>
            {t("createFirst")}
          </Button>
        ) : null
      }
    />
  );
}
