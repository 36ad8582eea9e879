import { t } from "./effectsMessages";
import { contentRoleLabel, type ContentRoleName } from "./roles";

/** One person's role before and after. */
export interface Effect {
  user: { id: string; name: string; email: string };
  before: ContentRoleName;
  after: ContentRoleName;
}
export interface Effects {
  people: Effect[];
  gains: number;
  loses: number;
  changes: number;
  items_below: number;
}
export type EffectKind = "loses" | "gains" | "more" | "less" | "same";

const order: readonly ContentRoleName[] = ["no_access", "viewer", "editor", "manager", "owner"];
const kinds: readonly EffectKind[] = ["loses", "less", "gains", "more", "same"];

export function effectKind({ before, after }: Effect): EffectKind {
  if (before === after) return "same";
  if (after === "no_access") return "loses";
  if (before === "no_access") return "gains";
  return order.indexOf(after) > order.indexOf(before) ? "more" : "less";
}

/** "can no longer open it", "becomes Editor (was Viewer)" */
export function effectWords(effect: Effect): string {
  const names = { before: contentRoleLabel(effect.before), after: contentRoleLabel(effect.after) };
  return t(`person_${effectKind(effect)}`, names);
}

/** Those who lose come first: that is what one must not overlook. */
export function sortEffects(people: Effect[]): Effect[] {
  return [...people].sort(
    (a, b) => kinds.indexOf(effectKind(a)) - kinds.indexOf(effectKind(b)) || a.user.name.localeCompare(b.user.name),
  );
}

/** "2 people gain access, 1 loses it." */
export function summary({ gains, loses, changes, items_below }: Effects): string {
  const parts = [
    gains > 0 ? t("gains", { count: gains }) : null,
    loses > 0 ? t("loses", { count: loses }) : null,
    changes > 0 ? t("changes", { count: changes }) : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return t("nobody");
  const sentence = `${parts.join(", ")}.`;
  return items_below > 0 ? `${sentence} ${t("below", { count: items_below })}` : sentence;
}
