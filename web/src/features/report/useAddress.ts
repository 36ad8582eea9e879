import { useCallback, useMemo, useSyncExternalStore } from "react";
import { fromUrl, toUrl, type AddressState } from "./state";

const readers = new Set<() => void>();

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  window.addEventListener("hashchange", reader);
  window.addEventListener("popstate", reader);
  return () => {
    readers.delete(reader);
    window.removeEventListener("hashchange", reader);
    window.removeEventListener("popstate", reader);
  };
}

interface Address {
  state: AddressState;
  ignored: string[];
  /** Changes a part. A new tab is a new page in the history; a filter is a change of the one that is open. */
  change: (part: Partial<AddressState>) => void;
}

export function useAddress(): Address {
  const fragment = useSyncExternalStore(subscribe, () => window.location.hash);
  const { state, ignored } = useMemo(() => fromUrl(fragment), [fragment]);
  const change = useCallback((part: Partial<AddressState>) => {
    const { state: now } = fromUrl(window.location.hash);
    const next = toUrl({ ...now, ...part });
    const { pathname, search } = window.location;
    const address = `${pathname}${search}${next === "" ? "" : `#${next}`}`;
    if (part.tab !== undefined && part.tab !== now.tab) window.history.pushState(window.history.state, "", address);
    else window.history.replaceState(window.history.state, "", address);
    readers.forEach((reader) => reader());
  }, []);
  return { state, ignored, change };
}
