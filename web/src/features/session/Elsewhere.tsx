import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { hasCode } from "@/api/errors";
import { linkElsewhere } from "@/api/session";
import { paths } from "@/paths";
import { ErrorNote } from "@/ui/ErrorNote";
import { errorText } from "@/ui/toast";
import classes from "./Elsewhere.module.css";
import { t } from "./messages";

/** The way to the organization's provider. A link and no request: the browser itself goes there. */
export function SignInElsewhere({ name, next, alone }: { name: string; next: string | null; alone: boolean }) {
  return (
    <>
      {!alone && <Or />}
      <Button component="a" href={paths.signInElsewhere(next ?? undefined)} variant={alone ? "filled" : "default"} color={alone ? "amber" : undefined} fullWidth>
        {t("signInWith", { name })}
      </Button>
    </>
  );
}

/** Instead of choosing a password, the invited person goes to the provider. */
export function AcceptElsewhere({ name, code, alone }: { name: string; code: string; alone: boolean }) {
  const link = useMutation({
    mutationFn: () => linkElsewhere({ invitation: code }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  return (
    <>
      {!alone && <Or />}
      {link.isError && <ErrorNote>{hasCode(link.error, "not_found") ? t("inviteDead") : errorText(link.error)}</ErrorNote>}
      <Button
        variant={alone ? "filled" : "default"}
        color={alone ? "amber" : undefined}
        fullWidth
        loading={link.isPending || link.isSuccess}
        onClick={() => link.mutate()}
      >
        {t("signInWith", { name })}
      </Button>
    </>
  );
}

function Or() {
  return (
    <div className={classes.or} role="presentation">
      {t("or")}
    </div>
  );
}

const problems = {
  oidc_unreachable: "problemUnreachable",
  oidc_stale: "problemStale",
  oidc_cancelled: "problemCancelled",
  oidc_unproved: "problemUnproved",
  oidc_email_unverified: "problemEmailUnverified",
  oidc_unknown_person: "problemUnknownPerson",
  oidc_email_taken: "problemEmailTaken",
  oidc_deactivated: "problemDeactivated",
  oidc_claim_unfit: "problemClaimUnfit",
  oidc_somebody_else: "problemSomebodyElse",
} as const;

/** What the code of a sign-in that came to nothing means. Any other text of the address is not shown: anybody can write an address. */
export function problemWords(code: string): string {
  return t(Object.hasOwn(problems, code) ? problems[code as keyof typeof problems] : "problemOther");
}
