import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { changeRoles, connectionsQuery, previewRoles, rolesQuery } from "../../../api/connections";
import { searchPrincipals } from "../../../api/sharing";
import type { CausePeople, ConnectionRole } from "../../../api/types";
import { principalKey } from "../../../lib/principal";
import { EffectsList } from "../../../ui/EffectsList";
import { PrincipalPicker } from "../../../ui/PrincipalPicker";
import { ConnectionRoleSelect } from "../../../ui/RoleSelect";
import { concerned } from "./concerned";
import { t } from "./messages";
import { RemedyFrame, type Undo } from "./RemedyFrame";

interface Props {
  connection: string;
  /** The least that helps. */
  role: ConnectionRole;
  people: CausePeople;
  onClose: () => void;
}

/** Gives people, or a group of theirs, a role on a connection. */
export function RoleRemedy({ connection, role: least, people, onClose }: Props) {
  const name = useQuery(connectionsQuery).data?.find((one) => one.id === connection)?.name ?? "";
  const now = useQuery(rolesQuery(connection));
  const [picked, setPicked] = useState(() => concerned(people));
  const [role, setRole] = useState(least);
  const change = { changes: picked.map(({ principal }) => ({ principal, role })) };
  const ready = picked.length > 0 && now.data !== undefined;
  const preview = useQuery({
    queryKey: ["remedy", connection, change],
    queryFn: () => previewRoles(connection, change),
    enabled: ready,
    staleTime: 0,
    retry: false,
  });

  async function apply(): Promise<Undo> {
    const before = new Map(now.data?.entries.map((entry) => [principalKey(entry.principal), entry.role]));
    await changeRoles(connection, change);
    return () => changeRoles(connection, { changes: picked.map(({ principal }) => ({ principal, role: before.get(principalKey(principal)) ?? null })) });
  }

  return (
    <RemedyFrame
      title={t("roleTitle", { name })}
      ready={ready}
      effects={preview.data ? <EffectsList effects={preview.data} /> : null}
      refused={preview.error ?? now.error}
      apply={apply}
      onClose={onClose}
    >
      <PrincipalPicker label={t("forWhom")} value={picked} onChange={setPicked} search={searchPrincipals} exclude={["organization"]} />
      <ConnectionRoleSelect label={t("role")} width={200} value={role} onChange={setRole} />
    </RemedyFrame>
  );
}
