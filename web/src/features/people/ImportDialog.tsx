import { Button, FileButton, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { importAttributes, usersQuery } from "@/api/people";
import { Dialog } from "@/ui/Dialog";
import { EffectsList } from "@/ui/EffectsList";
import { ErrorNote } from "@/ui/ErrorNote";
import { toastDone } from "@/ui/toast";
import { t } from "./messages";

/** Values of many people from a table: checked line by line, previewed, and then all of it or nothing. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const check = useMutation({ mutationFn: () => importAttributes(text, true) });
  const save = useMutation({
    mutationFn: () => importAttributes(text, false),
    onSuccess: async (done) => {
      if (!done.changed) {
        check.mutate();
        return;
      }
      await client.invalidateQueries({ queryKey: usersQuery.queryKey });
      toastDone(t("importDone"));
      onClose();
    },
  });
  const faults = check.data?.lines.filter((line) => !line.ok) ?? [];
  const fine = check.data !== undefined && faults.length === 0 && check.data.lines.length > 0;
  const change = (next: string) => {
    setText(next);
    check.reset();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("importTitle")}
      size={560}
      footer={
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          {fine ? (
            <Button color="amber" loading={save.isPending} onClick={() => save.mutate()}>
              {t("importDo")}
            </Button>
          ) : (
            <Button color="amber" disabled={text.trim() === ""} loading={check.isPending} onClick={() => check.mutate()}>
              {t("importCheck")}
            </Button>
          )}
        </Group>
      }
    >
      <Stack gap="sm">
        <Text size="sm">{t("importAbout")}</Text>
        <Textarea data-autofocus label={t("importText")} minRows={6} autosize maxRows={12} spellCheck={false} placeholder={"ana@example.com,carrier,UA,AA"} value={text} onChange={(event) => change(event.currentTarget.value)} />
        <div>
          <FileButton accept=".csv,text/csv" onChange={(file) => void file?.text().then(change)}>
            {(props) => (
              <Button {...props} size="xs" variant="default">
                {t("importFile")}
              </Button>
            )}
          </FileButton>
        </div>
        <div role="status">
          {faults.map((line) => (
            <Text key={line.line} size="sm" c="var(--lucarne-danger)">
              {t("importLine", { line: line.line, fault: line.fault ?? "" })}
            </Text>
          ))}
          {fine && (
            <>
              <Text size="sm">{t("importFine", { count: check.data.lines.length })}</Text>
              {check.data.effects && <EffectsList effects={check.data.effects} />}
            </>
          )}
        </div>
        {(check.isError || save.isError) && <ErrorNote error={check.error ?? save.error} />}
      </Stack>
    </Dialog>
  );
}
