import { catalogue } from "../../../lib/i18n";

export const t = catalogue("remedies", {
  attributeTitle: "Give “{{name}}” a value",
  roleTitle: "Give a role on {{name}}",
  boostTitle: "Set AccessBoost",
  boostAbout: "Whoever the grant lets in then sees the tiles of this document that are built on SQL or on all views, whatever their connection role. Row rules still hold.",
  boostWhose: "On the grant of",
  boostNobody: "Everyone with a grant here is boosted already.",
  boostWarning_one: "{{count}} tile reads tables without row rules; whoever is boosted sees all its rows:",
  boostWarning_other: "{{count}} tiles read tables without row rules; whoever is boosted sees all their rows:",
  promoteAbout: "The shared model gets these lines, and everybody who uses the connection gets what they say. Tiles that are built on them become tiles of a topic.",
  forWhom: "For",
  value: "Value of “{{name}}”",
  values: "Values of “{{name}}”",
  role: "Connection role",
  whatChanges: "What changes",
  checking: "Checking what it changes",
  apply: "Apply",
  cancel: "Cancel",
  done: "Done; the tiles are checked again",
  undone: "Taken back",
});
