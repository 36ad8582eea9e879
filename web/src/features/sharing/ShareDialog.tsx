import { Button, Skeleton, Stack, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { documentQuery } from "@/api/content";
import { accessQuery } from "@/api/sharing";
import type { Role } from "@/api/types";
import type { PrincipalHit } from "@/lib/principal";
import { confirm } from "@/ui/confirm";
import { Dialog } from "@/ui/Dialog";
import { ErrorNote, WarnNote } from "@/ui/ErrorNote";
import { draftSize, emptyDraft, withPicked, type Draft } from "./draft";
import { LinksPanel } from "./LinksPanel";
import { t } from "./messages";
import { PeopleFooter } from "./PeopleFooter";
import { PeoplePanel } from "./PeoplePanel";
import { RequestsPanel } from "./RequestsPanel";
import { SettingsPanel } from "./SettingsPanel";
import classes from "./ShareDialog.module.css";
import { useTenantDrafts } from "./tenants/useTenantDrafts";

const TenantsPanel = lazy(() => import("./tenants/TenantsPanel").then((module) => ({ default: module.TenantsPanel })));
const TenantsFooter = lazy(() => import("./tenants/TenantsFooter").then((module) => ({ default: module.TenantsFooter })));

interface Place {
  id: string;
  kind: "folder" | "document";
  name: string;
}

interface Props {
  node: Place;
  /** The report that is open, if any: its links come first. */
  report?: string;
  onClose: () => void;
}

/** One dialog for folders, documents and reports: who has access and from where, what an edit would change, and report links. */
export function ShareDialog({ node: opened, report, onClose }: Props) {
  // The folders that something here comes from are looked at and changed in the same place.
  const [trail, setTrail] = useState<Place[]>([opened]);
  const node = trail.at(-1) ?? opened;
  const before = trail.at(-2);
  const [tab, setTab] = useState("people");
  const [listed, setListed] = useState(emptyDraft);
  const [picked, setPicked] = useState<PrincipalHit[]>([]);
  const [role, setRole] = useState<Role>("viewer");
  const access = useQuery(accessQuery(node.id));
  const document = useQuery({ ...documentQuery(node.id), enabled: node.kind === "document" });
  const reports = document.data?.reports ?? [];
  const withLinks = node.kind === "document" && reports.length > 0;
  const withTenants = withLinks && (access.data?.can.includes("manage") ?? false);
  const tenants = useTenantDrafts(reports, report);
  const requests = (access.data?.requests ?? []).filter((one) => one.state === "open");
  // Whoever is chosen in the field counts as an edit, whether or not they were put into the list: nobody is forgotten there.
  const draft = useMemo(() => (access.data ? withPicked(listed, access.data, picked, role) : listed), [access.data, listed, picked, role]);
  const change = (next: Draft): void => {
    setListed(next);
    setPicked([]);
  };
  const withSettings = node.kind === "document" || access.data?.stands_alone !== undefined;

  async function leave(): Promise<boolean> {
    if (draftSize(draft) === 0 && !tenants.dirty) return true;
    return confirm({ title: t("discardTitle"), text: t("discardText"), action: t("discardAction"), danger: true });
  }
  async function close(): Promise<void> {
    if (await leave()) onClose();
  }
  async function go(next: Place[]): Promise<void> {
    if (!(await leave())) return;
    change(emptyDraft);
    tenants.clear();
    setTab("people");
    setTrail(next);
  }

  const people = access.isError ? (
    <ErrorNote error={access.error} />
  ) : access.data ? (
    <>
      {requests.length > 0 && (
        <div className={classes.waiting}>
          <WarnNote>
            {t("requestsWaiting", { count: requests.length })}{" "}
            <button type="button" className={classes.answer} onClick={() => setTab("requests")}>
              {t("requestsAnswer")}
            </button>
          </WarnNote>
        </div>
      )}
      <PeoplePanel
        key={node.id}
        access={access.data}
        draft={listed}
        onDraft={setListed}
        picked={picked}
        onPick={setPicked}
        addRole={role}
        onAddRole={setRole}
        onOpenNode={(source) => void go([...trail, { ...source, kind: "folder" }])}
      />
    </>
  ) : (
    <Loading />
  );

  return (
    <Dialog
      opened
      onClose={() => void close()}
      title={t("title", { name: node.name })}
      size={tab === "tenants" ? 1080 : 680}
      closeOnClickOutside={draftSize(draft) === 0 && !tenants.dirty}
      footer={
        tab === "tenants" ? (
          <Suspense fallback={null}>
            <TenantsFooter key={tenants.report} document={node.id} drafts={tenants} onDone={() => void close()} />
          </Suspense>
        ) : (
          // On every page of the dialog: edits of the people are saved where somebody happens to be.
          access.data && (
            <PeopleFooter
              key={node.id}
              node={node}
              address={document.data?.identifier ?? node.id}
              report={node.id === opened.id ? (report ?? null) : null}
              access={access.data}
              draft={draft}
              onDraft={change}
              onDone={onClose}
            />
          )
        )
      }
    >
      {before && (
        <Button size="compact-sm" variant="subtle" mb={12} leftSection={<ArrowLeft size={14} aria-hidden />} onClick={() => void go(trail.slice(0, -1))}>
          {t("backTo", { name: before.name })}
        </Button>
      )}
      {withLinks || withSettings ? (
        <Tabs value={tab} onChange={(next) => setTab(next ?? "people")} keepMounted={false} classNames={{ list: classes.tabs }}>
          <Tabs.List>
            <Tabs.Tab value="people">
              {t("people")}
              {draftSize(draft) > 0 && (
                <span className={classes.unsaved} role="img" aria-label={t("pending", { count: draftSize(draft) })} title={t("pending", { count: draftSize(draft) })} />
              )}
            </Tabs.Tab>
            {withLinks && (
              <Tabs.Tab value="links">{access.data && access.data.links > 0 ? t("linksCount", { count: access.data.links }) : t("links")}</Tabs.Tab>
            )}
            {withTenants && <Tabs.Tab value="tenants">{t("tenants")}</Tabs.Tab>}
            {access.data?.requests !== undefined && node.kind === "document" && (
              <Tabs.Tab value="requests">{requests.length > 0 ? t("requestsCount", { count: requests.length }) : t("requests")}</Tabs.Tab>
            )}
            {withSettings && <Tabs.Tab value="settings">{t("settings")}</Tabs.Tab>}
          </Tabs.List>
          <Tabs.Panel value="people" pt="md">
            {people}
          </Tabs.Panel>
          {withLinks && (
            <Tabs.Panel value="links" pt="md">
              <LinksPanel node={node.id} document={node.id} reports={reports} first={report} />
            </Tabs.Panel>
          )}
          {withTenants && (
            <Tabs.Panel value="tenants" pt="md">
              <Suspense fallback={<Loading />}>
                <TenantsPanel document={node.id} reports={reports} drafts={tenants} />
              </Suspense>
            </Tabs.Panel>
          )}
          {access.data && (
            <>
              <Tabs.Panel value="requests" pt="md">
                <RequestsPanel requests={requests} />
              </Tabs.Panel>
              <Tabs.Panel value="settings" pt="md">
                <SettingsPanel key={node.id} access={access.data} identifier={document.data?.identifier ?? null} />
              </Tabs.Panel>
            </>
          )}
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
