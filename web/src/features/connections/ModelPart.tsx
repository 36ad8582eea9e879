import { ActionIcon, Button, Menu, Skeleton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { EllipsisVertical, FileCode2, Plus, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { deleteModelFile, modelQuery, saveModelFile } from "@/api/connections";
import { ApiError } from "@/api/errors";
import type { Connection, Diagnostic, Model } from "@/api/types";
import { CodeEditor, type CodeFault } from "@/ui/CodeEditor";
import { confirm } from "@/ui/confirm";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { NameDialog } from "@/ui/NameDialog";
import { toastDone, toastError } from "@/ui/toast";
import { Diagnostics } from "./Diagnostics";
import { t } from "./messages";
import { ModelClash } from "./ModelClash";
import { edit, faultsByFile, merged, order, without, type Edits } from "./modelDraft";
import classes from "./ModelPart.module.css";
import { useModelCheck } from "./useModelCheck";

/** The files of a connection's model: edited as text, checked as one types, saved by version. */
export function ModelPart({ connection }: { connection: Connection }) {
  const model = useQuery(modelQuery(connection.id));
  if (model.isError) return <ErrorNote error={model.error} />;
  if (!model.data) return <Skeleton h={420} />;
  return <Workbench connection={connection.id} model={model.data.data} />;
}

function Workbench({ connection, model }: { connection: string; model: Model }) {
  const client = useQueryClient();
  const editable = model.can.includes("edit_model");
  const [edits, setEdits] = useState<Edits>({});
  const [chosen, setChosen] = useState<string | null>(null);
  const [goTo, setGoTo] = useState<{ line: number; column: number } | null>(null);
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const [naming, setNaming] = useState(false);
  const [clash, setClash] = useState<{ file: string; mine: string } | null>(null);

  const files = useMemo(() => merged(model, edits), [model, edits]);
  const names = order(files);
  const file = chosen !== null && chosen in files ? chosen : (names[0] ?? null);
  const unsaved = Object.keys(edits);
  const check = useModelCheck(connection, files, unsaved.length > 0, model.diagnostics);
  const faults = faultsByFile(check.diagnostics);
  const here = useMemo(
    () => check.diagnostics.filter((one) => one.file === file).map((one): CodeFault => ({ ...one, message: [one.message, one.hint].filter(Boolean).join(". ") })),
    [check.diagnostics, file],
  );

  useBlocker({
    shouldBlockFn: async () =>
      unsaved.length > 0 && !(await confirm({ title: t("leaveTitle"), text: t("leaveText"), action: t("leave"), danger: true })),
    enableBeforeUnload: () => unsaved.length > 0,
  });

  async function load(): Promise<Model> {
    await client.invalidateQueries({ queryKey: modelQuery(connection).queryKey });
    return (await client.ensureQueryData(modelQuery(connection))).data;
  }

  /** Saves the given files one after the other, each on the version the last one made. */
  async function save(texts: Edits): Promise<void> {
    if (saving || Object.keys(texts).length === 0) return;
    setSaving(true);
    setRefused(null);
    let { version } = model;
    for (const [name, text] of Object.entries(texts)) {
      try {
        version = (await saveModelFile(connection, name, text, version)).version;
        setEdits((now) => (now[name] === text ? without(now, name) : now));
      } catch (error) {
        if (error instanceof ApiError && error.status === 412) {
          await load();
          setClash({ file: name, mine: text });
        } else {
          setRefused(error);
        }
        setSaving(false);
        return;
      }
    }
    await load();
    await Promise.all([client.invalidateQueries({ queryKey: ["topics", connection] }), client.invalidateQueries({ queryKey: ["topic", connection] })]);
    setSaving(false);
    toastDone(t("saved", { version }));
  }

  async function remove(name: string): Promise<void> {
    setEdits((now) => without(now, name));
    const text = model.files[name];
    if (text === undefined) return;
    try {
      const { version } = await deleteModelFile(connection, name, model.version);
      await load();
      toastDone(t("fileDeleted", { name }), async () => {
        await saveModelFile(connection, name, text, version).catch(toastError);
        await load();
      });
    } catch (error) {
      toastError(error);
    }
  }

  function open(place: Diagnostic): void {
    setChosen(place.file);
    setGoTo({ line: place.line, column: place.column });
  }

  const newFile = (
    <NameDialog
      title={t("newFile")}
      label={t("newFileName")}
      about={t("newFileAbout")}
      action={t("create")}
      initial=""
      maxLength={120}
      onClose={() => setNaming(false)}
      submit={async (name) => {
        const full = /\.ya?ml$/u.test(name) ? name : `${name}.yaml`;
        if (!(full in files)) setEdits((now) => ({ ...now, [full]: "" }));
        setChosen(full);
      }}
    />
  );

  if (file === null) {
    return (
      <>
        <EmptyState
          icon={<FileCode2 size={20} />}
          title={t("modelNone")}
          text={t("modelNoneText")}
          action={
            editable && (
              <Button color="amber" onClick={() => setNaming(true)}>
                {t("newFile")}
              </Button>
            )
          }
        />
        {naming && newFile}
      </>
    );
  }

  return (
    <div className={classes.bench}>
      <nav className={classes.files} aria-label={t("files")}>
        <div className={classes.filesHead}>
          <span>{t("files")}</span>
          {editable && (
            <ActionIcon variant="subtle" size={28} aria-label={t("newFile")} onClick={() => setNaming(true)}>
              <Plus size={16} aria-hidden />
            </ActionIcon>
          )}
        </div>
        <ul className={classes.list}>
          {names.map((name) => {
            const fault = faults.get(name);
            return (
              <li key={name} className={classes.item} data-current={name === file || undefined}>
                <button type="button" className={classes.file} aria-current={name === file ? "true" : undefined} onClick={() => setChosen(name)}>
                  <span className={classes.fileName}>{name}</span>
                  {name in edits && (
                    <span className={classes.dot} role="img" aria-label={t("fileUnsaved")} title={t("fileUnsaved")} />
                  )}
                  {fault && (
                    <span className={classes.faults} data-error={fault.error || undefined} role="img" aria-label={t("fileFaults", { count: fault.count })}>
                      {fault.count}
                    </span>
                  )}
                </button>
                {editable && (
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <ActionIcon variant="subtle" size={24} aria-label={t("fileActions", { name })} className={classes.more}>
                        <EllipsisVertical size={14} aria-hidden />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item leftSection={<Trash2 size={16} />} c="var(--lucarne-danger)" onClick={() => void remove(name)}>
                        {t("deleteFile")}
                      </Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                )}
              </li>
            );
          })}
        </ul>
      </nav>

      <div className={classes.main}>
        <div className={classes.bar}>
          <span className={classes.current}>{file}</span>
          <span className={classes.state}>
            {editable ? (unsaved.length > 0 ? t("unsaved", { count: unsaved.length }) : t("version", { version: model.version })) : t("modelRead")}
          </span>
          {file in edits && (
            <Button size="xs" variant="subtle" onClick={() => setEdits((now) => without(now, file))}>
              {t("revert")}
            </Button>
          )}
          {editable && (
            <Button size="xs" color="amber" loading={saving} disabled={unsaved.length === 0} onClick={() => void save(edits)}>
              {t("saveAll", { count: Math.max(unsaved.length, 1) })}
            </Button>
          )}
        </div>
        <div className={classes.editor}>
          <CodeEditor
            key={file}
            language="yaml"
            label={t("editor", { name: file })}
            value={files[file] ?? ""}
            readOnly={!editable}
            faults={here}
            goTo={goTo}
            onChange={(text) => setEdits((now) => edit(model, now, file, text))}
            onSave={() => void save(edits)}
          />
        </div>
        <ErrorNote error={refused} />
        <Diagnostics diagnostics={check.diagnostics} checking={check.checking} onOpen={open} />
      </div>

      {naming && newFile}
      {clash && (
        <ModelClash
          file={clash.file}
          theirs={model.files[clash.file] ?? ""}
          mine={clash.mine}
          onTheirs={() => {
            setEdits((now) => without(now, clash.file));
            setClash(null);
          }}
          onMine={() => {
            setClash(null);
            void save({ [clash.file]: clash.mine });
          }}
          onClose={() => setClash(null)}
        />
      )}
    </div>
  );
}
