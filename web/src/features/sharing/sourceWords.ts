import { everyone } from "@/api/restore";
import type { AccessEntry, AccessSource, Role } from "@/api/types";
import { contentRoleLabel } from "@/ui/roles";
import { t } from "./messages";

/** Where an access comes from: "through the group Sales, from the folder “Operations”"; no folder is named for what is given `here`. */
export function sourceWords(source: AccessSource, organization: string, here: string): string {
  const from = source.node !== null && source.node.id !== here;
  const node = source.node?.name ?? "";
  switch (source.kind) {
    case "direct":
      return t("source_direct");
    case "folder":
      return t("source_folder", { node });
    case "owner":
      return t("source_owner");
    case "admin":
      return t("source_admin");
    case "instance":
      return t("source_instance", { via: source.via.map((ref) => ref.name).join(" › ") });
    case "hub":
      return t("source_hub");
    case "organization":
      return from ? t("source_organization_folder", { node }) : t("source_organization", { organization });
    case "group": {
      const via = source.via.map((ref) => ref.name).join(" › ");
      return from ? t("source_group_folder", { via, node }) : t("source_group", { via });
    }
  }
}

/** One source by itself: "Viewer through the group Sales, with AccessBoost". */
export function roleWords(source: AccessSource, organization: string, here: string): string {
  const words = t("sourceRole", { role: contentRoleLabel(source.role), how: sourceWords(source, organization, here) });
  return source.boost ? t("sourceBoosted", { source: words }) : words;
}

const order: readonly Role[] = ["no_access", "viewer", "editor", "manager", "owner"];

/** What stays when the grant given here is taken away: the strongest of the other sources the server listed. */
export function remaining(entry: AccessEntry): AccessSource | null {
  const others = entry.sources.filter((source) => source.kind !== "direct" && source.role !== "no_access");
  return others.sort((a, b) => order.indexOf(b.role) - order.indexOf(a.role))[0] ?? null;
}

/** "Keeps Viewer through the group Sales." */
export function removalWords(entry: AccessEntry, organization: string, here: string): string {
  const rest = remaining(entry);
  if (rest === null) return t("keepsNothing");
  return t("keeps", { role: contentRoleLabel(rest.role), how: sourceWords(rest, organization, here) });
}

/** Owning and administering are roles by their own names: the words for them stand alone. */
const standing = (source: AccessSource): string | null =>
  source.kind === "owner" ? t("standing_owner") : source.kind === "admin" ? t("standing_admin") : null;

/**
 * Where the access of an entry comes from, in one line: "Owner · administrator", "Editor given here; Viewer through the group Sales".
 * Of whoever owns it, nothing weaker is said. The role is named only where they differ.
 */
export function entryWords(entry: AccessEntry, organization: string, here: string): string {
  const standings = [...new Set(entry.sources.map(standing).filter((words) => words !== null))];
  const owns = entry.sources.some((source) => source.kind === "owner");
  const rest = owns ? [] : entry.sources.filter((source) => standing(source) === null);
  const mixed = new Set(rest.map((source) => source.role)).size > 1;
  const parts = rest.map((source) => {
    const how = sourceWords(source, organization, here);
    return mixed ? t("sourceRole", { role: contentRoleLabel(source.role), how }) : how;
  });
  const line = [...standings.sort((a, b) => Number(b === t("standing_owner")) - Number(a === t("standing_owner"))), [...new Set(parts)].join("; ")].filter(Boolean).join(" · ");
  return line.charAt(0).toUpperCase() + line.slice(1);
}

/** Access is as it was, or nearly: a boost that somebody else has to set again is named. */
export function undoneWords(unboosted: readonly string[]): string {
  const names = unboosted.map((name) => (name === everyone ? t("everyoneShort") : name)).join(", ");
  return names === "" ? t("undone") : t("undoneUnboosted", { names });
}
