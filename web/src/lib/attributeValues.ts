/** Typed values of an attribute from what somebody typed. What is no number or boolean stays a text, for the server to refuse by name. */
export function parseValues(kind: "string" | "number" | "boolean", values: string[]): (string | number | boolean)[] {
  return values.map((value) => {
    const text = value.trim();
    if (kind === "number" && text !== "" && Number.isFinite(Number(text))) return Number(text);
    if (kind === "boolean" && (text === "true" || text === "false")) return text === "true";
    return text;
  });
}
