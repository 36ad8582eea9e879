import { useSyncExternalStore } from "react";

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

/** What stands behind `#` in the address: view state that never reaches a server or its logs. */
export function useFragment(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}

/** Exchanges it; `push` makes it a page of its own in the history. */
export function setFragment(next: string, push: boolean): void {
  const { pathname, search } = window.location;
  const address = `${pathname}${search}${next === "" ? "" : `#${next}`}`;
  if (push) window.history.pushState(window.history.state, "", address);
  else window.history.replaceState(window.history.state, "", address);
  readers.forEach((reader) => reader());
}
