/** The nonce that this answer's Content-Security-Policy allows for styles made at run time; null in development. */
export function pageNonce(): string | null {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
  return nonce === "" || nonce.startsWith("__") ? null : nonce;
}
