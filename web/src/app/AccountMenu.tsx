import { Menu, Text, UnstyledButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { LogOut } from "lucide-react";
import { signOut } from "@/api/session";
import type { Me } from "@/api/types";
import { paths } from "@/paths";
import { PrincipalIcon } from "@/ui/PrincipalIcon";
import { toastError } from "@/ui/toast";
import { t } from "./messages";

export function AccountMenu({ me }: { me: Me }) {
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
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton aria-label={t("userMenu", { name: me.name })} p={4}>
          <PrincipalIcon kind="user" name={me.name} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={580} c="var(--lucarne-ink)" truncate>
            {me.name}
          </Text>
          <Text size="xs" truncate>
            {me.email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void leave()}>
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
