import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { deleteUser, ownedQuery, usersQuery } from "@/api/people";
import type { User } from "@/api/types";
import { beginView } from "@/api/viewAs";
import { paths } from "@/paths";
import { Dialog } from "@/ui/Dialog";
import { ErrorNote } from "@/ui/ErrorNote";
import { RelativeTime } from "@/ui/RelativeTime";
import { toastDone, toastError } from "@/ui/toast";
import { t } from "./messages";
import { ownedWords } from "./ownedWords";
import classes from "./people.module.css";

/** What else an administrator does with a person: see as them, see what they reach, invite, delete. */
export function UserActions({ user, onInvite, onGone }: { user: User; onInvite: () => void; onGone: () => void }) {
  const [removing, setRemoving] = useState(false);
  return (
    <section className={classes.section}>
      {user.invited_until && (
        <p className={classes.about}>
          {t("inviteOpen", { when: "" })} <RelativeTime at={user.invited_until} />
        </p>
      )}
      <Group gap="xs">
        {user.active && (
          <Button size="xs" variant="default" onClick={() => void beginView({ user: user.id }).catch(toastError)}>
            {t("viewAs", { name: user.name })}
          </Button>
        )}
        <Button size="xs" variant="default" component={Link} to={paths.reachOf(user.id)}>
          {t("reach")}
        </Button>
        {user.active && !user.elsewhere && (
          <Button size="xs" variant="default" onClick={onInvite}>
            {t("inviteNow")}
          </Button>
        )}
        <Button size="xs" variant="subtle" color="clay" onClick={() => setRemoving(true)}>
          {t("remove")}
        </Button>
      </Group>
      {removing && <RemoveDialog user={user} onClose={() => setRemoving(false)} onGone={onGone} />}
    </section>
  );
}

function RemoveDialog({ user, onClose, onGone }: { user: User; onClose: () => void; onGone: () => void }) {
  const client = useQueryClient();
  const owned = useQuery(ownedQuery(user.id));
  const others = useQuery(usersQuery).data?.items.filter((one) => one.active && one.id !== user.id) ?? [];
  const [heir, setHeir] = useState<string | null>(null);
  const remove = useMutation({
    mutationFn: () => deleteUser(user.id, heir),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: usersQuery.queryKey });
      toastDone(t("removeDone", { name: user.name }));
      onGone();
    },
  });
  const owns = (owned.data?.count ?? 0) > 0;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("removeTitle", { name: user.name })}
      size={440}
      footer={
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button color="clay" disabled={!owned.data || (owns && heir === null)} loading={remove.isPending} onClick={() => remove.mutate()}>
            {t("remove")}
          </Button>
        </Group>
      }
    >
      <Stack gap="md">
        <Text size="sm">{t("removeText")}</Text>
        {owned.data && owns && (
          <>
            <Text size="sm">{ownedWords(owned.data)}</Text>
            <Select searchable label={t("newOwner")} description={t("newOwnerAbout", { name: user.name })} value={heir} data={others.map((one) => ({ value: one.id, label: one.name }))} onChange={setHeir} />
          </>
        )}
        {owned.data && owned.data.tokens > 0 && <Text size="sm">{t("ownsTokens", { count: owned.data.tokens })}</Text>}
        {remove.isError && <ErrorNote error={remove.error} />}
        {owned.isError && <ErrorNote error={owned.error} />}
      </Stack>
    </Dialog>
  );
}
