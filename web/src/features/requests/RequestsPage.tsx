import { Badge, Button, Group, Skeleton, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MailCheck, MailQuestion } from "lucide-react";
import { useState } from "react";
import { grantPreviewQuery, grantRequest } from "@/api/granting";
import { refuseRequest, requestsQuery } from "@/api/requests";
import type { AccessRequest } from "@/api/types";
import { paths } from "@/paths";
import { Dialog } from "@/ui/Dialog";
import { effectWords } from "@/ui/effectWords";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { PageHeader } from "@/ui/PageHeader";
import { RelativeTime } from "@/ui/RelativeTime";
import { RoleSelect } from "@/ui/RoleSelect";
import { toastDone, toastError } from "@/ui/toast";
import { useTitle } from "@/ui/useTitle";
import { t } from "./messages";
import classes from "./RequestsPage.module.css";

type Wanted = "viewer" | "editor";
const wanted = (role: string): Wanted => (role === "editor" ? "editor" : "viewer");

/** Who asks for what this person owns, and what this person asked for. */
export function RequestsPage() {
  useTitle(t("title"));
  const open = useQuery(requestsQuery(false));
  const mine = useQuery(requestsQuery(true));
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <ErrorNote error={open.error ?? mine.error} />
      <h2 className={classes.heading}>{t("toAnswer")}</h2>
      {open.isPending ? (
        <Skeleton h={72} />
      ) : open.data?.items.length === 0 ? (
        <EmptyState icon={<MailCheck size={20} />} title={t("empty")} text={t("emptyText")} />
      ) : (
        <ul className={classes.list}>{open.data?.items.map((request, at) => <ToAnswer key={request.id} request={request} next={at === 0} />)}</ul>
      )}
      <h2 className={classes.heading}>{t("mine")}</h2>
      {mine.isPending ? (
        <Skeleton h={72} />
      ) : mine.data?.items.length === 0 ? (
        <EmptyState icon={<MailQuestion size={20} />} title={t("emptyMine")} text={t("emptyMineText")} />
      ) : (
        <ul className={classes.list}>{mine.data?.items.map((request) => <Mine key={request.id} request={request} />)}</ul>
      )}
    </>
  );
}

/** The one that is next carries the accent. */
function ToAnswer({ request, next }: { request: AccessRequest; next: boolean }) {
  const client = useQueryClient();
  const [role, setRole] = useState<Wanted>(wanted(request.role));
  const [refusing, setRefusing] = useState(false);
  const { name } = request.user;
  const effect = useQuery(grantPreviewQuery(request.id, role)).data;
  const refresh = () => Promise.all(["requests", "access", "content", "reach"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const refused = async () => {
    toastDone(t("refused", { name }));
    await refresh();
  };
  const grant = useMutation({
    mutationFn: () => grantRequest(request, role),
    onSuccess: async (back) => {
      toastDone(t("granted", { name }), () => back().then(refresh).then(() => toastDone(t("takenBack", { name })), toastError));
      await refresh();
    },
  });
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <strong>{request.user.name}</strong> {t(`wants_${wanted(request.role)}`)}{" "}
        <Link to={paths.document(request.node.id)} className={classes.link}>
          {request.node.name}
        </Link>
        <p className={classes.quiet}>
          {request.user.email} · <RelativeTime at={request.at} />
        </p>
        {request.message !== null && <p className={classes.message}>{request.message}</p>}
        {effect && <p className={classes.quiet}>{t("effect", { effect: effect.people[0] ? effectWords(effect.people[0], effect.tiles?.length) : t("effectNone") })}</p>}
        <ErrorNote error={grant.error} />
      </div>
      <div className={classes.actions}>
        <RoleSelect
          label={t("grantAs", { name: request.user.name })}
          roles={["viewer", "editor"]}
          value={role}
          onChange={(next) => setRole(wanted(next))}
        />
        <Button size="xs" {...(next ? { color: "amber" } : { variant: "default" })} loading={grant.isPending} onClick={() => grant.mutate()}>
          {t("grant")}
        </Button>
        <Button size="xs" variant="default" onClick={() => setRefusing(true)}>
          {t("refuse")}
        </Button>
      </div>
      {refusing && <Refuse request={request} onClose={() => setRefusing(false)} onDone={refused} />}
    </li>
  );
}

function Refuse({ request, onClose, onDone }: { request: AccessRequest; onClose: () => void; onDone: () => Promise<void> }) {
  const [reason, setReason] = useState("");
  const refuse = useMutation({
    mutationFn: () => refuseRequest(request.id, reason),
    onSuccess: async () => {
      onClose();
      await onDone();
    },
  });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("refuseTitle", { name: request.user.name })}
      size={440}
      footer={
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button color="clay" loading={refuse.isPending} onClick={() => refuse.mutate()}>
            {t("refuse")}
          </Button>
        </Group>
      }
    >
      <Textarea
        data-autofocus
        label={t("refuseLabel")}
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ErrorNote error={refuse.error} />
    </Dialog>
  );
}

const colours = { open: "slate", granted: "moss", refused: "clay", over: "gray" } as const;

function Mine({ request }: { request: AccessRequest }) {
  const name = request.node.name === "" ? t("aDocument") : `“${request.node.name}”`;
  // What was granted once and cannot be seen any more was taken away since.
  const state = request.state === "granted" && request.node.name === "" ? "over" : request.state;
  const text = t(`youAsked_${wanted(request.role)}`, { name });
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        {state === "granted" ? <Link to={paths.document(request.node.id)} className={classes.link}>{text}</Link> : text}
        <p className={classes.quiet}>
          <RelativeTime at={request.at} />
        </p>
        {request.reason !== null && <p className={classes.message}>{request.reason}</p>}
      </div>
      <Badge variant="light" color={colours[state]}>
        {t(`state_${state}`)}
      </Badge>
    </li>
  );
}
