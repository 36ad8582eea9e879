import { Autocomplete, TagsInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { merged } from "../../../api/merged";
import { attributesQuery, clearValues, previewValues, setValues, valuesOf } from "../../../api/people";
import { searchPrincipals } from "../../../api/sharing";
import type { CausePeople, Principal, Scalar } from "../../../api/types";
import { parseValues } from "../../../lib/attributeValues";
import { principalKey } from "../../../lib/principal";
import { EffectsList } from "../../../ui/EffectsList";
import { PrincipalPicker } from "../../../ui/PrincipalPicker";
import { concerned } from "./concerned";
import { t } from "./messages";
import { RemedyFrame, type Undo } from "./RemedyFrame";

interface Props {
  attribute: string;
  /** One of these is needed; empty when any value will do. */
  allowed: readonly Scalar[];
  people: CausePeople;
  onClose: () => void;
}

/** Gives people, or a group of theirs, a value of a user attribute. */
export function AttributeRemedy({ attribute, allowed, people, onClose }: Props) {
  const about = useQuery(attributesQuery).data?.items.find((one) => one.name === attribute);
  const [picked, setPicked] = useState(() => concerned(people));
  const [texts, setTexts] = useState(() => (allowed.length === 1 ? allowed.map(String) : []));
  const values = parseValues(about?.kind ?? "string", texts);
  const ask = { keys: picked.map((hit) => principalKey(hit.principal)), values };
  const [settled] = useDebouncedValue(JSON.stringify(ask), 250);
  const ready = picked.length > 0 && texts.length > 0 && about !== undefined;
  const preview = useQuery({
    queryKey: ["remedy", attribute, settled],
    queryFn: async () => merged(await Promise.all(picked.map((hit) => previewValues(hit.principal, attribute, values)))),
    enabled: ready && settled === JSON.stringify(ask),
    staleTime: 0,
    retry: false,
  });
  const label = about?.label || attribute;
  const offered = allowed.map(String);

  async function apply(): Promise<Undo> {
    const before: [Principal, Scalar[]][] = [];
    for (const { principal } of picked) {
      before.push([principal, (await valuesOf(principal))[attribute] ?? []]);
      await setValues(principal, attribute, values);
    }
    return () =>
      Promise.all(before.map(([principal, old]) => (old.length === 0 ? clearValues(principal, attribute) : setValues(principal, attribute, old))));
  }

  return (
    <RemedyFrame
      title={t("attributeTitle", { name: label })}
      ready={ready}
      effects={preview.data && settled === JSON.stringify(ask) ? <EffectsList effects={preview.data} /> : null}
      refused={preview.error}
      apply={apply}
      onClose={onClose}
    >
      <PrincipalPicker label={t("forWhom")} value={picked} onChange={setPicked} search={searchPrincipals} exclude={["organization"]} />
      {about?.multiple ? (
        <TagsInput label={t("values", { name: label })} data={offered} value={texts} acceptValueOnBlur onChange={setTexts} />
      ) : (
        <Autocomplete label={t("value", { name: label })} data={offered} value={texts[0] ?? ""} onChange={(text) => setTexts(text === "" ? [] : [text])} />
      )}
    </RemedyFrame>
  );
}
