import { Button, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { setIdentifier } from "@/api/content";
import { accessQuery, inheritancePreviewQuery, ownerPreviewQuery, setInheritance, setOwner, type Inheritance } from "@/api/sharing";
import type { Access } from "@/api/types";
import { AccessEffects } from "@/ui/AccessEffects";
import { ErrorNote } from "@/ui/ErrorNote";
import { PrincipalIcon } from "@/ui/PrincipalIcon";
import { toastDone, toastError } from "@/ui/toast";
import { AbilitiesPanel } from "./AbilitiesPanel";
import { t } from "./messages";
import classes from "./SettingsPanel.module.css";

interface Props {
  access: Access;
  identifier: string | null;
}

/** What holds for the thing as a whole: who owns it, where its access comes from, its address, and what may be done with it. */
export function SettingsPanel({ access, identifier }: Props) {
  const client = useQueryClient();
  const { node } = access;
  const refresh = async (saved?: Access): Promise<void> => {
    if (saved) client.setQueryData(accessQuery(node.id).queryKey, saved);
    await Promise.all(["access", "content", "document"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
  return (
    <div>
      {access.owner && (
        <Section title={t("ownerTitle")}>
          <Owner access={access} owner={access.owner} onSaved={refresh} />
        </Section>
      )}
      {access.stands_alone !== undefined && (
        <Section title={t("inherits")}>
          <Inherits access={access} onSaved={refresh} />
        </Section>
      )}
      {node.kind === "document" && access.can.includes("manage") && (
        <Section title={t("identifier")}>
          <Identifier node={node.id} identifier={identifier} onSaved={refresh} />
        </Section>
      )}
      {node.kind === "document" && (
        <Section title={t("abilities")}>
          <AbilitiesPanel document={node.id} />
        </Section>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <h3 className={classes.title}>{title}</h3>
      {children}
    </section>
  );
}

function Owner({ access, owner, onSaved }: { access: Access; owner: NonNullable<Access["owner"]>; onSaved: (saved?: Access) => Promise<void> }) {
  const [next, setNext] = useState<string | null>(null);
  const managers = access.entries.filter((entry) => entry.principal.kind === "user" && entry.role === "manager");
  const preview = useQuery({ ...ownerPreviewQuery(access.node.id, next ?? ""), enabled: next !== null });
  const hand = useMutation({
    mutationFn: (user: string) => setOwner(access.node.id, user),
    onSuccess: async (saved, user) => {
      const name = managers.find((entry) => entry.principal.id === user)?.name ?? "";
      setNext(null);
      await onSaved(saved);
      toastDone(t("handedOver", { name }), () => setOwner(access.node.id, owner.id).then(onSaved, toastError));
    },
  });
  const own = access.can.includes("own") || access.can.includes("administer");
  return (
    <Stack gap="sm">
      <div className={classes.owner}>
        <PrincipalIcon kind="user" name={owner.name} />
        <span>
          <span className={classes.name}>{owner.name}</span>
          <span className={classes.about}>{owner.email}</span>
        </span>
      </div>
      <p className={classes.about}>{t("ownerAbout")}</p>
      {own && managers.length === 0 && <p className={classes.about}>{t("handOverNobody")}</p>}
      {(own || access.can.includes("manage")) && managers.length > 0 && (
        <div className={classes.line}>
          <Select
            size="xs"
            label={t("handOver")}
            placeholder={t("handOver")}
            data={managers.map((entry) => ({ value: entry.principal.id ?? "", label: entry.name }))}
            value={next}
            onChange={setNext}
          />
          <Button size="xs" variant="default" disabled={next === null || !preview.isSuccess} loading={hand.isPending} onClick={() => next !== null && hand.mutate(next)}>
            {t("handOverDo")}
          </Button>
        </div>
      )}
      {next !== null && preview.data && <AccessEffects effects={preview.data} />}
      <ErrorNote error={hand.error ?? preview.error} />
    </Stack>
  );
}

function Inherits({ access, onSaved }: { access: Access; onSaved: (saved?: Access) => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const [start, setStart] = useState<"present" | "empty">("present");
  const alone = access.stands_alone ?? false;
  const wanted: Inheritance = alone ? { stands_alone: false } : { stands_alone: true, start };
  const allowed = alone ? access.can.includes("manage") : (access.can_stop_inheriting ?? false);
  const preview = useQuery({ ...inheritancePreviewQuery(access.node.id, wanted), enabled: open });
  const save = useMutation({
    mutationFn: (inheritance: Inheritance) => setInheritance(access.node.id, inheritance),
    onSuccess: async (saved) => {
      setOpen(false);
      await onSaved(saved);
      // Back to how it was: what was copied here stays, since the folder's own access is at least as much.
      const back: Inheritance = alone ? { stands_alone: true, start: "empty" } : { stands_alone: false };
      toastDone(t("inheritanceSaved"), () => setInheritance(access.node.id, back).then(onSaved, toastError));
    },
  });
  return (
    <Stack gap="sm">
      <p className={classes.about}>{alone ? t("standsAlone") : t("inheritsAbout")}</p>
      {open && !alone && (
        <Radio.Group label={t("startWith")} value={start} onChange={(value) => setStart(value === "empty" ? "empty" : "present")}>
          <Stack gap="xs" mt={4}>
            <Radio value="present" label={t("startPresent")} />
            <Radio value="empty" label={t("startEmpty")} />
          </Stack>
        </Radio.Group>
      )}
      {open && preview.data && <AccessEffects effects={preview.data} />}
      <ErrorNote error={save.error ?? (open ? preview.error : null)} />
      <div className={classes.line}>
        {open ? (
          <>
            <Button size="xs" color="amber" disabled={!preview.isSuccess} loading={save.isPending} onClick={() => save.mutate(wanted)}>
              {alone ? t("inheritAgain") : t("standAlone")}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setOpen(false)}>
              {t("discard")}
            </Button>
          </>
        ) : (
          <Button size="xs" variant="default" disabled={!allowed} onClick={() => setOpen(true)}>
            {alone ? t("inheritAgain") : t("standAlone")}
          </Button>
        )}
      </div>
      {!allowed && !alone && access.can.includes("manage") && <p className={classes.about}>{t("inheritsOff")}</p>}
    </Stack>
  );
}

function Identifier({ node, identifier, onSaved }: { node: string; identifier: string | null; onSaved: () => Promise<void> }) {
  const [text, setText] = useState(identifier ?? "");
  const save = useMutation({
    mutationFn: (next: string) => setIdentifier(node, next),
    onSuccess: async () => {
      await onSaved();
      toastDone(t("identifierSaved"), identifier === null ? undefined : () => setIdentifier(node, identifier).then(() => onSaved(), toastError));
    },
  });
  return (
    <form
      className={classes.line}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(text.trim());
      }}
    >
      <TextInput
        className={classes.field}
        size="xs"
        aria-label={t("identifier")}
        description={t("identifierAbout")}
        inputWrapperOrder={["input", "description", "error"]}
        leftSection={<span className={classes.about}>/d/</span>}
        value={text}
        maxLength={48}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text.trim() !== (identifier ?? "") && text.trim() !== "" && (
        <Button size="xs" type="submit" color="amber" loading={save.isPending}>
          {t("identifierSave")}
        </Button>
      )}
      <ErrorNote error={save.error} />
    </form>
  );
}
