import type { NotificationData } from "@mantine/notifications";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
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

type Undo = () => void | Promise<unknown>;

/** Something that was said and is still shown. */
export interface Said {
  id: string;
  message: string;
  /** Whether it did not work. */
  failed: boolean;
  undo: Undo | undefined;
  until: number;
}

/** Says that something is done. With `undo`, offers to take it back for ten seconds. */
export function toastDone(message: string, undo?: Undo): void {
  say({ id: crypto.randomUUID(), message, failed: false, undo, until: Date.now() + (undo ? undoMs : 4_000) });
}

/** Says that something did not work, in the server's words where there are any. */
export function toastError(error: unknown): void {
  say({ id: crypto.randomUUID(), message: errorText(error), failed: true, undo: undefined, until: Date.now() + 9_000 });
}

/*
 * While a dialog is open, what is said is said in it: the corner of the page lies outside of what the keyboard reaches and what a screen
 * reader reads then, and an undo that cannot be reached is none. What is still fresh when the dialog closes moves to the corner.
 */
const dialogs: symbol[] = [];
const most = 3;
let inDialog: readonly Said[] = [];

function setInDialog(next: readonly Said[]): void {
  inDialog = next;
  listeners.forEach((listener) => listener());
}

function say(said: Said): void {
  if (dialogs.length === 0) return inTheCorner(said);
  setInDialog([...inDialog.slice(1 - most), said]);
  leaveLater(said.id, said.until - Date.now());
}

/** It goes when its time is up, and never from under a hand. */
function leaveLater(id: string, ms: number): void {
  setTimeout(() => {
    if (document.querySelector(`[data-said="${id}"]:is(:hover, :focus-within)`)) leaveLater(id, 2_000);
    else unsay(id);
  }, ms);
}

export function unsay(id: string): void {
  if (inDialog.some((one) => one.id === id)) setInDialog(inDialog.filter((one) => one.id !== id));
}

/** What an open dialog has to show of it: everything for the one on top. */
export function useSaid(opened: boolean): readonly Said[] {
  const [me] = useState(() => Symbol());
  useEffect(() => {
    if (!opened) return;
    dialogs.push(me);
    setInDialog(inDialog);
    return () => {
      dialogs.splice(dialogs.indexOf(me), 1);
      const left = inDialog;
      if (dialogs.length > 0) return setInDialog([...left]);
      setInDialog([]);
      left.filter((one) => one.until > Date.now()).forEach(inTheCorner);
    };
  }, [opened, me]);
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (dialogs.at(-1) === me ? inDialog : nothing),
  );
}
const nothing: readonly Said[] = [];

function inTheCorner({ id, message, failed, undo, until }: Said): void {
  void show({
    id,
    withBorder: true,
    color: failed ? "clay" : "moss",
    autoClose: Math.max(until - Date.now(), 1_000),
    closeButtonProps: { "aria-label": t("close") },
    message: undo ? <Undoable id={id} message={message} undo={undo} /> : <CodeText text={message} />,
  });
}

/** What to tell a person about a failed request: what happened, and what to do where the server knows it. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return t("unknown");
  if ("status" in error && error.status === 0) return t("network");
  const hint = "hint" in error && typeof error.hint === "string" ? error.hint : null;
  return [error.message || t("unknown"), hint].filter(Boolean).join(" ");
}
