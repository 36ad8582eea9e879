import { Menu, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { LogOut } from "lucide-react";
import { signOut } from "@/api/session";
import type { Me } from "@/api/types";
import { paths } from "@/paths";
import { toastError } from "@/ui/toast";
import { t } from "./messages";

/** Who is signed in, and the way out. */
export function AccountItems({ me }: { me: Me }) {
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
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void leave()}>
          {t("signOut")}
        </Menu.Item>
    </>
  );
}
