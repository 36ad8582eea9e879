import { ActionIcon, Badge, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown, X } from "lucide-react";
import { useId, useRef, useState } from "react";
import { accessPreviewQuery } from "@/api/sharing";
import type { Access, Role } from "@/api/types";
import { relativeTime } from "@/lib/dates";
import type { PrincipalHit } from "@/lib/principal";
import { PrincipalIcon } from "@/ui/PrincipalIcon";
import { contentRoleLabel, contentRoles } from "@/ui/roles";
import { RoleSelect } from "@/ui/RoleSelect";
import { Boost, Boosted } from "./Boost";
import { floorOf, weaker, type Row } from "./draft";
import classes from "./EntryRow.module.css";
import { t } from "./messages";
import { entryWords, removalWords, roleWords } from "./sourceWords";
import { Verdict } from "./Verdict";

const granted = contentRoles.filter((role) => role !== "no_access");

interface Props {
  row: Row;
  access: Access;
  organization: string;
  editable: boolean;
  onRole: (role: Role | null) => void;
  onBoost: (boost: boolean) => void;
  onRevert: () => void;
  /** Shows the access of the folder that something comes from. */
  onOpenNode: (node: { id: string; name: string }) => void;
}

/** One person or group: who, since where, and the role here, with what is about to change; more of it on request. */
export function EntryRow({ row, access, organization, editable, onRole, onBoost, onRevert, onOpenNode }: Props) {
  const { hit, entry, pending } = row;
  const [opened, setOpened] = useState(false);
  const details = useId();
  const actions = useRef<HTMLSpanElement>(null);
  /** The button that was pressed gives way to another one, which takes the focus over. */
  const thenFocus = (act: () => void) => () => {
    act();
    requestAnimationFrame(() => actions.current?.querySelector("button")?.focus());
  };
  const owner = entry?.sources.some((source) => source.kind === "owner") ?? false;
  const removed = pending !== null && pending.role === null;
  const role = pending?.role ?? entry?.role ?? "viewer";
  const boost = pending?.boost ?? entry?.boost ?? false;
  // A boost that comes with another grant stays, whatever is set here.
  const above = entry?.sources.some((source) => source.boost && source.kind !== "direct") ?? false;
  const floor = floorOf(entry);
  const who = hit.email ?? (hit.members === null ? null : t("members", { count: hit.members }));
  // Of somebody who is about to be added there is the boost to set, where it may be set.
  const hasMore = entry !== null || (access.can_boost && editable);
  // One source that is this very grant is told in the line above already.
  const told = entry?.sources.some((source) => entry.sources.length > 1 || (source.node !== null && source.node.id !== access.node.id));
  const seen = entry === null || entry.last_opened === undefined || hit.principal.kind !== "user" ? null : entry.last_opened;
  return (
    <div className={classes.entry} data-pending={pending !== null || undefined}>
      <div className={classes.row}>
        <PrincipalIcon kind={hit.principal.kind} name={hit.name} />
        <div className={classes.words}>
          <span className={classes.line}>
            <span className={classes.name} data-removed={removed || undefined}>
              {hit.name}
            </span>
            {entry === null && (
              <Badge size="xs" variant="light" color="amber" className={classes.badge}>
                {t("pendingNew")}
              </Badge>
            )}
            {who && (
              <span className={classes.who} title={who}>
                {who}
              </span>
            )}
            {(above || (boost && !removed)) && <Boosted />}
          </span>
          <span className={classes.about}>
            {removed && entry ? `${t("removed")}. ${removalWords(entry, organization, access.node.id)}` : entry ? entryWords(entry, organization, access.node.id) : null}
            {pending?.role && entry && pending.role !== entry.role && ` · ${t("pendingWas", { role: contentRoleLabel(entry.role) })}`}
            {!removed && entry !== null && entry.last_opened !== undefined && hit.principal.kind === "user" && (
              <> · {seen === null ? t("neverOpened") : t("lastOpened", { when: relativeTime(seen) })}</>
            )}
            {entry === null && hit.principal.kind === "group" && <NetNew access={access} hit={hit} role={role} />}
          </span>
          {entry?.overtaken_by && !pending && <span className={classes.note}>{t("overtaken", { folder: entry.overtaken_by.name })}</span>}
        </div>
        {owner || !editable ? (
          <span className={classes.fixed}>{contentRoleLabel(role)}</span>
        ) : removed ? null : (
          <span className={classes.role}>
            <RoleSelect
              label={t("roleOf", { name: hit.name })}
              value={role}
              onChange={onRole}
              roles={granted}
              width="var(--role-width, 116px)"
              impossible={(one) => (floor !== null && weaker(one, floor.role) ? t("floor", { folder: floor.from, role: contentRoleLabel(floor.role) }) : null)}
            />
          </span>
        )}
        <span className={classes.action} ref={actions}>
          {editable &&
            (pending ? (
              <Button size="compact-xs" variant="subtle" onClick={entry === null ? onRevert : thenFocus(onRevert)} aria-label={t("revert", { name: hit.name })}>
                {t("revertShort")}
              </Button>
            ) : (
              entry?.direct &&
              !owner && (
                <ActionIcon variant="subtle" size={28} aria-label={t("remove", { name: hit.name })} onClick={thenFocus(() => onRole(null))}>
                  <X size={16} aria-hidden />
                </ActionIcon>
              )
            ))}
          {hasMore && (
            <ActionIcon
              variant="subtle"
              size={28}
              className={classes.more}
              aria-label={t("more_of", { name: hit.name })}
              aria-expanded={opened}
              aria-controls={details}
              onClick={() => setOpened(!opened)}
            >
              <ChevronDown size={16} aria-hidden />
            </ActionIcon>
          )}
        </span>
      </div>
      {opened && hasMore && (
        <div id={details} className={classes.details}>
          <ul className={classes.sources} hidden={!told}>
            {entry?.sources.map((source, at) => (
              <li key={at}>
                <span>{roleWords(source, organization, access.node.id)}</span>
                {source.node !== null && source.node !== undefined && source.node.id !== access.node.id && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={t("editThereOf", { name: source.node.name })}
                    onClick={() => source.node && onOpenNode(source.node)}
                  >
                    {t("editThere")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {editable && !owner && !removed && <Boost access={access} on={boost} here={(pending?.role ?? entry?.direct ?? null) !== null} onBoost={onBoost} name={hit.name} />}
          {entry !== null && hit.principal.kind === "user" && hit.principal.id !== undefined && <Verdict node={access.node} user={{ id: hit.principal.id, name: hit.name }} />}
        </div>
      )}
    </div>
  );
}

/** How many of a group's people have nothing here so far: the server is asked about this one grant. */
function NetNew({ access, hit, role }: { access: Access; hit: PrincipalHit; role: Role }) {
  const preview = useQuery(accessPreviewQuery(access.node.id, { changes: [{ principal: hit.principal, role }] }));
  if (preview.data === undefined) return null;
  return <>{preview.data.gains === 0 ? t("netNewNone") : t("netNew", { count: preview.data.gains })}</>;
}
