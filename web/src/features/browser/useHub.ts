import { useQuery } from "@tanstack/react-query";
import { foldersQuery } from "@/api/content";
import type { Hub } from "./place";

/** The hub that a path of folders starts in. The path itself does not say; the hubs' own lists do. Null for a folder in somebody else's. */
export function useHub(root: string | null): Hub | null {
  const ask = root !== null;
  const shared = useQuery({ ...foldersQuery("shared"), enabled: ask });
  const mine = useQuery({ ...foldersQuery("mine"), enabled: ask });
  if (shared.data?.items.some((node) => node.id === root)) return "shared";
  if (mine.data?.items.some((node) => node.id === root)) return "mine";
  return null;
}
