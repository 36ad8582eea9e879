import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { t } from "./messages";

/** How long an undo is offered. */
const undoMs = 10_000;

/** Says that something is done. With `undo`, offers to take it back for ten seconds. */
export function toastDone(message: string, undo?: () => void | Promise<unknown>): void {
  const id = crypto.randomUUID();
  notifications.show({
    id,
    withBorder: true,
    color: "moss",
    autoClose: undo ? undoMs : 4_000,
    closeButtonProps: { "aria-label": t("close") },
    message: undo ? (
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
    ) : (
      message
    ),
  });
}

/** Says that something did not work, in the server's words where there are any. */
export function toastError(error: unknown): void {
  notifications.show({
    withBorder: true,
    color: "clay",
    autoClose: 9_000,
    closeButtonProps: { "aria-label": t("close") },
    message: errorText(error),
  });
}

/** What to tell a person about a failed request: what happened, and what to do where the server knows it. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return t("unknown");
  if ("status" in error && error.status === 0) return t("network");
  const hint = "hint" in error && typeof error.hint === "string" ? error.hint : null;
  return [error.message || t("unknown"), hint].filter(Boolean).join(" ");
}
