import { queryOptions } from "@tanstack/react-query";
import { api, take } from "./client";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/me", { signal })),
  staleTime: 60_000,
});

export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/setup", { signal })),
});

export interface SetupForm {
  code: string;
  name: string;
  email: string;
  password: string;
  organization: string;
}

export const signIn = (email: string, password: string) => take(api.POST("/api/v1/session", { body: { email, password } }));
export const signOut = () => take(api.DELETE("/api/v1/session"));
export const setUp = (form: SetupForm) => take(api.POST("/api/v1/setup", { body: form }));
