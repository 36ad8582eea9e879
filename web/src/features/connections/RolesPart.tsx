import { ActionIcon, Button, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { changeRoles, connectionsQuery, previewRoles, rolesQuery } from "@/api/connections";
import { searchPrincipals } from "@/api/sharing";
import type { Connection, ConnectionRole, ConnectionRoles, ConnectionRolesChange } from "@/api/types";
import { principalKey, type PrincipalHit } from "@/lib/principal";
import { confirm } from "@/ui/confirm";
import { EffectsList } from "@/ui/EffectsList";
import { ErrorNote } from "@/ui/ErrorNote";
import { PrincipalIcon } from "@/ui/PrincipalIcon";
import { PrincipalPicker } from "@/ui/PrincipalPicker";
import { ConnectionRoleSelect } from "@/ui/RoleSelect";
import { connectionRoleAbout, connectionRoleLabel, connectionRoles } from "@/ui/roles";
import { toastDone, toastError } from "@/ui/toast";
import { t } from "./messages";
import classes from "./RolesPart.module.css";

/** Who may ask what of a connection. Each choice takes effect at once and can be undone. */
export function RolesPart({ connection }: { connection: Connection }) {
  const client = useQueryClient();
  const roles = useQuery(rolesQuery(connection.id));
  const [picked, setPicked] = useState<PrincipalHit[]>([]);
  const [role, setRole] = useState<ConnectionRole>("restricted_querier");

  async function apply(change: ConnectionRolesChange): Promise<void> {
    client.setQueryData(rolesQuery(connection.id).queryKey, await changeRoles(connection.id, change));
    await client.invalidateQueries({ queryKey: connectionsQuery.queryKey });
  }
  const save = useMutation({
    mutationFn: ({ change }: { change: ConnectionRolesChange; before: ConnectionRoles }) => apply(change),
    onSuccess: (_done, { change, before }) => {
      toastDone(t("rolesSaved"), () => apply(reverse(change, before)).catch(toastError));
    },
  });
  if (roles.isError) return <ErrorNote error={roles.error} />;
  if (!roles.data) return <Skeleton h={240} />;
  const now = roles.data;
  // What concerns one person is done at once and can be undone; what concerns many is shown first.
  const change = async (next: ConnectionRolesChange): Promise<void> => {
    try {
      const effects = await previewRoles(connection.id, next);
      const many = effects.count > 1;
      if (many && !(await confirm({ title: t("rolesConfirm"), text: <EffectsList effects={effects} />, action: t("rolesConfirmDo") }))) return;
    } catch (error) {
      toastError(error);
      return;
    }
    save.mutate({ change: next, before: now });
  };

  return (
    <div className={classes.root}>
      <section className={classes.base}>
        <div className={classes.words}>
          <h2 className={classes.heading}>{t("baseTitle")}</h2>
          <span className={classes.about}>{t("baseAbout")}</span>
        </div>
        <ConnectionRoleSelect label={t("baseLabel")} width={168} value={now.base_role} onChange={(base_role) => void change({ base_role })} />
      </section>

      <section>
        <h2 className={classes.heading}>{t("rolesTitle")}</h2>
        <div className={classes.add}>
          <div className={classes.picker}>
            <PrincipalPicker
              label={t("rolesAdd")}
              value={picked}
              onChange={setPicked}
              search={searchPrincipals}
              exclude={["organization", ...now.entries.map((entry) => principalKey(entry.principal))]}
            />
          </div>
          {picked.length > 0 && (
            <div className={classes.addRole}>
              <ConnectionRoleSelect label={t("rolesAddRole")} width={156} value={role} onChange={setRole} />
              <Button
                color="amber"
                size="xs"
                onClick={() => {
                  void change({ changes: picked.map((hit) => ({ principal: hit.principal, role })) });
                  setPicked([]);
                }}
              >
                {t("add")}
              </Button>
            </div>
          )}
        </div>
        {save.isError && <ErrorNote error={save.error} />}
        {now.entries.length === 0 ? (
          <p className={classes.about}>{t("rolesNone")}</p>
        ) : (
          <ul className={classes.list}>
            {now.entries.map((entry) => (
              <li key={principalKey(entry.principal)} className={classes.entry}>
                <PrincipalIcon kind={entry.principal.kind} name={entry.name} />
                <span className={classes.name}>{entry.name}</span>
                <ConnectionRoleSelect
                  label={t("roleOf", { name: entry.name })}
                  width={156}
                  value={entry.role}
                  onChange={(next) => void change({ changes: [{ principal: entry.principal, role: next }] })}
                />
                <ActionIcon
                  variant="subtle"
                  size={28}
                  aria-label={t("roleRemove", { name: entry.name })}
                  onClick={() => void change({ changes: [{ principal: entry.principal, role: null }] })}
                >
                  <X size={16} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
      </section>

      <details className={classes.how}>
        <summary>{t("rolesHow")}</summary>
        <dl>
          {connectionRoles.map((one) => (
            <div key={one}>
              <dt>{connectionRoleLabel(one)}</dt>
              <dd>{connectionRoleAbout(one)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}

/** What takes `change` back, from the roles before it. */
function reverse(change: ConnectionRolesChange, before: ConnectionRoles): ConnectionRolesChange {
  return {
    base_role: change.base_role ? before.base_role : undefined,
    changes: change.changes?.map(({ principal }) => ({
      principal,
      role: before.entries.find((entry) => principalKey(entry.principal) === principalKey(principal))?.role ?? null,
    })),
  };
}
