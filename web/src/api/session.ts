import { queryOptions } from "@tanstack/react-query";
import { send } from "./http";
import type { Me, Schemas } from "./types";
import { noteView } from "./viewAs";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    const me = await send<Me>("GET", "/me", { signal });
    noteView(me.view_as !== null);
    return me;
  },
  staleTime: 60_000,
});

/** How one can sign in here. */
export const waysQuery = queryOptions({
  queryKey: ["sign-in-ways"],
  queryFn: ({ signal }) => send<Schemas["SignInWays"]>("GET", "/session", { signal }),
  staleTime: 60_000,
});

/** Begins to link the account of a password or of an invitation with the provider; answers where the browser goes. */
export const linkElsewhere = (proof: { password: string } | { invitation: string }) =>
  send<Schemas["LinkBegun"]>("POST", "/auth/oidc/link", { body: proof });

export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: ({ signal }) => send<Schemas["SetupState"]>("GET", "/setup", { signal }),
});

export interface SetupForm {
  code: string;
  name: string;
  email: string;
  password: string;
  organization: string;
}

export const signIn = (email: string, password: string) => send<Me>("POST", "/session", { body: { email, password } });
export const signOut = () => send<undefined>("DELETE", "/session");
export const setUp = (form: SetupForm) => send<Me>("POST", "/setup", { body: form });
