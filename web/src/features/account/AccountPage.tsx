import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { changePassword } from "@/api/account";
import { fieldErrors } from "@/api/errors";
import { meQuery, waysQuery } from "@/api/session";
import { ErrorNote } from "@/ui/ErrorNote";
import { PageHeader } from "@/ui/PageHeader";
import { toastDone } from "@/ui/toast";
import { useTitle } from "@/ui/useTitle";
import classes from "./AccountPage.module.css";
import { ElsewherePart } from "./ElsewherePart";
import { t } from "./messages";
import { TokensPart } from "./TokensPart";

/** One's own password and tokens. */
export function AccountPage() {
  useTitle(t("title"));
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: ways } = useQuery(waysQuery);
  return (
    <>
      <PageHeader title={t("title")} about={t("about", { name: me.name, email: me.email })} />
      <section className={classes.part} aria-label={t("password")}>
        <h2 className={classes.heading}>{t("password")}</h2>
        {me.local_sign_in ? <PasswordForm email={me.email} /> : <p className={classes.about}>{t("passwordElsewhere")}</p>}
      </section>
      {me.local_sign_in && ways?.oidc && <ElsewherePart name={ways.oidc.name} email={me.email} />}
      <TokensPart />
    </>
  );
}

function PasswordForm({ email }: { email: string }) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const save = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      setCurrent("");
      setNext("");
      toastDone(t("changed"));
    },
  });
  const wrong = fieldErrors(save.error);
  return (
    <>
      <p className={classes.about}>{t("passwordAbout")}</p>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {/* For password managers: whose password this is. */}
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput label={t("current")} autoComplete="current-password" required withAsterisk={false} value={current} error={wrong.current} onChange={(event) => setCurrent(event.currentTarget.value)} />
        <PasswordInput label={t("next")} description={t("nextAbout")} autoComplete="new-password" required withAsterisk={false} value={next} error={wrong.new ?? wrong.password} onChange={(event) => setNext(event.currentTarget.value)} />
        {save.isError && Object.keys(wrong).length === 0 && <ErrorNote error={save.error} />}
        <div>
          <Button type="submit" color="amber" loading={save.isPending}>
            {t("change")}
          </Button>
        </div>
      </form>
    </>
  );
}
