/** From what the address says to the filters that are sent, and which tiles have to be asked again. Pure. */
import { isComplete, parseScalar, type FilterField } from "../../query/operators";
import type { Mark } from "../../charts/shape";
import type { Column, Filter, ReportView, Scalar, ViewFilter, ViewTile } from "../../lib/wire";

export interface KnownField extends FilterField {
  /** The filter of the report's bar that this is; null for a field that only charts show. */
  bar: ViewFilter | null;
}

/** Fields that the reader can filter by: the report's own filters, and the dimensions of its charts. */
export function knownFields(view: ReportView): Map<string, KnownField> {
  const fields = new Map<string, KnownField>();
  for (const tab of view.tabs)
    for (const tile of tab.tiles)
      if (tile.kind === "query")
        for (const column of tile.columns)
          if (column.role === "dimension") fields.set(column.name.toLowerCase(), fromColumn(column));
  for (const filter of view.filters) {
    const { field, label, data_type, grain } = filter;
    fields.set(field.toLowerCase(), { field, label, data_type, grain, format: null, bar: filter });
  }
  return fields;
}

function fromColumn({ name, label, data_type, grain, format }: Column): KnownField {
  return { field: name, label, data_type, grain, format, bar: null };
}

export interface Effective {
  /** All that holds now, to be sent. */
  filters: Filter[];
  /** Those on fields that are not in the report's bar, shown as chips. */
  loose: Filter[];
  /** Fields and values of the address that mean nothing here. */
  ignored: string[];
  /** Whether anything differs from how the report opens. */
  changed: boolean;
}

/** The address's conditions in place of the opening ones, typed by their fields. */
export function effectiveFilters(view: ReportView, fields: Map<string, KnownField>, address: readonly Filter[]): Effective {
  const ignored: string[] = [];
  const typed: Filter[] = [];
  const named = new Set<string>();
  for (const filter of address) {
    const field = fields.get(filter.field.toLowerCase());
    if (field === undefined) {
      ignored.push(filter.field);
      continue;
    }
    const values = filter.op === "last" ? filter.values : filter.values.map((value) => parseScalar(String(value), field.data_type));
    if (values.some((value) => value === null)) {
      ignored.push(`${filter.field}=${filter.values.join(",")}`);
      continue;
    }
    named.add(field.field);
    typed.push({ field: field.field, op: filter.op, values: values as Scalar[] });
  }
  const opening = view.filters.filter((filter) => !named.has(filter.field)).map(({ field, op, values }) => ({ field, op, values }));
  const filters = [...opening, ...typed].filter(isComplete);
  const bar = new Set(view.filters.map((filter) => filter.field));
  return {
    filters,
    loose: typed.filter((filter) => !bar.has(filter.field) && isComplete(filter)),
    ignored,
    changed: typed.length > 0,
  };
}

/** The condition on one field, among the filters that hold. */
export function conditionOf(filters: readonly Filter[], field: string): Filter | null {
  return filters.find((filter) => filter.field === field) ?? null;
}

/** The address with another condition on a field; null takes the field out of the address (back to the opening value). */
export function withCondition(
  address: readonly Filter[],
  field: string,
  condition: Pick<Filter, "op" | "values"> | null,
): Filter[] {
  const rest = address.filter((filter) => filter.field.toLowerCase() !== field.toLowerCase());
  return condition === null ? rest : [...rest, { field, ...condition }];
}

/** What the reader clicked on, and in which tile: that tile keeps showing what there is to click on. */
export interface CrossFilter {
  tile: string;
  fields: string[];
}

/** The filters that a tile is asked with. */
export function filtersOfTile(filters: readonly Filter[], tile: Pick<ViewTile, "id">, cross: CrossFilter | null): Filter[] {
  if (cross === null || cross.tile !== tile.id) return [...filters];
  return filters.filter((filter) => !cross.fields.includes(filter.field));
}

/**
 * Names what a tile's rows depend on, so that a changed filter asks again only for the tiles it can reach.
 * Filters of the bar say which tiles they reach; of loose ones only the server knows, so they count for every tile.
 */
export function dataKey(view: ReportView, tile: ViewTile, filters: readonly Filter[]): string {
  const reaching = filters.filter((filter) => {
    const bars = view.filters.filter((bar) => bar.field === filter.field);
    return bars.length === 0 ? tile.kind === "query" : bars.some((bar) => bar.tiles.includes(tile.id));
  });
  return JSON.stringify(reaching);
}

/** A second click on the same mark takes its filter away; with a key held it joins those already chosen. */
export function toggleMarks(address: readonly Filter[], marks: readonly Mark[], more: boolean): Filter[] {
  const same = (filter: Filter, mark: Mark): boolean =>
    filter.field.toLowerCase() === mark.column.toLowerCase() &&
    (mark.value === null
      ? filter.op === "blank"
      : filter.op === "in" && filter.values.some((value) => String(value) === String(mark.value)));
  const held = marks.every((mark) => address.some((filter) => same(filter, mark) && (more || filter.values.length <= 1)));
  let next = [...address];
  for (const mark of marks) {
    const before = next.find((filter) => filter.field.toLowerCase() === mark.column.toLowerCase() && filter.op === "in");
    const values = more && before !== undefined ? before.values : [];
    if (held) {
      const left = values.filter((value) => String(value) !== String(mark.value));
      next = withCondition(next, mark.column, left.length === 0 ? null : { op: "in", values: left });
    } else if (mark.value === null) {
      next = withCondition(next, mark.column, { op: "blank", values: [] });
    } else {
      const others = values.filter((value) => String(value) !== String(mark.value));
      next = withCondition(next, mark.column, { op: "in", values: [...others, mark.value] });
    }
  }
  return next;
}

/** The marks that the filters on these fields stand for. */
export function heldMarks(filters: readonly Filter[], fields: readonly string[]): Mark[] {
  return filters.flatMap((filter): Mark[] => {
    if (!fields.includes(filter.field)) return [];
    if (filter.op === "blank") return [{ column: filter.field, value: null }];
    return filter.op === "in" ? filter.values.map((value) => ({ column: filter.field, value })) : [];
  });
}
