import { queryOptions } from "@tanstack/react-query";
import { api, take } from "./client";
import type { Schemas } from "./types";

export type Token = Schemas["Token"];
export type TokenMade = Schemas["TokenMade"];
export type TokenScope = Schemas["TokenScope"];

export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: async ({ signal }) => (await take(api.GET("/api/v1/tokens", { signal }))) as { items: Token[] },
});
export const createToken = (name: string, scope: TokenScope, expires_at: string | null) =>
  take<TokenMade>(api.POST("/api/v1/tokens", { body: { name, scope, expires_at: expires_at ?? undefined } }));
export const endToken = (id: string) => take(api.DELETE("/api/v1/tokens/{id}", { params: { path: { id } } }));
export const changePassword = (current: string, next: string) => take(api.POST("/api/v1/me/password", { body: { current, new: next } }));

export const readInvitation = (code: string) => take(api.POST("/api/v1/invitation", { body: { code } }));
export const acceptInvitation = (code: string, password: string) =>
  take(api.POST("/api/v1/invitation/accept", { body: { code, password } }));
