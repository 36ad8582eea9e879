import { Button, Code, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { createToken, tokensQuery, type TokenScope } from "@/api/account";
import { fieldErrors } from "@/api/errors";
import { copyText } from "@/ui/copy";
import { toastDone } from "@/ui/toast";
import { Dialog } from "@/ui/Dialog";
import { ErrorNote } from "@/ui/ErrorNote";
import { t } from "./tokenMessages";

const scopes: TokenScope[] = ["read", "edit", "admin"];
const spans = ["30", "90", "365", "never"] as const;

/** Makes a token and shows it once. */
export function TokenDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const form = useId();
  const [name, setName] = useState("");
  const [scope, setScope] = useState<TokenScope>("read");
  const [span, setSpan] = useState<(typeof spans)[number]>("90");
  const make = useMutation({
    mutationFn: () => createToken(name.trim(), scope, span === "never" ? null : new Date(Date.now() + Number(span) * 86_400_000).toISOString()),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  const wrong = fieldErrors(make.error);
  if (make.data) {
    const { token } = make.data;
    return (
      <Dialog
        opened
        onClose={onClose}
        closeOnClickOutside={false}
        title={t("madeTitle")}
        footer={
          <Group justify="flex-end" gap="sm">
            <Button variant="subtle" onClick={onClose}>
              {t("done")}
            </Button>
            <Button color="amber" data-autofocus onClick={() => void copyText(token).then((done) => done && toastDone(t("copied")))}>
              {t("copy")}
            </Button>
          </Group>
        }
      >
        <Stack gap="sm">
          <Text size="sm">{t("madeText")}</Text>
          <Code block aria-label={t("madeLabel")} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {token}
          </Code>
        </Stack>
      </Dialog>
    );
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("add")}
      footer={
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" form={form} color="amber" loading={make.isPending}>
            {t("make")}
          </Button>
        </Group>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput data-autofocus label={t("name")} required withAsterisk={false} value={name} error={wrong.name} onChange={(event) => setName(event.currentTarget.value)} />
          <Select label={t("scope")} allowDeselect={false} value={scope} data={scopes.map((one) => ({ value: one, label: t(`scope_${one}`) }))} onChange={(next) => setScope(next as TokenScope)} />
          <Select label={t("ends")} allowDeselect={false} value={span} data={spans.map((one) => ({ value: one, label: t(`ends_${one}`) }))} onChange={(next) => setSpan(next as (typeof spans)[number])} />
          {make.isError && Object.keys(wrong).length === 0 && <ErrorNote error={make.error} />}
        </Stack>
      </form>
    </Dialog>
  );
}
