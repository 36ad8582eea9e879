import { catalogue } from "@/lib/i18n";

export const t = catalogue("effects", {
  gains_one: "{{count}} person gains access",
  gains_other: "{{count}} people gain access",
  loses_one: "{{count}} person loses access",
  loses_other: "{{count}} people lose access",
  changes_one: "{{count}} person gets another role",
  changes_other: "{{count}} people get another role",
  below_one: "This reaches {{count}} item inside.",
  below_other: "This reaches {{count}} items inside.",
  nobody: "Nobody gains or loses anything by this.",
  person_gains: "can open it now, as {{after}}",
  person_loses: "can no longer open it (was {{before}})",
  person_more: "becomes {{after}} (was {{before}})",
  person_less: "becomes {{after}} (was {{before}})",
  person_same: "stays {{after}}",
  showAll: "Show all {{count}}",
});
