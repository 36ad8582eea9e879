/** Tables as text: what spreadsheets write and what they put on the clipboard (RFC 4180, with tabs or semicolons too). */

export type Separator = "," | ";" | "\t";

/**
 * The records of a text. Fields in quotes may hold separators, line ends and doubled quotes; a quote inside an unquoted field is a letter.
 * Lines without anything are left out.
 */
export function parseCsv(text: string, separator: Separator = ","): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let quoted = false;
  let wasQuoted = false;
  const endField = (): void => {
    record.push(field);
    field = "";
  };
  const endRecord = (): void => {
    const empty = record.length === 0 && field === "" && !wasQuoted;
    endField();
    if (!empty) records.push(record);
    record = [];
    wasQuoted = false;
  };
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at] as string;
    if (quoted) {
      if (sign !== '"') field += sign;
      else if (text[at + 1] === '"') {
        field += '"';
        at++;
      } else quoted = false;
    } else if (sign === '"' && field === "") {
      quoted = true;
      wasQuoted = true;
    } else if (sign === separator) endField();
    else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && text[at + 1] === "\n") at++;
      endRecord();
    } else field += sign;
  }
  if (field !== "" || record.length > 0 || wasQuoted) endRecord();
  return records;
}

/** What separates the fields of a text: the one of the three that splits its first line, tabs before commas before semicolons. */
export function separatorOf(text: string): Separator {
  const found = new Set<string>();
  let quoted = false;
  for (const sign of text.replace(/^\uFEFF?[\r\n]+/u, "")) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === "\n" || sign === "\r")) break;
    else if (!quoted) found.add(sign);
  }
  return (["\t", ",", ";"] as const).find((one) => found.has(one)) ?? ",";
}

/** A text that a spreadsheet would take for a formula gets an apostrophe in front, as in every CSV of the server. */
const formula = /^[=+\-@\t\r]/u;

export function writeCsv(records: readonly (readonly string[])[]): string {
  return records.map((record) => `${record.map(writeField).join(",")}\r\n`).join("");
}

function writeField(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return safe !== text || text === "" || /[",;\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text that a cell had before `writeCsv` made it harmless. */
export const plainCell = (cell: string): string => (cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell);
