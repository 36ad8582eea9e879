import { ActionIcon, Button, Progress, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { FileUp, X } from "lucide-react";
import { useRef, useState } from "react";
import { connectionsQuery, tablesQuery, uploadTable, type TableFile } from "@/api/connections";
import { bytes, count } from "@/lib/quantities";
import { ErrorNote } from "@/ui/ErrorNote";
import { toastDone, toastError } from "@/ui/toast";
import { t } from "./messages";
import { fileKind, isTableName, tableName } from "./uploads";
import classes from "./Uploader.module.css";

interface Upload {
  id: string;
  file: File;
  type: TableFile;
  name: string;
  /** 0 to 1 while it runs; null before and after. */
  progress: number | null;
  error: unknown;
}

/** Files dropped or chosen, each with the name of the table it becomes; then sent one after the other. */
export function Uploader({ connection, existing }: { connection: string; existing: string[] }) {
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const abort = useRef<AbortController | null>(null);
  const [over, setOver] = useState(false);
  const [running, setRunning] = useState(false);
  const [uploads, setUploads] = useState<Upload[]>([]);
  const patch = (id: string, change: Partial<Upload>) =>
    setUploads((now) => now.map((one) => (one.id === id ? { ...one, ...change } : one)));
  const remove = (id: string) => setUploads((now) => now.filter((one) => one.id !== id));

  function add(files: Iterable<File>): void {
    const fresh: Upload[] = [];
    for (const file of files) {
      const type = fileKind(file.name);
      if (type === null) toastError(new Error(t("uploadUnknownType", { file: file.name })));
      else fresh.push({ id: crypto.randomUUID(), file, type, name: tableName(file.name), progress: null, error: null });
    }
    setUploads((now) => [...now, ...fresh]);
  }

  async function send(): Promise<void> {
    setRunning(true);
    abort.current = new AbortController();
    for (const upload of uploads) {
      patch(upload.id, { progress: 0, error: null });
      try {
        const table = await uploadTable(connection, upload.name, upload.file, upload.type, (progress) => patch(upload.id, { progress }), abort.current.signal);
        remove(upload.id);
        toastDone(t("uploadDone", { name: table.name, rows: table.rows === null ? "?" : count(table.rows) }));
        await client.invalidateQueries({ queryKey: tablesQuery(connection).queryKey });
      } catch (error) {
        patch(upload.id, { progress: null, error });
      }
    }
    setRunning(false);
    await Promise.all([
      client.invalidateQueries({ queryKey: connectionsQuery.queryKey }),
      client.invalidateQueries({ queryKey: ["model", connection] }),
    ]);
  }

  return (
    <section
      className={classes.zone}
      data-over={over || undefined}
      aria-label={t("uploadList")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        add(event.dataTransfer.files);
      }}
    >
      <div className={classes.invite}>
        <FileUp size={20} aria-hidden className={classes.icon} />
        <div className={classes.words}>
          <span className={classes.title}>{t("drop")}</span>
          <span className={classes.about}>{t("dropAbout")}</span>
        </div>
        <Button variant="default" onClick={() => input.current?.click()}>
          {t("choose")}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t("choose")}
          accept=".csv,.tsv,.parquet,.pq,text/csv"
          onChange={(event) => {
            add(event.currentTarget.files ?? []);
            event.currentTarget.value = "";
          }}
        />
      </div>
      {uploads.length > 0 && (
        <div className={classes.queue}>
          <ul className={classes.list}>
            {uploads.map((upload) => (
              <li key={upload.id} className={classes.upload}>
                <TextInput
                  className={classes.name}
                  size="xs"
                  aria-label={t("uploadName", { file: upload.file.name })}
                  value={upload.name}
                  disabled={upload.progress !== null}
                  error={isTableName(upload.name) ? undefined : t("uploadNameWrong")}
                  onChange={(event) => patch(upload.id, { name: event.currentTarget.value })}
                />
                <span className={classes.file}>
                  {upload.file.name} · {bytes(upload.file.size)} · {existing.includes(upload.name) ? t("uploadReplaces") : t("uploadNew")}
                </span>
                {upload.progress === null ? (
                  <ActionIcon variant="subtle" size={28} aria-label={t("uploadRemove", { file: upload.file.name })} onClick={() => remove(upload.id)}>
                    <X size={16} aria-hidden />
                  </ActionIcon>
                ) : null}
                {upload.progress !== null && (
                  <div className={classes.progress}>
                    <Progress value={upload.progress * 100} animated={upload.progress === 1} size="sm" aria-label={t("uploadProgress", { file: upload.file.name })} />
                    {upload.progress === 1 && <span className={classes.about}>{t("uploadChecking")}</span>}
                  </div>
                )}
                {upload.error !== null && (
                  <div className={classes.progress}>
                    <ErrorNote error={upload.error} />
                  </div>
                )}
              </li>
            ))}
          </ul>
          <div className={classes.send}>
            <Button color="amber" loading={running} disabled={!uploads.every((upload) => isTableName(upload.name))} onClick={() => void send()}>
              {t("upload", { count: uploads.length })}
            </Button>
            {running && (
              <Button variant="subtle" onClick={() => abort.current?.abort()}>
                {t("cancel")}
              </Button>
            )}
          </div>
        </div>
      )}
    </section>
  );
}
