import { useRef, type ReactNode } from "react";
import { toastDone, toastError } from "@/ui/toast";
import { fileTable, type TenantTable } from "./edits";
import { t } from "./messages";

const most = 5_000_000;

/** Reads a CSV file in the page: nothing of it goes anywhere before the table is saved. */
export function useUpload(onTable: (table: TenantTable) => void): { choose: () => void; input: ReactNode } {
  const input = useRef<HTMLInputElement>(null);
  async function read(file: File): Promise<void> {
    if (file.size > most) return toastError(new Error(t("uploadLarge", { name: file.name })));
    const table = fileTable(decode(await file.arrayBuffer()));
    if (table === null) return toastError(new Error(t("uploadEmpty", { name: file.name })));
    onTable(table);
    toastDone(t("uploaded", { rows: table.rows.length, columns: table.columns.length }));
  }
  return {
    choose: () => input.current?.click(),
    input: (
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file can be chosen again after it was corrected.
          event.currentTarget.value = "";
          if (file) void read(file).catch(toastError);
        }}
      />
    ),
  };
}

/** Spreadsheets write UTF-8, UTF-16 with a mark, or the letters of Windows. */
function decode(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
