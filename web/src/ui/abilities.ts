import { catalogue } from "@/lib/i18n";

const t = catalogue("abilities", {
  download: "Download of data",
  schedule: "Deliveries and alerts",
  drill: "Rows behind a value",
  analyze: "New analyses from reports",
  duplicate: "Copies",
  upload_data: "Uploads into documents",
  view_workbook: "Viewers see the workbook",
  request_access: "Asking for access",
  download_off: "Nobody downloads data or reports.",
  schedule_off: "No new deliveries or alerts.",
  drill_off: "Nobody looks at the rows behind a value.",
  analyze_off: "Nobody starts an analysis from its reports.",
  duplicate_off: "Nobody makes copies.",
  upload_data_off: "Nobody uploads files into it.",
  view_workbook_off: "Viewers see reports only.",
  request_access_off: "Who has no access is told nothing.",
});

/** What can be switched on and off for documents, in the order in which it is shown. */
export const abilities = ["download", "drill", "analyze", "duplicate", "view_workbook", "upload_data", "schedule", "request_access"] as const;
export type AbilityName = (typeof abilities)[number];

export const abilityLabel = (ability: AbilityName): string => t(ability);
/** What it means when it is off. */
export const abilityOff = (ability: AbilityName): string => t(`${ability}_off`);
