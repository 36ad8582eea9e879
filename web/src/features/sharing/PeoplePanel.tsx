import { Button } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { meQuery } from "@/api/session";
import { searchPrincipals } from "@/api/sharing";
import type { Access, Role } from "@/api/types";
import { principalKey, type PrincipalHit } from "@/lib/principal";
import { PrincipalIcon } from "@/ui/PrincipalIcon";
import { PrincipalPicker } from "@/ui/PrincipalPicker";
import { contentRoleLabel, contentRoles } from "@/ui/roles";
import { RoleSelect } from "@/ui/RoleSelect";
import { SearchField } from "@/ui/SearchField";
import { Boost, Boosted } from "./Boost";
import { CheckPerson } from "./CheckPerson";
import { revert, rows, setBoost, setOrganization, setOrganizationBoost, setRole, weaker, withPicked, type Draft } from "./draft";
import { EntryRow } from "./EntryRow";
import { t } from "./messages";
import classes from "./PeoplePanel.module.css";
import { RolePolicy } from "./RolePolicy";

/** From this many lines on the list is virtual and can be searched. */
const many = 200;
/** With a finger, a focused field brings up a keyboard that covers the list. */
const finePointer = (): boolean => window.matchMedia("(pointer: fine)").matches;
const granted = contentRoles.filter((role) => role !== "no_access");

interface Props {
  access: Access;
  draft: Draft;
  onDraft: (change: (draft: Draft) => Draft) => void;
  /** Chosen in the field, and the role that they are to get. */
  picked: PrincipalHit[];
  onPick: (picked: PrincipalHit[]) => void;
  addRole: Role;
  onAddRole: (role: Role) => void;
  onOpenNode: (node: { id: string; name: string }) => void;
}

export function PeoplePanel({ access, draft, onDraft, picked, onPick, addRole, onAddRole, onOpenNode }: Props) {
  const organization = useQuery(meQuery).data?.organization ?? "";
  const field = useRef<HTMLDivElement>(null);
  const [filter, setFilter] = useState("");
  const editable = access.can.includes("manage");
  const all = rows(access, draft);
  const needle = filter.trim().toLowerCase();
  const shown = needle === "" ? all : all.filter(({ hit }) => [hit.name, hit.email ?? ""].some((text) => text.toLowerCase().includes(needle)));

  // The list comes after the dialog, whose focus is at its first button by then; whoever went somewhere by hand stays there.
  useEffect(() => {
    const at = document.activeElement;
    const waiting = at === null || at === document.body || at.closest("header, [role=presentation]") !== null;
    if (waiting && finePointer()) field.current?.querySelector("input")?.focus();
  }, []);
  const toField = (): void => field.current?.querySelector("input")?.focus();
  function add(): void {
    onDraft((now) => withPicked(now, access, picked, addRole));
    onPick([]);
    toField();
  }

  const organizationRole = draft.organization?.role ?? access.organization_role;
  const organizationBoost = organizationRole !== "no_access" && (draft.organization?.boost ?? access.organization_boost);
  const row = (at: number) => {
    const one = shown[at];
    return (
      one && (
        <EntryRow
          row={one}
          access={access}
          organization={organization}
          editable={editable}
          onRole={(next) => onDraft((now) => setRole(now, access, one.hit, next))}
          onBoost={(boost) => onDraft((now) => setBoost(now, access, one.hit, boost))}
          onOpenNode={onOpenNode}
          onRevert={() => {
            onDraft((now) => revert(now, one.hit.principal));
            if (one.entry === null) toField();
          }}
        />
      )
    );
  };

  return (
    <div>
      {editable ? (
        <div className={classes.add}>
          <div className={classes.picker} ref={field}>
            <PrincipalPicker
              label={t("addLabel")}
              value={picked}
              onChange={onPick}
              search={searchPrincipals}
              exclude={["organization", ...all.map((one) => principalKey(one.hit.principal))]}
              onEnter={add}
              autoFocus={finePointer()}
            />
          </div>
          {picked.length > 0 && (
            <div className={classes.addRole}>
              <RoleSelect label={t("addRole")} value={addRole} onChange={onAddRole} roles={granted} width={116} />
              <Button size="xs" variant="default" onClick={add}>
                {t("add")}
              </Button>
            </div>
          )}
        </div>
      ) : (
        <p className={classes.readOnly}>{t("readOnly")}</p>
      )}

      <div className={classes.listHead}>
        <span className={classes.listTitle}>{t("list")}</span>
        <RolePolicy kind={access.node.kind} />
      </div>
      {(access.instance_groups ?? []).length > 0 && (
        <p className={classes.superGroups}>
          {t("superGroups", { groups: (access.instance_groups ?? []).map(({ group, role: one }) => `${group.name} (${contentRoleLabel(one)})`).join(", ") })}
        </p>
      )}
      {all.length >= many && (
        <div className={classes.filter}>
          <SearchField label={t("filter")} value={filter} onChange={setFilter} width="100%" />
        </div>
      )}
      {shown.length >= many ? (
        <VirtualRows count={shown.length} row={row} keyOf={(at) => principalKey(shown[at]?.hit.principal ?? { kind: "organization" })} />
      ) : (
        <ul className={classes.list} aria-label={t("list")}>
          {shown.map((one, at) => (
            <li key={principalKey(one.hit.principal)}>{row(at)}</li>
          ))}
        </ul>
      )}
      <div className={classes.everyone} data-pending={draft.organization !== null || undefined}>
        <PrincipalIcon kind="organization" name={organization} />
        <div className={classes.words}>
          <span className={classes.line}>
            <span className={classes.name}>{t("everyone", { organization })}</span>
            {organizationBoost && <Boosted />}
          </span>
          <span className={classes.about}>
            {access.organization_inherited
              ? t("everyoneInherited", {
                  folder: access.organization_inherited.from.name,
                  role: contentRoleLabel(access.organization_inherited.role),
                })
              : t("everyoneAbout")}
          </span>
        </div>
        <RoleSelect
          width={116}
          label={t("roleOf", { name: t("everyone", { organization }) })}
          value={organizationRole}
          disabled={!editable}
          impossible={(one) =>
            access.organization_inherited && weaker(one, access.organization_inherited.role)
              ? t("floor", { folder: access.organization_inherited.from.name, role: contentRoleLabel(access.organization_inherited.role) })
              : null
          }
          onChange={(next) => onDraft((now) => setOrganization(now, access, next))}
        />
        {editable && organizationRole !== "no_access" && (access.can_boost || organizationBoost) && (
          <div className={classes.boost}>
            <Boost
              access={access}
              on={organizationBoost}
              here
              onBoost={(boost) => onDraft((now) => setOrganizationBoost(now, access, boost))}
              name={t("everyone", { organization })}
            />
          </div>
        )}
      </div>
      {editable && <CheckPerson access={access} onGive={(hit, given) => onDraft((now) => setRole(now, access, hit, given))} />}
    </div>
  );
}

function VirtualRows({ count, row, keyOf }: { count: number; row: (at: number) => React.ReactNode; keyOf: (at: number) => string }) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count, getScrollElement: () => box.current, estimateSize: () => 56, overscan: 8, getItemKey: keyOf });
  return (
    <div ref={box} className={classes.scroll} tabIndex={0} role="group" aria-label={t("list")}>
      <ul className={classes.virtual} style={{ height: virtual.getTotalSize() }} aria-label={t("list")}>
        {virtual.getVirtualItems().map((item) => (
          <li
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            aria-setsize={count}
            aria-posinset={item.index + 1}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            {row(item.index)}
          </li>
        ))}
      </ul>
    </div>
  );
}
