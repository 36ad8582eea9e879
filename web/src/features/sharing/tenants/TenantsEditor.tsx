import { ActionIcon, Button } from "@mantine/core";
import { Download, Plus, Redo2, Trash2, Undo2, Upload } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { saveDownload } from "@/api/reports";
import { beginView } from "@/api/viewAs";
import { writeCsv } from "@/lib/csv";
import { WarnNote } from "@/ui/ErrorNote";
import { Tip } from "@/ui/Tip";
import { toastDone, toastError } from "@/ui/toast";
import { CellHelp } from "./CellHelp";
import { AddColumn, ColumnName } from "./ColumnChoice";
import { parseHeader, takesName, writeHeader, type ColumnKind } from "./columns";
import { addColumn, addRow, counts, edit, redo, setColumn, stopsAt, undo, type TenantDraft, type TenantTable } from "./edits";
import { FaultList } from "./FaultList";
import { t } from "./messages";
import { TenantGrid, type GridHandle, type Place } from "./TenantGrid";
import classes from "./TenantsPanel.module.css";
import { TryPart, tryNobody } from "./TryPart";
import type { TenantsState } from "./useTenants";
import { useUpload } from "./useUpload";

interface Props {
  document: string;
  report: string;
  name: string;
  tenants: TenantsState;
  draft: TenantDraft;
  table: TenantTable;
}

/** A column that is about to be added, or made another. */
interface Choosing {
  kind: ColumnKind;
  /** Null for a new one. */
  column: number | null;
}

export function TenantsEditor({ document, report, name, tenants, draft, table }: Props) {
  const { faults, fields, fieldsWaiting, labels, dirty } = tenants;
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const [choosing, setChoosing] = useState<Choosing | null>(null);
  const [trying, setTrying] = useState(tryNobody);
  const grid = useRef<GridHandle>(null);
  const below = useRef<HTMLButtonElement>(null);
  const tryBox = useRef<HTMLDivElement>(null);
  const change = (next: TenantTable | null, merge?: string): void => tenants.set(edit(draft, next, merge));
  const upload = useUpload((next) => change(next));
  const numbers = useMemo(() => {
    let number = 0;
    return table.rows.map((row) => (counts(draft, row) ? ++number : null));
  }, [draft, table]);
  const scenario = table.columns.findIndex((header) => parseHeader(header)?.kind === "scenario");
  const scenarios = table.rows.flatMap((row, place) => (numbers[place] === null ? [] : [row[scenario]?.trim() ?? ""]));
  const stop = stopsAt(draft);

  // A new table begins in its first cell.
  useEffect(() => {
    if (draft.base.table === null) grid.current?.focus({ row: 0, column: 0 });
    // Once, when it is opened.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  function put(header: string): void {
    const column = choosing?.column ?? null;
    if (column !== null) {
      change(setColumn(table, column, header));
      later(() => grid.current?.focus({ row: table.rows.length > 0 ? 0 : -1, column }));
    } else {
      const next = addColumn(table, header);
      const rows = next.rows.length === 0 ? addRow(next, 0) : next;
      change(rows);
      later(() => grid.current?.focus({ row: 0, column: next.columns.indexOf(header) }));
    }
    setChoosing(null);
  }

  function download(): void {
    const text = writeCsv([table.columns, ...table.rows.filter((row) => counts(draft, row))]);
    const file = `${name || "report"} tenants.csv`;
    void saveDownload(new Response(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" })), file);
  }

  return (
    <>
      <p className={classes.about}>
        <strong>{t("about")}</strong> {t("aboutMore")}
      </p>
      <div className={classes.tools}>
        <AddColumn
          taken={table.columns}
          onKind={(kind) => {
            if (takesName(kind)) setChoosing({ kind, column: null });
            else put(writeHeader({ kind, name: "" }));
          }}
        />
        <Button size="xs" variant="default" leftSection={<Upload size={14} aria-hidden />} onClick={upload.choose}>
          {t("upload")}
        </Button>
        {upload.input}
        <Button size="xs" variant="default" leftSection={<Download size={14} aria-hidden />} onClick={download}>
          {t("download")}
        </Button>
        <Tip text={t("undo")}>
          <ActionIcon variant="subtle" size={30} aria-label={t("undo")} disabled={draft.past.length === 0} onClick={() => tenants.set(undo(draft))}>
            <Undo2 size={16} aria-hidden />
          </ActionIcon>
        </Tip>
        <Tip text={t("redo")}>
          <ActionIcon variant="subtle" size={30} aria-label={t("redo")} disabled={draft.future.length === 0} onClick={() => tenants.set(redo(draft))}>
            <Redo2 size={16} aria-hidden />
          </ActionIcon>
        </Tip>
        <Button size="xs" variant="subtle" color="clay" className={classes.far} leftSection={<Trash2 size={14} aria-hidden />} onClick={() => change(null)}>
          {t("remove")}
        </Button>
      </div>
      {choosing !== null && (
        <ColumnName
          key={`${choosing.kind} ${choosing.column}`}
          start={choosing.kind}
          name={choosing.column === null ? "" : (parseHeader(table.columns[choosing.column] ?? "")?.name ?? "")}
          taken={table.columns.filter((_, place) => place !== choosing.column)}
          fields={fields}
          waiting={fieldsWaiting}
          change={choosing.column !== null}
          onDone={put}
          onCancel={() => setChoosing(null)}
        />
      )}
      <div>
        <TenantGrid
          label={t("grid", { report: name })}
          table={table}
          labels={labels}
          faults={faults}
          numbers={numbers}
          at={at}
          gridRef={grid}
          onAt={setAt}
          onEdit={change}
          onUndo={() => tenants.set(undo(draft))}
          onRedo={() => tenants.set(redo(draft))}
          onPasted={({ left, rows }) => (left > 0 ? toastError(new Error(t("pastedLeft", { count: left }))) : toastDone(t("pasted", { count: rows })))}
          onChangeColumn={(column) => setChoosing({ kind: parseHeader(table.columns[column] ?? "")?.kind ?? "one_of", column })}
          onLeave={() => below.current?.focus()}
          onPropose={() => globalThis.document.querySelector<HTMLElement>("[data-proposals] button")?.focus()}
          rowActions={{
            onTry: (row) => {
              setTrying({ ...trying, kind: "row", row });
              later(() => tryBox.current?.scrollIntoView({ block: "nearest" }));
            },
            onSee: dirty ? null : (row) => void beginView({ scenario: { report, row } }, document).catch(toastError),
          }}
        />
        <p className="visually-hidden">{t("gridHelp")}</p>
      </div>
      <div className={classes.below}>
        <Button
          ref={below}
          size="xs"
          variant="default"
          leftSection={<Plus size={14} aria-hidden />}
          disabled={table.columns.length === 0}
          onClick={() => {
            change(addRow(table, table.rows.length));
            later(() => grid.current?.focus({ row: table.rows.length, column: 0 }));
          }}
        >
          {t("addRow")}
        </Button>
        <CellHelp
          table={table}
          at={at}
          blank={numbers[at.row] === null}
          labels={labels}
          fields={fields}
          onEdit={(next) => {
            change(next);
            later(() => grid.current?.focus(at));
          }}
        />
      </div>
      <FaultList faults={faults} table={table} labels={labels} numbers={numbers} onGo={(place) => grid.current?.focus(place)} />
      {stop !== null && <WarnNote>{t("stops", { row: numbers[stop] ?? stop + 1 })}</WarnNote>}
      <div ref={tryBox}>
        <TryPart document={document} report={report} unsaved={dirty ? tenants.sent : null} scenarios={scenarios} faulty={faults.length > 0} trying={trying} onTrying={setTrying} />
      </div>
    </>
  );
}

/** After what was changed is on screen. */
const later = (work: () => void): void => void setTimeout(work, 40);
