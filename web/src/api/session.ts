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
