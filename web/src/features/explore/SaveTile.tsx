import { Anchor, Button, NativeSelect, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../../api/errors";
import { send } from "../../api/http";
import { loadProject, saveProject } from "../../api/reports";
import type { Node } from "../../api/types";
import { newId } from "../../lib/ids";
import type { Chart, Project, SemanticQuery, Tile } from "../../lib/wire";
import { paths } from "../../paths";
import { Dialog } from "../../ui/Dialog";
import { ErrorNote } from "../../ui/ErrorNote";
import { t } from "./messages";

interface Props {
  connection: string;
  query: SemanticQuery | { sql: string };
  chart: Chart;
  onClose: () => void;
}

/** Puts the result into a report of a document that one may edit. */
export function SaveTile({ connection, query, chart, onClose }: Props) {
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search.trim(), 200);
  const [document, setDocument] = useState<string | null>(null);
  const [title, setTitle] = useState("");
  const [place, setPlace] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [done, setDone] = useState<{ report: string; name: string } | null>(null);
  const client = useQueryClient();
  const documents = useQuery({
    queryKey: ["documents-to-save-in", asked],
    queryFn: ({ signal }) =>
      send<{ items: Node[] }>("GET", "/content", { query: { kind: "document", q: asked, limit: 50 }, signal }).then((page) =>
        page.items.filter((node) => node.can.includes("edit")),
      ),
    placeholderData: (before) => before,
  });
  const project = useQuery({
    queryKey: ["project", document, "to-save-in"],
    queryFn: ({ signal }) => loadProject(document ?? "", signal),
    enabled: document !== null,
    gcTime: 0,
  });
  const places = (project.data?.project.reports ?? []).flatMap((report) =>
    report.tabs.map((tab) => ({ value: `${report.id} ${tab.id}`, label: `${report.name} / ${tab.name}` })),
  );

  const save = async (): Promise<void> => {
    if (document === null) return;
    setBusy(true);
    setError(null);
    const [report, tab] = (place || places[0]?.value || "").split(" ");
    const tile: Tile = {
      id: newId("tile"),
      title: title.trim() || t("untitled"),
      layout: { x: 0, y: 0, w: 6, h: 7 },
      content: "sql" in query ? { kind: "sql", connection, sql: query.sql, chart } : { kind: "query", connection, query, chart },
    };
    try {
      setDone(await append(document, tile, report, tab));
      void client.invalidateQueries({ queryKey: ["report"] });
      void client.invalidateQueries({ queryKey: ["document"] });
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  const node = documents.data?.find((one) => one.id === document);
  if (done !== null) {
    return (
      <Dialog
        opened
        onClose={onClose}
        title={t("savedTo", { report: done.name })}
        footer={
          <Button color="amber" component={Link} to={paths.report(node?.identifier ?? document ?? "", done.report)}>
            {t("open")}
          </Button>
        }
      >
        <Anchor component={Link} to={paths.editReport(node?.identifier ?? document ?? "", done.report)} size="sm">
          {paths.editReport(node?.identifier ?? document ?? "", done.report)}
        </Anchor>
      </Dialog>
    );
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("saveTitle")}
      footer={
        <Button color="amber" loading={busy} disabled={document === null || project.data === undefined} onClick={() => void save()}>
          {t("saveButton")}
        </Button>
      }
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={t("tileTitle")}
          placeholder={t("untitled")}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Select
          label={t("document")}
          placeholder={t("searchDocument")}
          searchable
          searchValue={search}
          onSearchChange={setSearch}
          nothingFoundMessage={t("noDocuments")}
          // The server has searched already, also in descriptions and owners.
          filter={({ options }) => options}
          data={(documents.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
          value={document}
          onChange={(value) => {
            setDocument(value);
            setPlace("");
          }}
        />
        {project.data !== undefined &&
          (places.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t("noReport")}
            </Text>
          ) : (
            <NativeSelect
              label={`${t("report")} / ${t("tab")}`}
              data={places}
              value={place || places[0]?.value}
              onChange={(event) => setPlace(event.currentTarget.value)}
            />
          ))}
        <ErrorNote error={error ?? documents.error ?? project.error} />
      </Stack>
    </Dialog>
  );
}

/** Adding a tile disturbs nobody's work: when somebody saved meanwhile, it is added to what they saved. */
async function append(
  document: string,
  tile: Tile,
  report: string | undefined,
  tab: string | undefined,
): Promise<{ report: string; name: string }> {
  for (let turn = 0; ; turn += 1) {
    const { project, etag } = await loadProject(document);
    const next = withTile(project, tile, report, tab);
    try {
      await saveProject(document, next.project, etag);
      return next;
    } catch (failure) {
      if (!(failure instanceof ApiError && failure.status === 412) || turn >= 2) throw failure;
    }
  }
}

function withTile(project: Project, tile: Tile, report: string | undefined, tab: string | undefined) {
  const found = project.reports.find((one) => one.id === report) ?? project.reports[0];
  if (found === undefined) {
    const made = {
      id: newId("rep"),
      name: t("newReport"),
      tabs: [{ id: newId("tab"), name: t("newTab"), tiles: [tile] }],
      filters: [],
    };
    return { project: { ...project, reports: [made] }, report: made.id, name: made.name };
  }
  const at = found.tabs.some((one) => one.id === tab) ? tab : found.tabs[0]?.id;
  const tabs = found.tabs.map((one) => {
    if (one.id !== at) return one;
    const y = Math.max(0, ...one.tiles.map(({ layout }) => layout.y + layout.h));
    return { ...one, tiles: [...one.tiles, { ...tile, layout: { ...tile.layout, y } }] };
  });
  const reports = project.reports.map((one) => (one.id === found.id ? { ...one, tabs } : one));
  return { project: { ...project, reports }, report: found.id, name: found.name };
}
