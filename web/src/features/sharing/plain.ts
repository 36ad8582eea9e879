import { connectionRoleLabel, connectionRoles, contentRoleLabel, contentRoles } from "@/ui/roles";

/** The server's words with the page's names of roles, and with quotation marks for its backticks. */
export function plain(text: string): string {
  return text.replaceAll(/`([^`]*)`/gu, "“$1”").replaceAll(/\b[a-z]+(?:_[a-z]+)+\b/gu, (word) => {
    const role = connectionRoles.find((one) => one === word);
    const content = contentRoles.find((one) => one === word);
    return role ? connectionRoleLabel(role).toLowerCase() : content ? contentRoleLabel(content).toLowerCase() : word;
  });
}
