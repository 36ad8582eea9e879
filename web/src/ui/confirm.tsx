import { lazy, Suspense, useSyncExternalStore, type ReactNode } from "react";

const ConfirmDialog = lazy(() => import("./ConfirmDialog").then((module) => ({ default: module.ConfirmDialog })));

interface Question {
  title: string;
  text: ReactNode;
  /** The word on the button that does it: a verb, never "OK". */
  action: string;
  danger?: boolean;
}
export interface Asked extends Question {
  answer: (yes: boolean) => void;
}

let current: Asked | null = null;
const listeners = new Set<() => void>();

function set(next: Asked | null): void {
  current = next;
  listeners.forEach((listener) => listener());
}

/** Asks before something that cannot be undone. Things that can be undone are done at once, with `toastDone(…, undo)`. */
export function confirm(question: Question): Promise<boolean> {
  current?.answer(false);
  return new Promise((resolve) => {
    set({
      ...question,
      answer: (yes) => {
        set(null);
        resolve(yes);
      },
    });
  });
}

/** Stands once in the page. */
export function ConfirmHost() {
  const asked = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
  if (asked === null) return null;
  return (
    <Suspense fallback={null}>
      <ConfirmDialog asked={asked} />
    </Suspense>
  );
}
