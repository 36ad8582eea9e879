import { Menu, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Eye, LogOut, UserRound } from "lucide-react";
import { signOut } from "@/api/session";
import type { Me } from "@/api/types";
import { paths } from "@/paths";
import { toastError } from "@/ui/toast";
import { t } from "./messages";

/** Who is signed in, and the way out. */
export function AccountItems({ me, onViewAs }: { me: Me; onViewAs: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  async function leave(): Promise<void> {
    try {
      await signOut();
    } catch (error) {
      toastError(error);
      return;
    }
    client.clear();
    await navigate({ to: paths.signIn() });
  }
  return (
    <>
        <Menu.Label>
          <Text size="sm" fw={580} c="var(--lucarne-ink)" truncate>
            {me.name}
          </Text>
          <Text size="xs" truncate>
            {me.email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        {!me.view_as && (
          <Menu.Item component={Link} to={paths.account()} leftSection={<UserRound size={16} aria-hidden />}>
            {t("account")}
          </Menu.Item>
        )}
        {me.can.includes("administer") && (
          <Menu.Item leftSection={<Eye size={16} aria-hidden />} onClick={onViewAs}>
            {t("viewAsOther")}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void leave()}>
          {t("signOut")}
        </Menu.Item>
    </>
  );
}
