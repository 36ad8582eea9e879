import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { suggestInTopic } from "@/api/queries";
import { searchPrincipals } from "@/api/sharing";
import type { LimitField } from "@/api/tenants";
import classes from "./CellHelp.module.css";
import { parseHeader } from "./columns";
import { setCell, type TenantTable } from "./edits";
import type { Place } from "./TenantGrid";
import { t } from "./messages";
import { rowWords, type Labels } from "./words";

interface Props {
  table: TenantTable;
  at: Place;
  blank: boolean;
  labels: Labels;
  fields: readonly LimitField[];
  onEdit: (table: TenantTable) => void;
}

/** About the cell that is edited: what its row says in words, and values that its column may have. */
export function CellHelp({ table, at, blank, labels, fields, onEdit }: Props) {
  const cell = table.rows[at.row]?.[at.column];
  const header = table.columns[at.column];
  const column = header === undefined || cell === undefined ? null : parseHeader(header);
  const typed = (cell ?? "").slice((cell ?? "").lastIndexOf(";") + 1).trim();
  const [search] = useDebouncedValue(typed, 150);
  const field = column?.kind === "one_of" ? fields.find((one) => one.field === column.name) : undefined;
  const kind = column?.kind === "user" || column?.kind === "group" ? column.kind : null;
  const proposals = useQuery({
    queryKey: ["tenant-values", header ?? "", search],
    queryFn: async ({ signal }) => {
      if (field) {
        const found = await suggestInTopic(field.connection, field.topic, { field: field.field, ...(search && { search }), limit: 12 }, signal);
        return found.values.filter((value) => value !== null).map(String);
      }
      return (await searchPrincipals(search, signal)).filter((hit) => hit.principal.kind === kind).map((hit) => hit.email ?? hit.name);
    },
    enabled: field !== undefined || kind !== null,
    staleTime: 60_000,
    retry: false,
  });
  const others = (cell ?? "").split(";").slice(0, -1).map((value) => value.trim());
  const offered = (proposals.data ?? []).filter((value) => value !== typed && !others.includes(value) && !value.includes(";")).slice(0, 8);

  // What is typed after the last separator is what is being looked for.
  const take = (value: string): void => onEdit(setCell(table, at.row, at.column, [...others, value].join("; ")));

  return (
    <div className={classes.root}>
      <p className={classes.words}>{cell === undefined ? "" : blank ? t("saysBlank") : rowWords(table, at.row, labels)}</p>
      <div className={classes.values} role="group" aria-label={t("proposals")} data-proposals>
        {offered.map((value) => (
          <button
            key={value}
            type="button"
            className={classes.value}
            title={value}
            aria-label={t("proposalTake", { value })}
            // The cell keeps the focus for those who point.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(value)}
          >
            {value}
          </button>
        ))}
      </div>
    </div>
  );
}
