import { Button, Container, Group, Radio, Stack, Text, Textarea, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { askForAccess } from "@/api/requests";
import { meQuery } from "@/api/session";
import { paths } from "@/paths";
import { ErrorNote } from "@/ui/ErrorNote";
import { useTitle } from "@/ui/useTitle";
import { t } from "./messages";

const roles = ["viewer", "editor"] as const;

/** For somebody who came by a direct link to a document that is not shared with them, and that takes requests. */
export function AskPage({ document }: { document: string }) {
  useTitle(t("askTitle"));
  const client = useQueryClient();
  const me = client.getQueryData(meQuery.queryKey);
  const [role, setRole] = useState<(typeof roles)[number]>("viewer");
  const [message, setMessage] = useState("");
  const ask = useMutation({
    mutationFn: () => askForAccess(document, role, message),
    onSuccess: () => client.invalidateQueries({ queryKey: ["requests"] }),
  });
  return (
    <Container size="xs" py={72} component="section" aria-labelledby="ask-title">
      {ask.isSuccess ? (
        <Stack gap="md" role="status">
          <Title order={1} size="h2" id="ask-title">
            {t("asked")}
          </Title>
          <Text c="dimmed">{t("askedText")}</Text>
          <Group gap="sm">
            <Button component={Link} to={paths.requests()} color="amber">
              {t("seeRequests")}
            </Button>
            <Button component={Link} to={paths.home()} variant="subtle">
              {t("home")}
            </Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            ask.mutate();
          }}
        >
          <Stack gap="md">
            <Title order={1} size="h2" id="ask-title">
              {t("askTitle")}
            </Title>
            <Text c="dimmed">{t("askText")}</Text>
            <Radio.Group label={t("askRole")} value={role} onChange={(value) => setRole(value === "editor" ? "editor" : "viewer")}>
              <Stack gap="xs" mt={4}>
                {roles.map((one) => (
                  <Radio key={one} value={one} label={t(`ask_${one}`)} />
                ))}
              </Stack>
            </Radio.Group>
            <Textarea
              label={t("askMessage")}
              autosize
              minRows={3}
              maxLength={1000}
              value={message}
              onChange={(event) => setMessage(event.currentTarget.value)}
            />
            <ErrorNote error={ask.error} />
            {me && (
              <Text size="sm" c="dimmed">
                {t("account", { email: me.email })}
              </Text>
            )}
            <Group gap="sm">
              <Button type="submit" color="amber" loading={ask.isPending}>
                {t("ask")}
              </Button>
              <Button component={Link} to={paths.home()} variant="subtle">
                {t("home")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Container>
  );
}
