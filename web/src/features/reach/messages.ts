import { catalogue } from "@/lib/i18n";

export const t = catalogue("reach", {
  nodeTitle: "Access to {{name}}",
  nodeAbout: "Everyone who can reach it, how, and what happened to it.",
  parts: "Parts",
  reach: "Who can reach it",
  activity: "Activity",
  userTitle: "What {{name}} can reach",
  userAbout: "Every folder and document, and what gives it to them.",
  people: "People",
  columnWho: "Who",
  columnWhat: "What",
  columnRole: "Role",
  columnHow: "How",
  nameOnly: "only its name",
  none: "Nobody",
  noneText: "Nobody can reach it.",
  nothing: "Nothing yet",
  nothingText: "Nothing is shared with this person, by themselves or by a group.",
  more: "Show more",
});
