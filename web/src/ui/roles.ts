import { t } from "./messages";

export const contentRoles = ["no_access", "viewer", "editor", "manager"] as const;
export type ContentRoleName = (typeof contentRoles)[number] | "owner";

export const connectionRoles = ["no_access", "viewer", "restricted_querier", "querier", "modeler", "connection_admin"] as const;
export type ConnectionRoleName = (typeof connectionRoles)[number];

export const contentRoleLabel = (role: ContentRoleName): string => t(`role_${role}`);
export const contentRoleAbout = (role: ContentRoleName): string => t(`about_${role}`);
export const connectionRoleLabel = (role: ConnectionRoleName): string => t(`connection_${role}`);
export const connectionRoleAbout = (role: ConnectionRoleName): string => t(`about_connection_${role}`);
