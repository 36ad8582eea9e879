/** Whom access is given to. */
export interface Principal {
  kind: "user" | "group" | "organization";
  id?: string;
}

/** A principal as search offers it. */
export interface PrincipalHit {
  principal: Principal;
  name: string;
  email: string | null;
  members: number | null;
}

export const principalKey = (principal: Principal): string =>
  principal.kind === "organization" ? "organization" : `${principal.kind}:${principal.id ?? ""}`;

export const samePrincipal = (a: Principal, b: Principal): boolean => principalKey(a) === principalKey(b);
