import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { fieldErrors } from "@/api/errors";
import { linkElsewhere } from "@/api/session";
import { ErrorNote } from "@/ui/ErrorNote";
import classes from "./AccountPage.module.css";
import { t } from "./messages";

/** From a password to the organization's provider: by the password once more, and then by what the provider says. */
export function ElsewherePart({ name, email }: { name: string; email: string }) {
  const [password, setPassword] = useState("");
  const { problem } = useSearch({ strict: false }) as { problem?: string };
  const link = useMutation({
    mutationFn: () => linkElsewhere({ password }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  const wrong = fieldErrors(link.error);
  return (
    <section className={classes.part} aria-label={t("elsewhere", { name })}>
      <h2 className={classes.heading}>{t("elsewhere", { name })}</h2>
      {problem && link.isIdle && <ErrorNote>{words(problem)}</ErrorNote>}
      <p className={classes.about}>{t("elsewhereAbout", { name, email })}</p>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          link.mutate();
        }}
      >
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label={t("current")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          error={wrong.password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {link.isError && Object.keys(wrong).length === 0 && <ErrorNote error={link.error} />}
        <div>
          <Button type="submit" variant="default" loading={link.isPending || link.isSuccess}>
            {t("elsewhereGo", { name })}
          </Button>
        </div>
      </form>
    </section>
  );
}

function words(problem: string): string {
  if (problem === "oidc_somebody_else") return t("elsewhereSomebodyElse");
  if (problem === "oidc_email_unverified") return t("elsewhereUnverified");
  return t("elsewhereFailed");
}
