import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import "@mantine/notifications/styles.layer.css";
import { t } from "./messages";

export { Notifications, notifications } from "@mantine/notifications";

/** What was done, and the button that takes it back. */
export function Undoable({ id, message, undo }: { id: string; message: string; undo: () => void | Promise<unknown> }) {
  return (
    <Group gap="sm" justify="space-between" wrap="nowrap">
      <Text size="sm">{message}</Text>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => {
          notifications.hide(id);
          void undo();
        }}
      >
        {t("undo")}
      </Button>
    </Group>
  );
}
