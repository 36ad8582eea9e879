import { Button, Skeleton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Users } from "lucide-react";
import { useMemo, useState } from "react";
import { createGroup, groupsQuery } from "@/api/people";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { NameDialog } from "@/ui/NameDialog";
import { PageHeader } from "@/ui/PageHeader";
import { toastDone } from "@/ui/toast";
import { useTitle } from "@/ui/useTitle";
import { GroupPanel } from "./GroupPanel";
import classes from "./GroupsPage.module.css";
import { GroupTree } from "./GroupTree";
import { t } from "./messages";
import { groupTree } from "./tree";

/** Groups as a tree on the left, the chosen one with its members on the right. */
export function GroupsPage() {
  useTitle(t("groups"));
  const client = useQueryClient();
  const groups = useQuery(groupsQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const [creating, setCreating] = useState(false);
  const tree = useMemo(() => groupTree(groups.data?.items ?? []), [groups.data]);
  const current = groups.data?.items.find((group) => group.id === chosen) ?? tree[0]?.group;
  const button = (
    <Button color="amber" leftSection={<Plus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t("newGroup")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("groups")} about={t("groupsAbout")} actions={button} />
      {groups.isError ? (
        <ErrorNote error={groups.error} onAgain={() => void groups.refetch()} />
      ) : groups.isPending ? (
        <Skeleton h={280} />
      ) : groups.data.items.length === 0 ? (
        <EmptyState icon={<Users size={20} />} title={t("groupsEmpty")} text={t("groupsEmptyText")} action={button} />
      ) : (
        <div className={classes.columns}>
          <GroupTree branches={tree} chosen={current?.id ?? null} onChoose={setChosen} />
          {current && <GroupPanel key={current.id} group={current} onOpen={setChosen} />}
        </div>
      )}
      {creating && (
        <NameDialog
          title={t("newGroup")}
          label={t("groupName")}
          action={t("create")}
          initial=""
          onClose={() => setCreating(false)}
          submit={async (name) => {
            const group = await createGroup(name);
            await client.invalidateQueries({ queryKey: groupsQuery.queryKey });
            setChosen(group.id);
            toastDone(t("groupCreated", { name: group.name }));
          }}
        />
      )}
    </>
  );
}
