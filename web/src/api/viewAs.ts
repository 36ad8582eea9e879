import { send } from "./http";
import type { Schemas } from "./types";

const mark = "lucarne-looks-as-another";

/** Whether this browser has begun to see as somebody else. The server knows whether it still does. */
export function looksAsAnother(): boolean {
  return localStorage.getItem(mark) !== null;
}

/** Keeps what the server says about it. */
export function noteView(seen: boolean): void {
  if (seen) localStorage.setItem(mark, "1");
  else localStorage.removeItem(mark);
}

export type Seen = { user: string } | { group: string } | { link: string } | { scenario: { report: string; row: number } };

/** Begins to see as somebody else. The page is loaded anew: nothing of one's own stays on the screen. */
export async function beginView(seen: Seen, document?: string): Promise<void> {
  const begun = await send<Schemas["ViewAsBegun"]>("POST", "/view_as", { body: { ...seen, document } });
  noteView(true);
  window.location.assign(begun.as.open);
}

export async function leaveView(): Promise<void> {
  await send<undefined>("DELETE", "/view_as");
  noteView(false);
  const { pathname } = window.location;
  window.location.assign(pathname.startsWith("/d/") ? pathname : "/");
}
