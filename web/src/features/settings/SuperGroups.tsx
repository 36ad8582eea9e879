import { ActionIcon, Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { instanceGrantsQuery, removeInstanceGrant, setInstanceGrant } from "@/api/admin";
import { searchPrincipals } from "@/api/sharing";
import type { InstanceGrant, Role } from "@/api/types";
import type { PrincipalHit } from "@/lib/principal";
import { confirm } from "@/ui/confirm";
import { ErrorNote } from "@/ui/ErrorNote";
import { PrincipalPicker } from "@/ui/PrincipalPicker";
import { RoleSelect } from "@/ui/RoleSelect";
import { toastDone, toastError } from "@/ui/toast";
import { t } from "./messages";
import classes from "./SettingsPage.module.css";

const roles = ["viewer", "editor", "manager"] as const;
const onlyGroups = async (q: string, signal: AbortSignal): Promise<PrincipalHit[]> =>
  (await searchPrincipals(q, signal)).filter((hit) => hit.principal.kind === "group");

/** Groups with a role on everything: given after a question, changed and taken away with an undo. */
export function SuperGroups() {
  const client = useQueryClient();
  const grants = useQuery(instanceGrantsQuery);
  const [picked, setPicked] = useState<PrincipalHit[]>([]);
  const refresh = () => client.invalidateQueries({ queryKey: instanceGrantsQuery.queryKey });
  const apply = async (group: string, role: Role | null) => {
    await (role === null ? removeInstanceGrant(group) : setInstanceGrant(group, role));
    await refresh();
  };
  const change = useMutation({
    mutationFn: ({ grant, role }: { grant: InstanceGrant; role: Role | null }) => apply(grant.group.id, role),
    onSuccess: (_done, { grant }) =>
      toastDone(t("superGroupSaved", { name: grant.group.name }), () => apply(grant.group.id, grant.role).catch(toastError)),
  });
  const add = useMutation({
    mutationFn: async (hits: PrincipalHit[]) => {
      for (const hit of hits) {
        const people = t("superGroupMembers", { count: hit.members ?? 0 });
        const yes = await confirm({
          title: t("superGroupSure", { name: hit.name }),
          text: t("superGroupSureText", { people }),
          action: t("superGroupGive"),
          danger: true,
        });
        if (yes && hit.principal.id) await apply(hit.principal.id, "viewer");
      }
    },
    onSuccess: () => setPicked([]),
  });
  if (grants.isPending) return <Skeleton h={48} />;
  return (
    <Stack gap="sm">
      <ErrorNote error={grants.error ?? change.error ?? add.error} />
      {grants.data?.length === 0 && (
        <Text c="dimmed" size="sm">
          {t("superGroupNone")}
        </Text>
      )}
      {grants.data?.map((grant) => (
        <div key={grant.group.id} className={classes.line}>
          <span className={classes.words}>
            <span>{grant.group.name}</span>
            <span className={classes.about}>{t("superGroupMembers", { count: grant.members })}</span>
          </span>
          <Group gap="xs" wrap="nowrap">
            <RoleSelect
              label={t("superGroupRole", { name: grant.group.name })}
              roles={roles}
              value={grant.role}
              onChange={(role) => change.mutate({ grant, role })}
            />
            <ActionIcon
              variant="subtle"
              aria-label={t("superGroupRemove", { name: grant.group.name })}
              onClick={() => change.mutate({ grant, role: null })}
            >
              <X size={16} aria-hidden />
            </ActionIcon>
          </Group>
        </div>
      ))}
      <Group gap="xs" align="flex-end">
        <div className={classes.field}>
          <PrincipalPicker
            label={t("superGroupPick")}
            value={picked}
            onChange={setPicked}
            search={onlyGroups}
            exclude={grants.data?.map((grant) => `group:${grant.group.id}`) ?? []}
            placeholder={t("superGroupPick")}
          />
        </div>
        <Button variant="default" disabled={picked.length === 0} loading={add.isPending} onClick={() => add.mutate(picked)}>
          {t("superGroupAdd")}
        </Button>
      </Group>
    </Stack>
  );
}
