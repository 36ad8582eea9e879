import { Skeleton, Stack, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { documentQuery } from "@/api/content";
import { accessQuery } from "@/api/sharing";
import { confirm } from "@/ui/confirm";
import { Dialog } from "@/ui/Dialog";
import { ErrorNote } from "@/ui/ErrorNote";
import { AbilitiesPanel } from "./AbilitiesPanel";
import { draftSize, emptyDraft } from "./draft";
import { LinksPanel } from "./LinksPanel";
import { t } from "./messages";
import { PeopleFooter } from "./PeopleFooter";
import { PeoplePanel } from "./PeoplePanel";
import classes from "./ShareDialog.module.css";

interface Props {
  node: { id: string; kind: "folder" | "document"; name: string };
  /** The report that is open, if any: its links come first. */
  report?: string;
  onClose: () => void;
}

/** One dialog for folders, documents and reports: who has access and from where, what an edit would change, and report links. */
export function ShareDialog({ node, report, onClose }: Props) {
  const [tab, setTab] = useState("people");
  const [draft, setDraft] = useState(emptyDraft);
  const access = useQuery(accessQuery(node.id));
  const document = useQuery({ ...documentQuery(node.id), enabled: node.kind === "document" });
  const reports = document.data?.reports ?? [];
  const withLinks = node.kind === "document" && reports.length > 0;

  async function close(): Promise<void> {
    if (draftSize(draft) > 0) {
      const yes = await confirm({ title: t("discardTitle"), text: t("discardText"), action: t("discardAction"), danger: true });
      if (!yes) return;
    }
    onClose();
  }

  const people = access.isError ? (
    <ErrorNote error={access.error} />
  ) : access.data ? (
    <PeoplePanel access={access.data} draft={draft} onDraft={setDraft} />
  ) : (
    <Loading />
  );

  return (
    <Dialog
      opened
      onClose={() => void close()}
      title={t("title", { name: node.name })}
      size={660}
      closeOnClickOutside={draftSize(draft) === 0}
      footer={
        tab === "people" &&
        access.data && (
          <PeopleFooter
            node={node}
            address={document.data?.identifier ?? node.id}
            access={access.data}
            draft={draft}
            onDraft={setDraft}
            onDone={onClose}
          />
        )
      }
    >
      {withLinks ? (
        <Tabs value={tab} onChange={(next) => setTab(next ?? "people")} keepMounted={false} classNames={{ list: classes.tabs }}>
          <Tabs.List>
            <Tabs.Tab value="people">{t("people")}</Tabs.Tab>
            <Tabs.Tab value="links">
              {access.data && access.data.links > 0 ? t("linksCount", { count: access.data.links }) : t("links")}
            </Tabs.Tab>
            <Tabs.Tab value="abilities">{t("abilities")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="people" pt="md">
            {people}
          </Tabs.Panel>
          <Tabs.Panel value="links" pt="md">
            <LinksPanel node={node.id} document={node.id} reports={reports} first={report} />
          </Tabs.Panel>
          <Tabs.Panel value="abilities" pt="md">
            <AbilitiesPanel document={node.id} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        people
      )}
    </Dialog>
  );
}

function Loading() {
  return (
    <Stack gap="sm">
      <Skeleton h={36} />
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} h={44} />
      ))}
    </Stack>
  );
}
