import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { fieldErrors } from "@/api/errors";
import { meQuery, setUp, setupQuery, type SetupForm } from "@/api/session";
import { paths } from "@/paths";
import { ErrorNote } from "@/ui/ErrorNote";
import { Entrance } from "./Entrance";
import { t } from "./messages";

const empty: SetupForm = { code: "", name: "", email: "", password: "", organization: "" };

/** The first administrator, once, with the code that the server printed. */
export function SetupPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const setup = useQuery(setupQuery);
  const [form, setForm] = useState(empty);
  const create = useMutation({
    mutationFn: () => setUp(form),
    onSuccess: async (me) => {
      client.clear();
      client.setQueryData(meQuery.queryKey, me);
      await navigate({ to: paths.home(), replace: true });
    },
  });
  if (setup.data && !setup.data.needed) {
    return (
      <Entrance title={t("setupTitle")} documentTitle={t("setupDocument")}>
        <Stack>
          <Text>{t("done")}</Text>
          <Button component={Link} to={paths.signIn()} color="amber">
            {t("goSignIn")}
          </Button>
        </Stack>
      </Entrance>
    );
  }
  const wrong = fieldErrors(create.error);
  const field = (name: keyof SetupForm) => ({
    name,
    required: true,
    withAsterisk: false,
    value: form[name],
    error: wrong[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm((now) => ({ ...now, [name]: value }));
    },
  });
  return (
    <Entrance title={t("setupTitle")} documentTitle={t("setupDocument")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Stack gap="md">
          <Text c="dimmed" size="sm">
            {t("setupAbout")}
          </Text>
          <TextInput {...field("code")} label={t("code")} description={t("codeAbout")} autoComplete="one-time-code" autoFocus />
          <TextInput {...field("organization")} label={t("organization")} description={t("organizationAbout")} autoComplete="organization" />
          <TextInput {...field("name")} label={t("name")} autoComplete="name" />
          <TextInput {...field("email")} label={t("email")} type="email" autoComplete="username" />
          <PasswordInput {...field("password")} label={t("newPassword")} description={t("passwordAbout")} autoComplete="new-password" />
          {create.isError && Object.keys(wrong).length === 0 && <ErrorNote error={create.error} />}
          <Button type="submit" color="amber" loading={create.isPending}>
            {t("create")}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
