import { Button, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { useState } from "react";
import { grantPreviewQuery, grantRequest, type AskedRole } from "@/api/granting";
import { refuseRequest } from "@/api/requests";
import type { AccessRequest, Preview } from "@/api/types";
import { effectWords } from "@/ui/effectWords";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { PrincipalIcon } from "@/ui/PrincipalIcon";
import { RelativeTime } from "@/ui/RelativeTime";
import { contentRoleLabel } from "@/ui/roles";
import { toastDone, toastError } from "@/ui/toast";
import { t } from "./messages";
import classes from "./RequestsPanel.module.css";

/** Who waits for access, answered in place. */
export function RequestsPanel({ requests }: { requests: AccessRequest[] }) {
  const client = useQueryClient();
  const refresh = () => Promise.all(["access", "requests", "content", "reach"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  if (requests.length === 0) return <EmptyState icon={<Inbox size={20} />} title={t("requestsNone")} text={t("requestsNoneText")} />;
  return (
    <ul className={classes.list}>
      {requests.map((request) => (
        <li key={request.id}>
          <Request request={request} onAnswered={refresh} />
        </li>
      ))}
    </ul>
  );
}

function Request({ request, onAnswered }: { request: AccessRequest; onAnswered: () => Promise<unknown> }) {
  const { user } = request;
  const [role, setRole] = useState<AskedRole>(request.role === "editor" ? "editor" : "viewer");
  const [refusing, setRefusing] = useState<string | null>(null);
  const effect = useQuery(grantPreviewQuery(request.id, role)).data;
  const grant = useMutation({
    mutationFn: () => grantRequest(request, role),
    onSuccess: async (back) => {
      await onAnswered();
      toastDone(t("granted", { name: user.name }), () =>
        back().then(onAnswered).then(() => toastDone(t("grantTakenBack", { name: user.name })), toastError),
      );
    },
  });
  const refuse = useMutation({
    mutationFn: (reason: string) => refuseRequest(request.id, reason.trim()),
    onSuccess: async () => {
      await onAnswered();
      toastDone(t("refused", { name: user.name }));
    },
  });
  return (
    <div className={classes.request}>
      <PrincipalIcon kind="user" name={user.name} />
      <div className={classes.words}>
        <span className={classes.title}>{t("requestOf", { name: user.name, role: contentRoleLabel(request.role) })}</span>
        <span className={classes.about}>
          {user.email} · <RelativeTime at={request.at} />
        </span>
        {request.message && <blockquote className={classes.message}>{request.message}</blockquote>}
        {effect && <span className={classes.about}>{t("grantEffect", { effect: effectOf(effect) })}</span>}
        {refusing === null ? (
          <div className={classes.actions}>
            <Select
              size="xs"
              w={104}
              aria-label={t("requestRole", { name: user.name })}
              value={role}
              data={[
                { value: "viewer", label: contentRoleLabel("viewer") },
                { value: "editor", label: contentRoleLabel("editor") },
              ]}
              onChange={(next) => (next === "viewer" || next === "editor") && setRole(next)}
            />
            <Button size="xs" color="amber" loading={grant.isPending} onClick={() => grant.mutate()}>
              {t("grant")}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setRefusing("")}>
              {t("refuse")}
            </Button>
          </div>
        ) : (
          <form
            className={classes.actions}
            onSubmit={(event) => {
              event.preventDefault();
              refuse.mutate(refusing);
            }}
          >
            <TextInput
              size="xs"
              className={classes.reason}
              data-autofocus
              autoFocus
              aria-label={t("refuseReason", { name: user.name })}
              placeholder={t("refuseReason", { name: user.name })}
              maxLength={500}
              value={refusing}
              onChange={(event) => setRefusing(event.currentTarget.value)}
            />
            <Button size="xs" type="submit" variant="default" loading={refuse.isPending}>
              {t("refuseSend")}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setRefusing(null)}>
              {t("discardRefusal")}
            </Button>
          </form>
        )}
        <ErrorNote error={grant.error ?? refuse.error} />
      </div>
    </div>
  );
}

/** What granting does to the one who asks, in words. */
function effectOf({ people, tiles }: Preview): string {
  const [person] = people;
  return person === undefined ? t("grantNothing") : effectWords(person, tiles?.length);
}
