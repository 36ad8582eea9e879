import type { ContentAsked } from "@/api/content";
import type { Ref } from "@/api/types";
import { paths } from "@/paths";
import { t } from "./messages";

/** What the browser shows: the children of a hub or folder, or a list made from everywhere. */
export type Place = { kind: "parent"; parent: string } | { kind: "view"; view: "shared_with_me" | "favourites" | "recent" | "trash" };

export interface PlaceWords {
  title: string;
  about: string | null;
  empty: string;
  emptyText: string;
}

export function asked(place: Place, q: string): ContentAsked {
  if (q !== "") return { q };
  return place.kind === "parent" ? { parent: place.parent } : { view: place.view };
}

export type Hub = "shared" | "mine";

export const isHub = (parent: string): parent is Hub => parent === "shared" || parent === "mine";

export const hubName = (hub: Hub): string => (hub === "mine" ? t("mine") : t("shared"));

/** Where a parent is opened. */
export function placePath(parent: string): string {
  if (parent === "shared") return paths.shared();
  if (parent === "mine") return paths.mine();
  return paths.folder(parent);
}

/** The way down to `parent` (the server's path ends with it) from its hub, where that is known; and its own name. */
export function trail(path: Ref[], parent: string, hub: Hub | null): { above: Ref[]; here: string | null } {
  if (isHub(parent)) return { above: [], here: hubName(parent) };
  const top = hub === null ? [] : [{ id: hub, name: hubName(hub) }];
  return { above: [...top, ...path.slice(0, -1)], here: path[path.length - 1]?.name ?? null };
}

export function words(place: Place, path: Ref[] | undefined): PlaceWords {
  if (place.kind === "view") {
    switch (place.view) {
      case "shared_with_me":
        return { title: t("sharedWithMe"), about: t("sharedWithMeAbout"), empty: t("emptySharedWithMe"), emptyText: t("emptySharedWithMeText") };
      case "favourites":
        return { title: t("favourites"), about: t("favouritesAbout"), empty: t("emptyFavourites"), emptyText: t("emptyFavouritesText") };
      case "recent":
        return { title: t("recent"), about: t("recentAbout"), empty: t("emptyRecent"), emptyText: t("emptyRecentText") };
      case "trash":
        return { title: t("trash"), about: t("trashAbout"), empty: t("emptyTrash"), emptyText: t("emptyTrashText") };
    }
  }
  if (place.parent === "shared") return { title: t("shared"), about: t("sharedAbout"), empty: t("emptyShared"), emptyText: t("emptySharedText") };
  if (place.parent === "mine") return { title: t("mine"), about: t("mineAbout"), empty: t("emptyMine"), emptyText: t("emptyMineText") };
  const here = path ? trail(path, place.parent, null).here : null;
  return { title: here ?? t("folder"), about: null, empty: t("emptyFolder"), emptyText: t("emptyFolderText") };
}
