import { useState } from "react";
import { searchPrincipals } from "@/api/sharing";
import type { Access, Role } from "@/api/types";
import type { PrincipalHit } from "@/lib/principal";
import { PrincipalPicker } from "@/ui/PrincipalPicker";
import classes from "./CheckPerson.module.css";
import { t } from "./messages";
import { Verdict } from "./Verdict";

const people = async (q: string, signal: AbortSignal): Promise<PrincipalHit[]> =>
  (await searchPrincipals(q, signal)).filter((hit) => hit.principal.kind === "user");

/** "Can somebody open it?": the why for yes and for no, about anybody. */
export function CheckPerson({ access, onGive, alone = false }: { access: Access; onGive?: (hit: PrincipalHit, role: Role) => void; alone?: boolean }) {
  const [asked, setAsked] = useState<PrincipalHit | null>(null);
  return (
    <section className={classes.root} data-alone={alone || undefined} aria-label={t("check")}>
      {!alone && <p className={classes.title}>{t("check")}</p>}
      <p className={classes.about}>{t("checkAbout")}</p>
      <PrincipalPicker label={t("checkLabel")} value={asked === null ? [] : [asked]} onChange={(hits) => setAsked(hits.at(-1) ?? null)} search={people} placeholder={t("checkPlaceholder")} />
      {asked?.principal.id !== undefined && (
        <Verdict
          key={asked.principal.id}
          node={access.node}
          user={{ id: asked.principal.id, name: asked.name }}
          onGive={onGive && ((role) => onGive(asked, role))}
        />
      )}
    </section>
  );
}
