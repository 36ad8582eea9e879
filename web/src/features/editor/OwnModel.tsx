import { ActionIcon, Button, NativeSelect, Tabs } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { checkOwnModel } from "../../api/ownModels";
import { usePromotion } from "../../api/promotion";
import { queryableConnections } from "../../api/queries";
import { loadProject, saveProject, type StoredProject } from "../../api/reports";
import { CodeEditor } from "../../ui/CodeEditor";
import { Dialog } from "../../ui/Dialog";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNote } from "../../ui/ErrorNote";
import { NameDialog } from "../../ui/NameDialog";
import { PromoteDialog } from "../../ui/PromoteDialog";
import { toastDone } from "../../ui/toast";
import classes from "./editor.module.css";
import { t } from "./messages";
import { fileName, ownFiles, sameFiles, startOf, withOwnFiles } from "./ownModel";

interface Props {
  document: string;
  /** What is stored now; the editor's own work is no part of it. */
  stored: StoredProject;
  /** The connection to begin with. */
  connection: string | null;
  onStored: (stored: StoredProject) => void;
  onClose: () => void;
}

/** The model files of this workbook, on top of the shared model: written, checked, saved, and promoted by modelers. */
export function OwnModel({ document, stored, connection: first, onStored, onClose }: Props) {
  const client = useQueryClient();
  const list = (useQuery(queryableConnections).data ?? []).filter((one) => one.can.includes("query"));
  const [connection, setConnection] = useState(first ?? Object.keys(stored.project.models ?? {})[0] ?? null);
  const chosen = connection ?? list[0]?.id ?? "";
  const saved = ownFiles(stored.project, chosen);
  const [edited, setEdited] = useState<Record<string, string> | null>(null);
  const files = edited ?? saved;
  const names = Object.keys(files).sort();
  const [current, setCurrent] = useState<string | null>(null);
  const file = current !== null && current in files ? current : (names[0] ?? null);
  const [naming, setNaming] = useState(false);
  const [promoting, setPromoting] = useState(false);
  const [goTo, setGoTo] = useState<{ line: number; column: number } | null>(null);
  const changed = !sameFiles(files, saved);
  const [settled] = useDebouncedValue(files, 350);
  const check = useQuery({
    queryKey: ["own-model-check", document, chosen, settled],
    queryFn: ({ signal }) => checkOwnModel(document, chosen, settled, signal),
    enabled: chosen !== "" && Object.keys(settled).length > 0,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 30_000,
  });
  const faults = names.length === 0 ? [] : (check.data?.diagnostics ?? []);
  const again = async (next: StoredProject): Promise<void> => {
    onStored(next);
    setEdited(null);
    // The project itself is held by the editor, whose work must not be fetched away from under it.
    await Promise.all(["topics", "preview", "warnings", "report"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
  const save = useMutation({
    mutationFn: async () => {
      const project = withOwnFiles(stored.project, chosen, files);
      return { project, etag: (await saveProject(document, project, stored.etag)).etag };
    },
    onSuccess: async (next) => {
      await again(next);
      toastDone(t("modelSaved"));
    },
  });
  const put = (name: string, text: string | null): void => {
    const { [name]: _former, ...others } = files;
    setEdited(text === null ? others : { ...others, [name]: text });
  };
  const modeler = list.find((one) => one.id === chosen)?.can.includes("edit_model") === true;

  if (promoting)
    return (
      <Promote
        document={document}
        connection={chosen}
        onClose={() => setPromoting(false)}
        onDone={async () => {
          setPromoting(false);
          await again(await loadProject(document));
          await client.invalidateQueries({ queryKey: ["model", chosen] });
          toastDone(t("promoted"));
        }}
      />
    );
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("ownModel")}
      size={920}
      closeOnClickOutside={!changed}
      footer={
        <div className={classes.modelFoot}>
          <span role="status">{changed ? t("unsavedModel") : ""}</span>
          {modeler && (
            <Button variant="default" disabled={changed || names.length === 0} onClick={() => setPromoting(true)}>
              {t("promote")}
            </Button>
          )}
          <Button
            color="amber"
            loading={save.isPending}
            disabled={!changed || faults.some((one) => one.severity === "error")}
            onClick={() => save.mutate()}
          >
            {t("saveModel")}
          </Button>
        </div>
      }
    >
      <p className={classes.modelAbout}>{t("ownModelAbout")}</p>
      {list.length > 1 && (
        <NativeSelect
          size="xs"
          label={t("connection")}
          value={chosen}
          disabled={changed}
          data={list.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(event) => {
            setConnection(event.currentTarget.value);
            setEdited(null);
          }}
        />
      )}
      {file === null ? (
        <EmptyState
          title={t("ownModelNone")}
          text={t("ownModelNoneText")}
          action={
            <Button variant="default" onClick={() => setNaming(true)}>
              {t("newModelFile")}
            </Button>
          }
        />
      ) : (
        <Tabs value={file} onChange={(name) => setCurrent(name)} keepMounted={false}>
          <div className={classes.modelFiles}>
            <Tabs.List aria-label={t("modelFiles")}>
              {names.map((name) => (
                <Tabs.Tab key={name} value={name}>
                  {name}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <ActionIcon variant="subtle" size={34} aria-label={t("newModelFile")} title={t("newModelFile")} onClick={() => setNaming(true)}>
              <Plus size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              size={34}
              aria-label={t("removeModelFile", { name: file })}
              title={t("removeModelFile", { name: file })}
              onClick={() => put(file, null)}
            >
              <Trash2 size={16} aria-hidden />
            </ActionIcon>
          </div>
          <Tabs.Panel value={file} className={classes.modelText}>
            <CodeEditor
              key={`${chosen} ${file}`}
              language="yaml"
              label={t("modelText", { name: file })}
              value={files[file] ?? ""}
              faults={faults.filter((one) => one.file === file).map((one) => ({ ...one, message: [one.message, one.hint].filter(Boolean).join(". ") }))}
              goTo={goTo}
              onChange={(text) => put(file, text)}
              onSave={() => changed && save.mutate()}
            />
          </Tabs.Panel>
        </Tabs>
      )}
      {faults.length > 0 && (
        <ul className={classes.modelFaults} aria-label={t("modelFaults")}>
          {faults.map((one, at) => (
            <li key={at} data-severity={one.severity}>
              <button
                type="button"
                onClick={() => {
                  setCurrent(one.file);
                  setGoTo({ line: one.line, column: one.column });
                }}
              >
                {`${one.file}:${one.line}:${one.column} ${one.message}${one.hint ? `. ${one.hint}` : ""}`}
              </button>
            </li>
          ))}
        </ul>
      )}
      <ErrorNote error={save.error ?? (names.length > 0 ? check.error : null)} />
      {naming && (
        <NameDialog
          title={t("newModelFile")}
          label={t("modelFileName")}
          about={t("modelFileAbout")}
          action={t("done")}
          initial=""
          maxLength={120}
          onClose={() => setNaming(false)}
          submit={async (name) => {
            const full = fileName(name);
            if (!(full in files)) put(full, startOf(full));
            setCurrent(full);
          }}
        />
      )}
    </Dialog>
  );
}

interface PromoteProps {
  document: string;
  connection: string;
  onClose: () => void;
  onDone: () => Promise<void>;
}

function Promote({ document, connection, onClose, onDone }: PromoteProps) {
  return <PromoteDialog about={t("promoteAbout")} promotion={usePromotion(connection, document, onDone)} onClose={onClose} />;
}
