import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { ApiError, hasCode } from "@/api/errors";
import { meQuery, signIn, waysQuery } from "@/api/session";
import { safeNext } from "@/lib/next";
import { ErrorNote } from "@/ui/ErrorNote";
import { errorText } from "@/ui/toast";
import { problemWords, SignInElsewhere } from "./Elsewhere";
import { Entrance } from "./Entrance";
import { t } from "./messages";
import { useCountdown, waitWords } from "./throttle";

export function SignInPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { next?: string; problem?: string };
  const next = safeNext(search.next);
  const { data: ways } = useQuery(waysQuery);
  // Until it is known otherwise there is a password to type.
  const byPassword = ways?.password ?? true;
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const passwordField = useRef<HTMLInputElement>(null);
  const [wait, startWait] = useCountdown();
  const attempt = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: async (me) => {
      client.clear();
      client.setQueryData(meQuery.queryKey, me);
      await navigate({ href: next ?? "/", replace: true });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.retryAfter !== null && error.status === 429) startWait(error.retryAfter);
      setPassword("");
      passwordField.current?.focus();
    },
  });
  return (
    <Entrance title={t("signInTitle")} documentTitle={t("signInDocument")}>
      <Stack gap="md">
        {search.problem && attempt.isIdle && <ErrorNote>{problemWords(search.problem)}</ErrorNote>}
        {byPassword && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (wait === 0) attempt.mutate();
            }}
          >
            <Stack gap="md">
              <TextInput
                label={t("email")}
                type="email"
                name="email"
                autoComplete="username"
                required
                withAsterisk={false}
                data-autofocus
                autoFocus
                value={email}
                onChange={(event) => setEmail(event.currentTarget.value)}
              />
              <PasswordInput
                ref={passwordField}
                label={t("password")}
                name="password"
                autoComplete="current-password"
                required
                withAsterisk={false}
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
              {wait > 0 ? (
                <ErrorNote>{t("throttled", { wait: waitWords(wait) })}</ErrorNote>
              ) : (
                attempt.isError && <ErrorNote>{refusal(attempt.error)}</ErrorNote>
              )}
              <Button type="submit" color="amber" fullWidth loading={attempt.isPending} disabled={wait > 0}>
                {t("signIn")}
              </Button>
            </Stack>
          </form>
        )}
        {ways?.oidc && <SignInElsewhere name={ways.oidc.name} next={next} alone={!byPassword} />}
        {next && (
          <Text size="xs" c="dimmed">
            {t("next")}
          </Text>
        )}
      </Stack>
    </Entrance>
  );
}

function refusal(error: Error): string {
  if (hasCode(error, "wrong_credentials")) return t("wrong");
  if (error instanceof ApiError && error.status === 429) return t("throttledNow");
  return errorText(error);
}
