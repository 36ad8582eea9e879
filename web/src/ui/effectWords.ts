import { t } from "./effectsMessages";
import { contentRoleLabel, type ContentRoleName } from "./roles";

/** One person's role before and after, and what of the content they can read. */
export interface Effect {
  user: { id: string; name: string; email: string };
  /** Nothing where the change is not about one folder or document. */
  before: ContentRoleName | null;
  after: ContentRoleName | null;
  tiles_before?: number | null;
  tiles_after?: number | null;
  rows?: { table: string; before: string; after: string }[];
}
export interface Effects {
  people: Effect[];
  /** The tiles there are, where that can be said. */
  tiles?: readonly unknown[] | null;
  gains: number;
  loses: number;
  changes: number;
  items_below: number;
}
export type EffectKind = "loses" | "gains" | "more" | "less" | "same";

const order: readonly ContentRoleName[] = ["no_access", "viewer", "editor", "manager", "owner"];
const kinds: readonly EffectKind[] = ["loses", "less", "gains", "more", "same"];

const rolesOf = ({ before, after }: Effect): { before: ContentRoleName; after: ContentRoleName } => ({ before: before ?? "no_access", after: after ?? "no_access" });

export function effectKind(effect: Effect): EffectKind {
  const { before, after } = rolesOf(effect);
  if (before === after) return "same";
  if (after === "no_access") return "loses";
  if (before === "no_access") return "gains";
  return order.indexOf(after) > order.indexOf(before) ? "more" : "less";
}

/** "can no longer open it"; "becomes Editor (was Viewer); sees 2 more tiles" */
export function effectWords(effect: Effect, tiles?: number | null): string {
  const { before, after } = rolesOf(effect);
  const names = { before: contentRoleLabel(before), after: contentRoleLabel(after) };
  return [t(`person_${effectKind(effect)}`, names), tileWords(effect, tiles ?? null), ...rowWords(effect)].filter(Boolean).join("; ");
}

/** What they gain or lose of the tiles; for somebody who gains the whole, how much of it they will be able to read. */
function tileWords({ before, after, tiles_before, tiles_after }: Effect, all: number | null): string {
  if (tiles_after === undefined || tiles_after === null || after === "no_access") return "";
  if (before === "no_access") {
    if (all === null || all === 0) return "";
    if (tiles_after === 0) return t("tilesNone");
    return tiles_after >= all ? t("tilesAll") : t("tilesSome", { seen: tiles_after, all });
  }
  const difference = tiles_after - (tiles_before ?? 0);
  if (difference === 0) return "";
  return difference > 0 ? t("tilesMore", { count: difference }) : t("tilesFewer", { count: -difference });
}

function rowWords({ rows = [], after }: Effect): string[] {
  return after === "no_access" ? [] : rows.filter((row) => row.before !== row.after).map(({ table, after: words }) => t("rowsNow", { table, words }));
}

/** Those who lose come first: that is what one must not overlook. */
export function sortEffects(people: Effect[], kind: (effect: Effect) => EffectKind = effectKind): Effect[] {
  return [...people].sort((a, b) => kinds.indexOf(kind(a)) - kinds.indexOf(kind(b)) || a.user.name.localeCompare(b.user.name));
}

/** "2 people gain access, 1 person loses access." Of the people for whom something changes, those who gain and lose are a part. */
export function summary({ people, gains, loses, changes, items_below }: Effects): string {
  const others = changes - gains - loses;
  // A long list stops somewhere: then there is no telling which of the others get another role.
  const whole = people.length === changes;
  const roles = whole ? people.filter((one) => ["more", "less"].includes(effectKind(one))).length : others;
  const parts = [
    gains > 0 ? t("gains", { count: gains }) : null,
    loses > 0 ? t("loses", { count: loses }) : null,
    roles > 0 ? t(whole ? "changes" : "changesSome", { count: roles }) : null,
    others - roles > 0 ? t("sees", { count: others - roles }) : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return t("nobody");
  const sentence = `${parts.join(", ")}.`;
  return items_below > 0 ? `${sentence} ${t("below", { count: items_below })}` : sentence;
}

/** How many people are named where it is read out. */
const named = 4;

/** The whole of it in sentences, for the ear: the sum, then the first people. */
export function toldWords(effects: Effects): string {
  const people = sortEffects(effects.people);
  const lines = people.slice(0, named).map((one) => `${one.user.name}: ${effectWords(one, effects.tiles?.length)}.`);
  const rest = people.length - named;
  return [summary(effects), ...lines, rest > 0 ? t("toldMore", { count: rest }) : ""].filter(Boolean).join(" ");
}
