import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Dialog } from "./Dialog";
import { ErrorNote } from "./ErrorNote";
import { t } from "./messages";

interface Props {
  title: string;
  label: string;
  about?: string;
  action: string;
  initial: string;
  maxLength?: number;
  onClose: () => void;
  /** Does it; the dialog shows what it throws. */
  submit: (value: string) => Promise<unknown>;
}

/** Asks for one name. */
export function NameDialog({ title, label, about, action, initial, maxLength = 200, onClose, submit }: Props) {
  const form = useId();
  const [value, setValue] = useState(initial);
  const save = useMutation({ mutationFn: () => submit(value.trim()), onSuccess: onClose });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      size={440}
      footer={
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" form={form} color="amber" loading={save.isPending} disabled={value.trim() === ""}>
            {action}
          </Button>
        </Group>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (value.trim() !== "") save.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            data-autofocus
            label={label}
            description={about}
            value={value}
            maxLength={maxLength}
            autoComplete="off"
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          <ErrorNote error={save.error} />
        </Stack>
      </form>
    </Dialog>
  );
}
