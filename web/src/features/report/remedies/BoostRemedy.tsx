import { Radio, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { accessPreviewQuery, accessQuery, saveAccess } from "../../../api/sharing";
import type { AccessChange, AccessEntry } from "../../../api/types";
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
  const change: AccessChange = { changes: entry ? [{ principal: entry.principal, role: entry.role, boost: true }] : [] };
  const preview = useQuery({ ...accessPreviewQuery(node, change), enabled: entry !== undefined });
  const warned = preview.data?.boost_warning?.tiles ?? [];

  async function apply(): Promise<Undo> {
    await saveAccess(node, change);
    return () => saveAccess(node, { changes: entry ? [{ principal: entry.principal, role: entry.direct, boost: false }] : [] });
  }

  return (
    <RemedyFrame
      title={t("boostTitle")}
      ready={entry !== undefined}
      effects={preview.data ? <AccessEffects effects={preview.data} /> : null}
      refused={preview.error ?? access.error}
      apply={apply}
      onClose={onClose}
    >
      <p>{t("boostAbout")}</p>
      {access.data && entries.length === 0 && <p>{t("boostNobody")}</p>}
      <Radio.Group label={t("boostWhose")} value={entry ? principalKey(entry.principal) : ""} onChange={setKey}>
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
  !entry.boost && entry.role !== "no_access" && entry.sources.some((source) => source.kind !== "owner" && source.kind !== "admin");
