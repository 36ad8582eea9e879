import { Button, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type ReactNode } from "react";
import { setIdentifier } from "@/api/content";
import { nodeReachQuery } from "@/api/people";
import { accessNow, restoreAccess } from "@/api/restore";
import { accessQuery, inheritancePreviewQuery, ownerPreviewQuery, setInheritance, setOwner, type Inheritance } from "@/api/sharing";
import type { Access } from "@/api/types";
import { AccessEffects } from "@/ui/AccessEffects";
import type { Effects } from "@/ui/effectWords";
import { ErrorNote } from "@/ui/ErrorNote";
import { PrincipalIcon } from "@/ui/PrincipalIcon";
import { toastDone, toastError } from "@/ui/toast";
import { AbilitiesPanel } from "./AbilitiesPanel";
import { t } from "./messages";
import classes from "./SettingsPanel.module.css";
import { undoneWords } from "./sourceWords";

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
    await Promise.all(["access", "content", "document", "reach", "explain"].map((key) => client.invalidateQueries({ queryKey: [key] })));
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
  const may = access.can.includes("manage");
  // Also whoever manages it through a group or a folder can become its owner.
  const reach = useInfiniteQuery({ ...nodeReachQuery(access.node.id), enabled: may });
  const managers = (reach.data?.pages.flatMap((page) => page.items) ?? []).filter((one) => one.role === "manager" && one.user.id !== owner.id);
  const preview = useQuery({ ...ownerPreviewQuery(access.node.id, next ?? ""), enabled: next !== null });
  const hand = useMutation({
    mutationFn: async (user: string) => {
      const before = await accessNow(access.node.id);
      return { before, saved: await setOwner(access.node.id, user) };
    },
    onSuccess: async ({ before, saved }, user) => {
      const name = managers.find((one) => one.user.id === user)?.user.name ?? "";
      setNext(null);
      await onSaved(saved);
      // Somebody else may have handed it over before: then there is nothing to take back.
      if (before.owner?.id === user) toastDone(t("ownsAlready", { name }));
      else toastDone(t("handedOver", { name }), () => takeBack(before, onSaved));
    },
  });
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
      {may && reach.isSuccess && managers.length === 0 && <p className={classes.about}>{t("handOverNobody")}</p>}
      {may && managers.length > 0 && (
        <div className={classes.line}>
          <Select
            size="xs"
            className={classes.field}
            label={t("handOver")}
            placeholder={t("handOverPick")}
            searchable
            nothingFoundMessage={t("handOverNone")}
            data={managers.map(({ user }) => ({ value: user.id, label: user.name }))}
            value={next}
            onChange={setNext}
          />
          <Button size="xs" variant="default" disabled={next === null || !preview.isSuccess} loading={hand.isPending} onClick={() => next !== null && hand.mutate(next)}>
            {t("handOverDo")}
          </Button>
        </div>
      )}
      <Changes shown={next !== null} effects={preview.data} />
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
    mutationFn: async (inheritance: Inheritance) => {
      const before = await accessNow(access.node.id);
      return { before, saved: await setInheritance(access.node.id, inheritance) };
    },
    onSuccess: async ({ before, saved }) => {
      setOpen(false);
      refocus();
      await onSaved(saved);
      toastDone(saved.stands_alone ? t("standsAloneNow") : t("inheritsNow"), () => takeBack(before, onSaved));
    },
  });
  const buttons = useRef<HTMLDivElement>(null);
  /** What was pressed gives way to other buttons, which take the focus over. */
  const refocus = (): void => void requestAnimationFrame(() => buttons.current?.querySelector("button")?.focus());
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
      <Changes shown={open} effects={preview.data} />
      <ErrorNote error={save.error ?? (open ? preview.error : null)} />
      <div className={classes.line} ref={buttons}>
        {open ? (
          <>
            <Button size="xs" color="amber" disabled={!preview.isSuccess} loading={save.isPending} onClick={() => save.mutate(wanted)}>
              {alone ? t("inheritAgain") : t("standAlone")}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => {
                setOpen(false);
                refocus();
              }}
            >
              {t("discard")}
            </Button>
          </>
        ) : (
          <Button size="xs" variant="default" disabled={!allowed} onClick={() => {
              setOpen(true);
              refocus();
            }}
          >
            {alone ? t("inheritAgain") : t("standAlone")}
          </Button>
        )}
      </div>
      {!allowed && !alone && access.can.includes("manage") && <p className={classes.about}>{t("inheritsOff")}</p>}
    </Stack>
  );
}

async function takeBack(before: Access, onSaved: (saved: Access) => Promise<void>): Promise<void> {
  try {
    const { access, unboosted } = await restoreAccess(before);
    await onSaved(access);
    toastDone(undoneWords(unboosted));
  } catch (error) {
    toastError(error);
  }
}

/** What a choice would change, person by person; read out once it is known. */
function Changes({ shown, effects }: { shown: boolean; effects: Effects | undefined }) {
  return (
    <div role="region" aria-live="polite" aria-label={t("whatChanges")} className={classes.changes}>
      {shown && effects && <AccessEffects effects={effects} />}
    </div>
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
