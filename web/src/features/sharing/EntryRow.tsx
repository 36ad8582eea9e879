import { ActionIcon, Badge, Button } from "@mantine/core";
import { X } from "lucide-react";
import type { Role } from "@/api/types";
import { PrincipalIcon } from "@/ui/PrincipalIcon";
import { contentRoleLabel, contentRoles } from "@/ui/roles";
import { RoleSelect } from "@/ui/RoleSelect";
import type { Row } from "./draft";
import classes from "./EntryRow.module.css";
import { t } from "./messages";
import { entryWords, removalWords } from "./sourceWords";

const granted = contentRoles.filter((role) => role !== "no_access");

interface Props {
  row: Row;
  organization: string;
  editable: boolean;
  onRole: (role: Role | null) => void;
  onRevert: () => void;
}

/** One person or group: who, since where, and the role here, with what is about to change. */
export function EntryRow({ row: { hit, entry, pending }, organization, editable, onRole, onRevert }: Props) {
  const owner = entry?.sources.some((source) => source.kind === "owner") ?? false;
  const removed = pending !== null && pending.role === null;
  const role = pending?.role ?? entry?.role ?? "viewer";
  const who = hit.email ?? (hit.members === null ? null : t("members", { count: hit.members }));
  return (
    <div className={classes.row} data-pending={pending !== null || undefined}>
      <PrincipalIcon kind={hit.principal.kind} name={hit.name} />
      <div className={classes.words}>
        <span className={classes.line}>
          <span className={classes.name} data-removed={removed || undefined}>
            {hit.name}
          </span>
          {who && <span className={classes.who}>{who}</span>}
          {entry === null && (
            <Badge size="xs" variant="light" color="amber" className={classes.badge}>
              {t("pendingNew")}
            </Badge>
          )}
        </span>
        <span className={classes.about}>
          {removed && entry ? `${t("removed")}. ${removalWords(entry, organization)}` : entry ? entryWords(entry, organization) : null}
          {pending?.role && entry && ` · ${t("pendingWas", { role: contentRoleLabel(entry.role) })}`}
        </span>
        {entry?.overtaken_by && !pending && <span className={classes.note}>{t("overtaken", { folder: entry.overtaken_by.name })}</span>}
      </div>
      {owner || !editable ? (
        <span className={classes.fixed}>{contentRoleLabel(role)}</span>
      ) : removed ? null : (
        <RoleSelect label={t("roleOf", { name: hit.name })} value={role} onChange={onRole} roles={granted} width={116} />
      )}
      {editable && (
        <span className={classes.action}>
          {pending ? (
            <Button size="compact-xs" variant="subtle" onClick={onRevert} aria-label={t("revert", { name: hit.name })}>
              {t("revertShort")}
            </Button>
          ) : (
            entry?.direct &&
            !owner && (
              <ActionIcon variant="subtle" size={28} aria-label={t("remove", { name: hit.name })} onClick={() => onRole(null)}>
                <X size={16} aria-hidden />
              </ActionIcon>
            )
          )}
        </span>
      )}
    </div>
  );
}
