import { Button, Popover } from "@mantine/core";
import { Check, Info } from "lucide-react";
import { contentRoleLabel } from "@/ui/roles";
import { rolePolicy } from "@/ui/rolePolicy.gen";
import { t } from "./messages";
import classes from "./RolePolicy.module.css";

const roles = ["viewer", "editor", "manager", "owner"] as const;

/** What each role may, from the table that the rules themselves are tested against. */
export function RolePolicy({ kind }: { kind: "folder" | "document" }) {
  return (
    <Popover position="bottom-end" width={420} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button size="compact-xs" variant="subtle" leftSection={<Info size={14} aria-hidden />}>
          {t("policyOpen")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("policyTitle")} className={classes.dropdown} tabIndex={0} data-mantine-stop-propagation="true">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("policyAction")}</th>
              {roles.map((role) => (
                <th key={role} scope="col">
                  {contentRoleLabel(role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rolePolicy[kind].filter(({ roles: may }) => may.length > 0).map(({ action, roles: may }) => (
              <tr key={action}>
                <th scope="row">{t(`can_${action}`)}</th>
                {roles.map((role) => {
                  const yes = (may as readonly string[]).includes(role);
                  return (
                    <td key={role}>
                      {yes && <Check size={14} aria-hidden />}
                      <span className="visually-hidden">{t(yes ? "policyYes" : "policyNo")}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        {kind === "document" && <p className={classes.note}>{t("policyAbilities")}</p>}
      </Popover.Dropdown>
    </Popover>
  );
}
