import { catalogue } from "@/lib/i18n";

export const t = catalogue("peopleEffects", {
  effectsTitle: "What this does",
  effectsNone: "This changes nothing that anybody sees.",
  effectsCount_one: "It concerns {{count}} person.",
  effectsCount_other: "It concerns {{count}} people.",
  effectsGains: "New access: {{count}}.",
  effectsLoses: "Access lost: {{count}}.",
  effectRole: "{{name}}: {{before}}, then {{after}}",
  effectValue: "{{name}}: {{before}}, then {{after}}",
  effectNothing: "nothing",
});
