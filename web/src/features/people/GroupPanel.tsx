import { ActionIcon, Button, Menu } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { EllipsisVertical, Eye, PencilLine, Trash2, X } from "lucide-react";
import { useState } from "react";
import { merged } from "@/api/merged";
import { addMember, deleteGroup, groupsQuery, previewMember, removeMember, renameGroup, usersQuery } from "@/api/people";
import { searchPrincipals } from "@/api/sharing";
import type { Group } from "@/api/types";
import { beginView } from "@/api/viewAs";
import { principalKey, type PrincipalHit } from "@/lib/principal";
import { confirm } from "@/ui/confirm";
import { EffectsList } from "@/ui/EffectsList";
import { ErrorNote } from "@/ui/ErrorNote";
import { NameDialog } from "@/ui/NameDialog";
import { PrincipalIcon } from "@/ui/PrincipalIcon";
import { PrincipalPicker } from "@/ui/PrincipalPicker";
import { errorText, toastDone, toastError } from "@/ui/toast";
import { AttributeValues } from "./AttributeValues";
import classes from "./GroupPanel.module.css";
import { t } from "./messages";

/** One group: its members, which can be groups again, and the attribute values it gives them. */
export function GroupPanel({ group, onOpen }: { group: Group; onOpen: (id: string) => void }) {
  const client = useQueryClient();
  const [picked, setPicked] = useState<PrincipalHit[]>([]);
  // Why a change of members cannot be: a cycle is told with its path, where it was tried.
  const [refused, setRefused] = useState<unknown>(null);
  const [renaming, setRenaming] = useState(false);
  const groups = useQuery(groupsQuery);
  const refresh = () =>
    Promise.all([client.invalidateQueries({ queryKey: groupsQuery.queryKey }), client.invalidateQueries({ queryKey: usersQuery.queryKey })]);
  const add = useMutation({
    mutationFn: async (hits: PrincipalHit[]) => {
      for (const hit of hits) await addMember(group.id, hit.principal.id ?? "");
    },
    onSuccess: (_done, hits) => {
      setPicked([]);
      toastDone(t("memberAdded", { count: hits.length }), async () => {
        try {
          for (const hit of hits) await removeMember(group.id, hit.principal.id ?? "");
        } catch (error) {
          toastError(error);
        }
        await refresh();
      });
    },
    onSettled: refresh,
  });

  /** Says what it does before it is done; what concerns nobody needs no question. */
  async function agreed(title: string, action: string, members: string[], inside: boolean): Promise<boolean> {
    try {
      setRefused(null);
      const effects = merged(await Promise.all(members.map((id) => previewMember(group.id, id, inside))));
      return effects.count === 0 || (await confirm({ title, text: <EffectsList effects={effects} />, action, danger: !inside }));
    } catch (error) {
      setRefused(error);
      return false;
    }
  }
  async function addPicked(): Promise<void> {
    const ids = picked.map((hit) => hit.principal.id ?? "");
    if (await agreed(t("memberAddTitle", { group: group.name }), t("add"), ids, true)) add.mutate(picked);
  }

  async function remove(id: string, name: string): Promise<void> {
    if (!(await agreed(t("memberRemoveTitle", { name, group: group.name }), t("memberRemoveDo"), [id], false))) return;
    try {
      await removeMember(group.id, id);
      toastDone(t("memberRemoved", { name, group: group.name }), async () => {
        await addMember(group.id, id).catch(toastError);
        await refresh();
      });
    } catch (error) {
      toastError(error);
    }
    await refresh();
  }
  async function removeGroup(): Promise<void> {
    const { name } = group;
    const yes = await confirm({ title: t("deleteGroupTitle", { name }), text: t("deleteGroupText"), action: t("deleteGroup"), danger: true });
    if (!yes) return;
    try {
      await deleteGroup(group.id);
      toastDone(t("deleted", { name }));
    } catch (error) {
      toastError(error);
    }
    await refresh();
  }

  const refusal = refused ?? add.error;
  return (
    <section className={classes.panel} aria-label={group.name}>
      <div className={classes.head}>
        <div className={classes.words}>
          <h2 className={classes.title}>{group.name}</h2>
          <span className={classes.about}>{t("groupPeopleAbout", { count: group.user_count })}</span>
        </div>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" size={32} aria-label={t("actions", { name: group.name })}>
              <EllipsisVertical size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Eye size={16} />} onClick={() => void beginView({ group: group.id }).catch(toastError)}>
              {t("viewAs", { name: group.name })}
            </Menu.Item>
            <Menu.Item leftSection={<PencilLine size={16} />} onClick={() => setRenaming(true)}>
              {t("rename")}
            </Menu.Item>
            <Menu.Item leftSection={<Trash2 size={16} />} c="var(--lucarne-danger)" onClick={() => void removeGroup()}>
              {t("deleteGroup")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>

      <h3 className={classes.heading}>{t("members")}</h3>
      <div className={classes.add}>
        <div className={classes.picker}>
          <PrincipalPicker
            label={t("addMembers")}
            value={picked}
            onChange={(next) => {
              setPicked(next);
              setRefused(null);
            }}
            onEnter={() => void addPicked()}
            search={searchPrincipals}
            exclude={["organization", `group:${group.id}`, ...group.members.map((one) => principalKey(one.principal))]}
          />
        </div>
        {picked.length > 0 && (
          <Button color="amber" loading={add.isPending} onClick={() => void addPicked()}>
            {t("add")}
          </Button>
        )}
      </div>
      {refusal !== null && <ErrorNote>{named(errorText(refusal), groups.data?.items ?? [])}</ErrorNote>}
      {group.members.length === 0 ? (
        <p className={classes.about}>{t("membersNone")}</p>
      ) : (
        <ul className={classes.list}>
          {group.members.map(({ principal, name }) => (
            <li key={principalKey(principal)} className={classes.member}>
              <PrincipalIcon kind={principal.kind} name={name} />
              {principal.kind === "group" ? (
                <button type="button" className={classes.open} onClick={() => onOpen(principal.id ?? "")}>
                  {name}
                </button>
              ) : (
                <span className={classes.name}>{name}</span>
              )}
              <ActionIcon variant="subtle" size={28} aria-label={t("memberRemove", { name })} onClick={() => void remove(principal.id ?? "", name)}>
                <X size={16} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}

      <h3 className={classes.heading}>{t("valuesTitle")}</h3>
      <p className={classes.about}>{t("valuesGroupAbout")}</p>
      <AttributeValues holder={{ kind: "group", id: group.id }} values={group.attributes} />

      {renaming && (
        <NameDialog
          title={t("renameTitle", { name: group.name })}
          label={t("groupName")}
          action={t("save")}
          initial={group.name}
          onClose={() => setRenaming(false)}
          submit={async (name) => {
            await renameGroup(group.id, name);
            await refresh();
            toastDone(t("renamed", { name }), () => renameGroup(group.id, group.name).then(refresh, toastError));
          }}
        />
      )}
    </section>
  );
}

/** The path of a cycle comes in ids; people know groups by their names. */
const named = (text: string, groups: readonly Group[]): string => text.replaceAll(/grp_[0-9a-f]+/gu, (id) => groups.find((one) => one.id === id)?.name ?? id);
