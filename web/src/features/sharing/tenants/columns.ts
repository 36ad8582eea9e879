/** The headers of a tenant table, as the server reads them. */

export type ColumnKind = "user" | "group" | "email_domain" | "attribute" | "scenario" | "one_of" | "at_least" | "at_most";

export interface TenantColumn {
  kind: ColumnKind;
  /** Of an attribute or a field; empty for the others. */
  name: string;
}

/** In the order of the menu. */
export const columnKinds: readonly ColumnKind[] = ["user", "group", "email_domain", "attribute", "scenario", "one_of", "at_least", "at_most"];

export const isCondition = (kind: ColumnKind): boolean => kind === "user" || kind === "group" || kind === "email_domain" || kind === "attribute";
export const isEffect = (kind: ColumnKind): boolean => kind === "one_of" || kind === "at_least" || kind === "at_most";
/** The kinds that there may be many of, each by another name. */
export const takesName = (kind: ColumnKind): boolean => kind === "attribute" || isEffect(kind);

/** What a header says; null for one that no tenant table has. */
export function parseHeader(header: string): TenantColumn | null {
  const text = header.trim();
  const plain = /^(user|group|email_domain|scenario)$/iu.exec(text);
  if (plain) return { kind: (plain[1] as string).toLowerCase() as ColumnKind, name: "" };
  const attribute = /^attribute\s+(\S+)$/iu.exec(text);
  if (attribute) return { kind: "attribute", name: attribute[1] as string };
  const field = /^field\s+([^\s<>=]+)\s*(>=|<=)?$/iu.exec(text);
  if (!field) return null;
  return { kind: field[2] === ">=" ? "at_least" : field[2] === "<=" ? "at_most" : "one_of", name: field[1] as string };
}

export function writeHeader({ kind, name }: TenantColumn): string {
  switch (kind) {
    case "user":
    case "group":
    case "email_domain":
    case "scenario":
      return kind.toUpperCase();
    case "attribute":
      return `ATTRIBUTE ${name}`;
    case "one_of":
      return `FIELD ${name}`;
    case "at_least":
      return `FIELD ${name} >=`;
    case "at_most":
      return `FIELD ${name} <=`;
  }
}

/** As the server writes it, where it knows it; what nobody knows stays as it is and is marked. */
export function normalHeader(header: string): string {
  const column = parseHeader(header);
  return column === null ? header.trim() : writeHeader(column);
}

/** Whether a record of a pasted text or a file names columns. */
export const areHeaders = (record: readonly string[]): boolean => record.length > 0 && record.every((cell) => parseHeader(cell) !== null);

/** The values of a cell. */
export const valuesOf = (cell: string): string[] => cell.split(";").map((value) => value.trim()).filter((value) => value !== "");
