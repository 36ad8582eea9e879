import { Radio, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { accessPreviewQuery, accessQuery, saveAccess } from "../../../api/sharing";
import type { AccessChange, AccessEntry, AccessSource, Role } from "../../../api/types";
import { principalKey } from "../../../lib/principal";
import { AccessEffects } from "../../../ui/AccessEffects";
import { WarnNote } from "../../../ui/ErrorNote";
import { t } from "./messages";
import { RemedyFrame, type Undo } from "./RemedyFrame";

interface Props {
  node: string;
  onClose: () => void;
}

/** Sets AccessBoost on one of the grants by which people open the document. */
export function BoostRemedy({ node, onClose }: Props) {
  const access = useQuery(accessQuery(node));
  const [key, setKey] = useState<string | null>(null);
  const entries = access.data?.entries.filter(boostable) ?? [];
  const entry = entries.find((one) => principalKey(one.principal) === key) ?? (entries.length === 1 ? entries[0] : undefined);
  const change: AccessChange = { changes: entry ? [{ principal: entry.principal, role: grantedRole(entry), boost: true }] : [] };
  // Arrow keys walk through the choices; the server is asked about the one that is stopped at.
  const chosen = entry ? principalKey(entry.principal) : null;
  const [settled] = useDebouncedValue(chosen, 200);
  const current = settled === chosen;
  const preview = useQuery({ ...accessPreviewQuery(node, change), enabled: entry !== undefined && current });
  const effects = current ? preview.data : undefined;
  const warned = effects?.boost_warning?.tiles ?? [];

  async function apply(): Promise<Undo> {
    await saveAccess(node, change);
    const before = entry?.direct ?? null;
    return () => saveAccess(node, { changes: entry ? [{ principal: entry.principal, role: before, ...(before !== null && { boost: false }) }] : [] });
  }

  return (
    <RemedyFrame
      title={t("boostTitle")}
      ready={entry !== undefined}
      effects={effects ? <AccessEffects effects={effects} /> : null}
      refused={(current ? preview.error : null) ?? access.error}
      apply={apply}
      onClose={onClose}
    >
      <p>{t("boostAbout")}</p>
      {access.data && entries.length === 0 && <p>{t("boostNobody")}</p>}
      <Radio.Group label={t("boostWhose")} value={chosen ?? ""} onChange={setKey}>
        <Stack gap={6} mt={6}>
          {entries.map((one) => (
            <Radio key={principalKey(one.principal)} value={principalKey(one.principal)} label={one.name} description={one.email ?? undefined} />
          ))}
        </Stack>
      </Radio.Group>
      {warned.length > 0 && (
        <WarnNote>
          {t("boostWarning", { count: warned.length })}
          <ul>
            {warned.map((tile) => (
              <li key={tile.id}>{`${tile.title}: ${tile.why}`}</li>
            ))}
          </ul>
        </WarnNote>
      )}
    </RemedyFrame>
  );
}

/** The flag belongs to a grant, and owning or administering is none. */
const boostable = (entry: AccessEntry): boolean =>
  !entry.boost && entry.role !== "no_access" && entry.sources.some(isGrant);
const isGrant = ({ kind }: AccessSource): boolean => kind !== "owner" && kind !== "admin";

/** What grants give, here or above: owning or administering besides cannot be given. */
const grantedRole = ({ role, sources }: AccessEntry): Role => sources.find(isGrant)?.role ?? role;
