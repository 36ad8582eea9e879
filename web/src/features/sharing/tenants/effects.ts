/** What saving a table does to each person, in words. */
import type { Preview } from "@/api/types";
import type { EffectKind } from "@/ui/effectWords";
import { t } from "./messages";

type Person = Preview["people"][number];

const kindOf = ({ tiles_before, tiles_after }: Pick<Person, "tiles_before" | "tiles_after">): EffectKind => {
  const [before, after] = [tiles_before ?? 0, tiles_after ?? 0];
  if (before === after) return "same";
  return after < before ? (after === 0 ? "loses" : "less") : before === 0 ? "gains" : "more";
};

/** For the list that shows changes of access. */
export function tenantEffects(preview: Preview) {
  const title = new Map(preview.tiles?.map((tile) => [tile.id, tile.title]));
  const named = (ids: string[]): string => ids.map((id) => `“${title.get(id) ?? id}”`).join(", ");
  const people = new Map(preview.people.map((person) => [person.user.id, person]));
  const sum =
    preview.changes === 0
      ? t("previewNone")
      : [t("previewSum", { count: preview.changes }), preview.people.length < preview.changes && t("previewMore", { shown: preview.people.length })].filter(Boolean).join(" ");
  return {
    summary: sum,
    kind: (effect: { user: { id: string } }): EffectKind => {
      const person = people.get(effect.user.id);
      return person === undefined ? "same" : kindOf(person);
    },
    person: (effect: { user: { id: string } }): string => {
      const person = people.get(effect.user.id);
      if (person === undefined) return "";
      return [
        ...person.rows.map(({ before, after }) => t("previewRows", { before, after })),
        person.tiles_lost.length > 0 && t("previewLost", { tiles: named(person.tiles_lost) }),
        person.tiles_gained.length > 0 && t("previewGained", { tiles: named(person.tiles_gained) }),
      ]
        .filter(Boolean)
        .join("; ");
    },
  };
}
