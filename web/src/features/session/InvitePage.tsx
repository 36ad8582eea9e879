import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { acceptInvitation, readInvitation } from "@/api/account";
import { fieldErrors } from "@/api/errors";
import { meQuery, waysQuery } from "@/api/session";
import { paths } from "@/paths";
import { ErrorNote } from "@/ui/ErrorNote";
import { AcceptElsewhere } from "./Elsewhere";
import { Entrance } from "./Entrance";
import { t } from "./messages";

/** Where an invitation leads: its person, and nobody else, sets their first password, once. The code stands behind the hash, which no server sees. */
export function InvitePage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [code] = useState(() => window.location.hash.slice(1));
  const [password, setPassword] = useState("");
  const invited = useQuery({ queryKey: ["invitation", code], queryFn: () => readInvitation(code), retry: false, staleTime: Infinity });
  const { data: ways } = useQuery(waysQuery);
  const byPassword = ways?.password ?? true;
  const accept = useMutation({
    mutationFn: () => acceptInvitation(code, password),
    onSuccess: async (me) => {
      client.clear();
      client.setQueryData(meQuery.queryKey, me);
      await navigate({ to: paths.home(), replace: true });
    },
  });
  const wrong = fieldErrors(accept.error);
  const dead = invited.isError || (accept.isError && Object.keys(wrong).length === 0);
  return (
    <Entrance title={t("inviteTitle")} documentTitle={t("inviteTitle")}>
      {dead ? (
        <Stack>
          <ErrorNote>{t("inviteDead")}</ErrorNote>
          <Button component={Link} to={paths.signIn()} color="amber">
            {t("goSignIn")}
          </Button>
        </Stack>
      ) : (
        invited.data && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              accept.mutate();
            }}
          >
            <Stack gap="md">
              <Text c="dimmed" size="sm">
                {t("inviteAbout", { name: invited.data.name, organization: invited.data.organization })}
              </Text>
              <TextInput label={t("email")} type="email" autoComplete="username" readOnly value={invited.data.email} />
              {byPassword && (
                <>
                  <PasswordInput
                    autoFocus
                    label={t("newPassword")}
                    description={t("passwordAbout")}
                    autoComplete="new-password"
                    required
                    withAsterisk={false}
                    value={password}
                    error={wrong.password}
                    onChange={(event) => setPassword(event.currentTarget.value)}
                  />
                  <Button type="submit" color="amber" loading={accept.isPending}>
                    {t("inviteGo")}
                  </Button>
                </>
              )}
              {ways?.oidc && <AcceptElsewhere name={ways.oidc.name} code={code} alone={!byPassword} />}
            </Stack>
          </form>
        )
      )}
    </Entrance>
  );
}
