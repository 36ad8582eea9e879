/**
 * The address to go to after signing in, if it is one of ours: a path on this server and nothing else. `//host`, `/\host`, schemes and
 * control characters (which browsers drop before they parse) are refused, and so is sign-in itself.
 */
export function safeNext(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 2000) return null;
  if (!value.startsWith("/") || value.startsWith("//") || value.includes("\\")) return null;
  for (const character of value) {
    if (character.charCodeAt(0) < 0x20 || character.charCodeAt(0) === 0x7f) return null;
  }
  const url = new URL(value, "http://here.invalid");
  if (url.origin !== "http://here.invalid" || url.pathname.startsWith("//")) return null;
  if (url.pathname === "/sign-in") return null;
  return url.pathname + url.search + url.hash;
}
