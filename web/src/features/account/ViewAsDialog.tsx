import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { searchPrincipals } from "@/api/sharing";
import { beginView } from "@/api/viewAs";
import type { PrincipalHit } from "@/lib/principal";
import { Dialog } from "@/ui/Dialog";
import { ErrorNote } from "@/ui/ErrorNote";
import { PrincipalPicker } from "@/ui/PrincipalPicker";
import { t } from "./messages";

/** Chooses as whom to look: a person, or somebody who is in a group and has nothing else. */
export function ViewAsDialog({ document, onClose }: { document?: string; onClose: () => void }) {
  const [picked, setPicked] = useState<PrincipalHit[]>([]);
  const chosen = picked[picked.length - 1];
  const begin = useMutation({
    mutationFn: async () => {
      if (!chosen?.principal.id) return;
      await beginView(chosen.principal.kind === "group" ? { group: chosen.principal.id } : { user: chosen.principal.id }, document);
    },
  });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("viewTitle")}
      footer={
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button color="amber" disabled={!chosen} loading={begin.isPending} onClick={() => begin.mutate()}>
            {chosen ? t("viewBegin", { name: chosen.name }) : t("viewBeginNobody")}
          </Button>
        </Group>
      }
    >
      <Stack gap="md">
        <Text size="sm">{t("viewText")}</Text>
        <PrincipalPicker label={t("viewWho")} value={chosen ? [chosen] : []} onChange={setPicked} search={searchPrincipals} exclude={["organization"]} />
        <Text size="xs" c="dimmed">
          {t("viewGroup")}
        </Text>
        {begin.isError && <ErrorNote error={begin.error} />}
      </Stack>
    </Dialog>
  );
}
