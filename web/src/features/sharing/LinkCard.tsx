import { ActionIcon, Badge, Button, Checkbox, Menu, Radio, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Copy, EllipsisVertical, Eye, QrCode, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { changeLink, deleteLink, rotateLink, type LinkChange } from "@/api/sharing";
import type { Link, LinkMode } from "@/api/types";
import { beginView } from "@/api/viewAs";
import { fromLocalField, relativeTime, toLocalField } from "@/lib/dates";
import { confirm } from "@/ui/confirm";
import { copyText } from "@/ui/copy";
import { ErrorNote, WarnNote } from "@/ui/ErrorNote";
import { toastDone, toastError } from "@/ui/toast";
import { LinkAttributes } from "./LinkAttributes";
import classes from "./LinkCard.module.css";
import { LinkQr } from "./LinkQr";
import { t } from "./messages";

const modes: LinkMode[] = ["everyone", "folder", "private"];

interface Props {
  link: Link;
  document: string;
  publicLinks: "anyone" | "signed_in" | "off";
  onChanged: () => Promise<unknown>;
}

/** One report link: who gets in, with what, and its address. Each choice takes effect at once and can be undone. */
export function LinkCard({ link, document, publicLinks, onChanged }: Props) {
  const [qr, setQr] = useState(false);
  const change = useMutation({
    mutationFn: ({ next }: { next: LinkChange; back: LinkChange; done: string }) => changeLink(link.id, next),
    onSuccess: async (_saved, { back, done }) => {
      await onChanged();
      toastDone(done, async () => {
        await changeLink(link.id, back).catch(toastError);
        await onChanged();
      });
    },
  });
  const set = (next: LinkChange, back: LinkChange, done: string = t("linkChanged")) => change.mutate({ next, back, done });
  const expired = link.expires_at !== null && new Date(link.expires_at).getTime() < Date.now();
  const off = link.mode === "private" || expired;

  async function rotate(): Promise<void> {
    if (!(await confirm({ title: t("rotateTitle"), text: t("rotateText"), action: t("rotate"), danger: true }))) return;
    await told(rotateLink(link.id), t("rotated"));
  }
  async function remove(): Promise<void> {
    if (!(await confirm({ title: t("deleteTitle"), text: t("deleteText"), action: t("delete"), danger: true }))) return;
    await told(deleteLink(link.id), t("deleted"));
  }
  async function told(work: Promise<unknown>, done: string): Promise<void> {
    try {
      await work;
      toastDone(done);
    } catch (error) {
      toastError(error);
    }
    await onChanged();
  }
  async function copy(): Promise<void> {
    if (await copyText(link.url)) toastDone(link.mode === "everyone" ? t("copiedEveryone") : t("copiedFolder"));
    else toastError(new Error(t("copyFailed", { url: link.url })));
  }

  return (
    <section className={classes.card} aria-label={link.name}>
      <div className={classes.head}>
        <TextInput
          key={link.name}
          variant="unstyled"
          className={classes.name}
          aria-label={t("linkName")}
          defaultValue={link.name}
          maxLength={80}
          onBlur={(event) => {
            const name = event.currentTarget.value.trim();
            if (name !== "" && name !== link.name) set({ name }, { name: link.name });
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") event.currentTarget.blur();
          }}
        />
        <Badge variant="light" color={off ? "gray" : "moss"} className={off ? classes.off : classes.on}>
          {expired ? t("statusExpired") : off ? t("statusOff") : t("statusOn")}
        </Badge>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" size={32} aria-label={t("more", { name: link.name })}>
              <EllipsisVertical size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Eye size={16} />} disabled={off} onClick={() => void beginView({ link: link.id }, document).catch(toastError)}>
              {t("viewAsVisitor")}
            </Menu.Item>
            <Menu.Item leftSection={<RefreshCw size={16} />} onClick={() => void rotate()}>
              {t("rotate")}
            </Menu.Item>
            <Menu.Item leftSection={<Trash2 size={16} />} c="var(--lucarne-danger)" onClick={() => void remove()}>
              {t("delete")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>

      <div className={classes.url} data-off={off || undefined}>
        <input readOnly className={classes.address} value={link.url} aria-label={t("linkUrl", { name: link.name })} onFocus={(event) => event.currentTarget.select()} />
        <Button variant="default" leftSection={<Copy size={16} aria-hidden />} onClick={() => void copy()}>
          {t("copy")}
        </Button>
        <Button variant="default" leftSection={<QrCode size={16} aria-hidden />} aria-expanded={qr} onClick={() => setQr(!qr)}>
          {t("qr")}
        </Button>
      </div>
      {qr && <LinkQr link={link} />}
      {link.warnings.map((warning) => (
        <WarnNote key={warning.code + warning.text}>{warning.text}</WarnNote>
      ))}

      <Radio.Group
        label={t("linkWho")}
        value={link.mode}
        onChange={(value) => {
          const mode = modes.find((one) => one === value);
          if (mode) set({ mode }, { mode: link.mode }, mode === "private" ? t("linkOff") : t("linkOn"));
        }}
      >
        <Stack gap="xs" mt={4}>
          {modes.map((mode) => (
            <Radio
                key={mode}
                value={mode}
                label={t(`mode_${mode}`)}
                disabled={mode === "everyone" && publicLinks === "off" && link.mode !== "everyone"}
                description={
                  mode === "everyone" && publicLinks !== "anyone" ? t(publicLinks === "off" ? "publicOff" : "publicSignedIn") : t(`mode_${mode}_about`)
                }
              />
          ))}
        </Stack>
      </Radio.Group>

      {link.mode === "everyone" && <LinkAttributes link={link} onSave={(attributes) => set({ attributes }, { attributes: link.attributes })} />}

      <div className={classes.options}>
        <Checkbox
          label={t("rightsDownload")}
          description={t("rightsDownloadAbout")}
          checked={link.rights.includes("download_data")}
          onChange={(event) => set({ rights: event.currentTarget.checked ? ["view", "download_data"] : ["view"] }, { rights: link.rights })}
        />
        <TextInput
          key={link.expires_at}
          type="datetime-local"
          label={t("expires")}
          description={t("expiresNever")}
          defaultValue={toLocalField(link.expires_at)}
          onBlur={(event) => {
            const expires_at = fromLocalField(event.currentTarget.value);
            if (event.currentTarget.value !== toLocalField(link.expires_at)) set({ expires_at }, { expires_at: link.expires_at });
          }}
        />
      </div>
      {change.isError && <ErrorNote error={change.error} />}
      <p className={classes.usage}>
        {link.openings === 0
          ? t("usageNone")
          : t("usage", { count: link.openings }) + (link.last_used_at ? `, ${t("usageLast", { when: relativeTime(link.last_used_at) })}` : "")}
      </p>
    </section>
  );
}
