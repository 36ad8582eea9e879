import { Button, Group, Text } from "@mantine/core";
import type { Asked } from "./confirm";
import { Dialog } from "./Dialog";
import { t } from "./messages";

/** The question itself; comes when something is asked. */
export function ConfirmDialog({ asked }: { asked: Asked }) {
  return (
    <Dialog
      opened
      onClose={() => asked.answer(false)}
      title={asked.title}
      size={420}
      footer={
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={() => asked.answer(false)}>
            {t("cancel")}
          </Button>
          <Button color={asked.danger ? "clay" : "amber"} onClick={() => asked.answer(true)} data-autofocus>
            {asked.action}
          </Button>
        </Group>
      }
    >
      <Text size="sm" component="div">
        {asked.text}
      </Text>
    </Dialog>
  );
}
