import { catalogue } from "@/lib/i18n";

export const t = catalogue("audit", {
  title: "Audit log",
  about: "Every decision that changed access and every reading of data, as it happened. Nothing here can be changed.",
  columnAt: "When",
  columnActor: "Who",
  columnVerb: "What",
  columnObject: "On what",
  columnResult: "Result",
  filterVerb: "What, for example document_create",
  filterObject: "On what: an id",
  filterActor: "Who: the id of a person",
  clear: "Show all",
  only: "Only what {{name}} did",
  onlyObject: "Only what was done to {{object}}",
  none: "Nothing recorded yet",
  noneText: "Sign-ins, changes of access and readings of data appear here as they happen.",
  noneFiltered: "Nothing like that",
  noneFilteredText: "No entry fits all of the filters.",
  more: "Show older entries",
  from: "from {{address}}",
  request: "request {{id}}",
});
