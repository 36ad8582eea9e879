import type { NotificationData } from "@mantine/notifications";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { CodeText } from "./CodeText";
import { t } from "./messages";

const load = () => import("./notifications");
const Notifications = lazy(() => load().then((module) => ({ default: module.Notifications })));
const Undoable = lazy(() => load().then((module) => ({ default: module.Undoable })));
let wanted = false;
const listeners = new Set<() => void>();

/** Stands once in the page; its code comes with the first message. */
export function ToastHost() {
  const needed = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted,
  );
  return needed ? (
    <Suspense fallback={null}>
      <Notifications position="bottom-left" limit={4} transitionDuration={120} />
    </Suspense>
  ) : null;
}

async function show(notification: NotificationData): Promise<void> {
  wanted = true;
  listeners.forEach((listener) => listener());
  (await load()).notifications.show(notification);
}

/** How long an undo is offered. */
const undoMs = 10_000;

/** Says that something is done. With `undo`, offers to take it back for ten seconds. */
export function toastDone(message: string, undo?: () => void | Promise<unknown>): void {
  const id = crypto.randomUUID();
  void show({
    id,
    withBorder: true,
    color: "moss",
    autoClose: undo ? undoMs : 4_000,
    closeButtonProps: { "aria-label": t("close") },
    message: undo ? <Undoable id={id} message={message} undo={undo} /> : message,
  });
}

/** Says that something did not work, in the server's words where there are any. */
export function toastError(error: unknown): void {
  void show({
    withBorder: true,
    color: "clay",
    autoClose: 9_000,
    closeButtonProps: { "aria-label": t("close") },
    message: <CodeText text={errorText(error)} />,
  });
}

/** What to tell a person about a failed request: what happened, and what to do where the server knows it. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return t("unknown");
  if ("status" in error && error.status === 0) return t("network");
  const hint = "hint" in error && typeof error.hint === "string" ? error.hint : null;
  return [error.message || t("unknown"), hint].filter(Boolean).join(" ");
}
