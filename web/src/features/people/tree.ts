import type { Group } from "@/api/types";

/** A place in the tree of groups. A group that is in several others stands at each of them. */
export interface Branch {
  group: Group;
  /** The ids from the root down to this group: its place. */
  path: string[];
  children: Branch[];
}

/** Groups that are in no other stand at the root. Cycles cannot be (the server refuses them); if one were, it would be cut. */
export function groupTree(groups: Group[]): Branch[] {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const inside = new Set(groups.flatMap((group) => childIds(group)));
  const branch = (group: Group, above: string[]): Branch => {
    const path = [...above, group.id];
    const children = childIds(group)
      .filter((id) => !path.includes(id))
      .map((id) => byId.get(id))
      .filter((child) => child !== undefined)
      .sort(byName)
      .map((child) => branch(child, path));
    return { group, path, children };
  };
  return groups.filter((group) => !inside.has(group.id)).sort(byName).map((group) => branch(group, []));
}

function childIds(group: Group): string[] {
  return group.members.flatMap(({ principal }) => (principal.kind === "group" && principal.id !== undefined ? [principal.id] : []));
}

const byName = (a: Group, b: Group): number => a.name.localeCompare(b.name);
