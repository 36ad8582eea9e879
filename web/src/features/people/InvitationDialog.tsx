import { Button, Code, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { inviteUser, usersQuery } from "@/api/people";
import type { User } from "@/api/types";
import { copyText } from "@/ui/copy";
import { Dialog } from "@/ui/Dialog";
import { ErrorNote } from "@/ui/ErrorNote";
import { toastDone } from "@/ui/toast";
import { t } from "./messages";

/** Makes an invitation and shows its link, this once. */
export function InvitationDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const client = useQueryClient();
  // Asked for once by opening the dialog; never again by itself, which would kill the link that was copied.
  const made = useQuery({
    queryKey: ["invitation-of", user.id],
    queryFn: () => inviteUser(user.id),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const url = made.data?.url;
  const close = () => {
    void client.invalidateQueries({ queryKey: usersQuery.queryKey });
    onClose();
  };
  return (
    <Dialog
      opened
      onClose={close}
      closeOnClickOutside={false}
      title={t("inviteTitle", { name: user.name })}
      footer={
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={close}>
            {t("done")}
          </Button>
          <Button color="amber" data-autofocus disabled={!url} onClick={() => url && void copyText(url).then((done) => done && toastDone(t("copied")))}>
            {t("copy")}
          </Button>
        </Group>
      }
    >
      {made.isError ? (
        <ErrorNote error={made.error} />
      ) : (
        <Stack gap="sm">
          <Text size="sm">{t("inviteText", { name: user.name })}</Text>
          {url ? (
            <Code block aria-label={t("inviteLabel")} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
              {url}
            </Code>
          ) : (
            <Skeleton h={40} />
          )}
        </Stack>
      )}
    </Dialog>
  );
}
