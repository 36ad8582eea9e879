import { Button, Checkbox, Group, PasswordInput, Radio, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { fieldErrors, hasCode } from "@/api/errors";
import { changeUser, createUser, ownedQuery, usersQuery } from "@/api/people";
import type { User } from "@/api/types";
import { suggestPassword } from "@/lib/password";
import { Dialog } from "@/ui/Dialog";
import { ErrorNote } from "@/ui/ErrorNote";
import { toastDone, toastError } from "@/ui/toast";
import { AttributeValues } from "./AttributeValues";
import { t } from "./messages";
import classes from "./people.module.css";
import { ownedWords } from "./ownedWords";
import { UserActions } from "./UserActions";

/** A person's account: a new one, or everything an administrator changes of an existing one. */
export function UserDialog({ user, onClose, onInvite }: { user: User | null; onClose: () => void; onInvite?: (user: User) => void }) {
  const client = useQueryClient();
  const form = useId();
  const [name, setName] = useState(user?.name ?? "");
  const [email, setEmail] = useState(user?.email ?? "");
  const [how, setHow] = useState<"invite" | "password">("invite");
  const [password, setPassword] = useState("");
  const [isAdmin, setIsAdmin] = useState(user?.is_admin ?? false);
  const [active, setActive] = useState(user?.active ?? true);
  const [newOwner, setNewOwner] = useState<string | null>(null);
  const others = useQuery(usersQuery).data?.items.filter((one) => one.active && one.id !== user?.id) ?? [];
  // Whoever leaves hands over what they own: that is asked as soon as the switch is off.
  const leaves = user !== null && user.active && !active;
  const owned = useQuery({ ...ownedQuery(user?.id ?? ""), enabled: leaves }).data;
  const owns = leaves && (owned?.count ?? 0) > 0;
  const save = useMutation({
    mutationFn: () =>
      user
        ? changeUser(user.id, {
            name: name !== user.name ? name : undefined,
            is_admin: isAdmin !== user.is_admin ? isAdmin : undefined,
            active: active !== user.active ? active : undefined,
            password: password === "" ? undefined : password,
            hand_over_to: leaves ? (newOwner ?? undefined) : undefined,
          })
        : createUser({ name: name.trim(), email: email.trim(), password: how === "password" ? password : undefined, is_admin: isAdmin }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: usersQuery.queryKey });
      if (!user && how === "invite") {
        onInvite?.(saved);
        return;
      }
      toastDone(user ? t("saved", { name }) : t("created", { name }), user ? way(user) : undefined);
      onClose();
    },
  });
  /** The way back; there is none from a new password, and none from a hand-over. */
  function way(before: User): (() => Promise<unknown>) | undefined {
    if (password !== "" || owns) return undefined;
    const refresh = () => client.invalidateQueries({ queryKey: usersQuery.queryKey });
    return () => changeUser(before.id, { name: before.name, is_admin: before.is_admin, active: before.active }).then(refresh, toastError);
  }
  const wrong = fieldErrors(save.error);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={user?.name ?? t("newUser")}
      size={520}
      footer={
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" form={form} color="amber" loading={save.isPending} disabled={(leaves && owned === undefined) || (owns && newOwner === null)}>
            {user ? t("save") : t("add")}
          </Button>
        </Group>
      }
    >
      <form
        id={form}
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput data-autofocus label={t("name")} required withAsterisk={false} value={name} error={wrong.name} onChange={(event) => setName(event.currentTarget.value)} />
          {user ? null : (
            <TextInput label={t("email")} type="email" autoComplete="off" required withAsterisk={false} value={email} error={wrong.email} onChange={(event) => setEmail(event.currentTarget.value)} />
          )}
          {!user && (
            <Radio.Group label={t("howIn")} value={how} onChange={(next) => setHow(next as "invite" | "password")}>
              <Stack gap={6} mt={6}>
                <Radio value="invite" label={t("howInvite")} description={t("inviteAbout")} />
                <Radio value="password" label={t("howPassword")} />
              </Stack>
            </Radio.Group>
          )}
          {user?.elsewhere && <p className={classes.about}>{t("elsewhere")}</p>}
          <div hidden={user ? user.elsewhere : how === "invite"}>
            <PasswordInput
              label={user ? t("newPassword") : t("password")}
              description={user ? t("newPasswordAbout") : t("passwordAbout")}
              autoComplete="new-password"
              required={!user && how === "password"}
              withAsterisk={false}
              value={password}
              error={wrong.password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            {!user && (
              <Button size="compact-xs" variant="subtle" mt={4} onClick={() => setPassword(suggestPassword())}>
                {t("suggest")}
              </Button>
            )}
          </div>
          <Checkbox label={t("isAdmin")} description={t("isAdminAbout")} checked={isAdmin} onChange={(event) => setIsAdmin(event.currentTarget.checked)} />
          {user && <Switch label={t("active")} description={t("activeAbout")} checked={active} onChange={(event) => setActive(event.currentTarget.checked)} />}
          {owns && owned && <p className={classes.about}>{ownedWords(owned)}</p>}
          {(owns || hasCode(save.error, "owns_content")) && (
            <Select
              searchable
              required
              withAsterisk={false}
              label={t("newOwner")}
              description={t("newOwnerAbout", { name })}
              value={newOwner}
              data={others.map((one) => ({ value: one.id, label: one.name }))}
              onChange={setNewOwner}
            />
          )}
          {save.isError && Object.keys(wrong).length === 0 && !(owns && newOwner === null) && <ErrorNote error={save.error} />}
        </Stack>
      </form>
      {user && (
        <>
          <UserActions user={user} onInvite={() => onInvite?.(user)} onGone={onClose} />
          <section className={classes.section}>
            <h2 className={classes.heading}>{t("groupsOf")}</h2>
            <p className={classes.about}>{user.groups.length === 0 ? t("groupsNone") : user.groups.map((group) => group.name).join(", ")}</p>
          </section>
          <section className={classes.section}>
            <h2 className={classes.heading}>{t("valuesTitle")}</h2>
            <p className={classes.about}>{t("valuesAbout")}</p>
            <AttributeValues holder={{ kind: "user", id: user.id }} values={user.attributes} />
          </section>
        </>
      )}
    </Dialog>
  );
}
