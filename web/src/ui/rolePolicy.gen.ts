// Made by `npm run gen` from crates/access/tests/golden/roles.txt. Do not edit.
export const rolePolicy = {
  folder: [
    { action: "Browse", roles: ["viewer", "editor", "manager", "owner"] },
    { action: "View", roles: ["viewer", "editor", "manager", "owner"] },
    { action: "Edit", roles: ["editor", "manager", "owner"] },
    { action: "Manage", roles: ["manager", "owner"] },
    { action: "Own", roles: ["owner"] },
    { action: "Create", roles: ["editor", "manager", "owner"] },
  ],
  document: [
    { action: "Browse", roles: ["viewer", "editor", "manager", "owner"] },
    { action: "View", roles: ["viewer", "editor", "manager", "owner"] },
    { action: "Edit", roles: ["editor", "manager", "owner"] },
    { action: "Manage", roles: ["manager", "owner"] },
    { action: "Own", roles: ["owner"] },
    { action: "ViewWorkbook", roles: ["editor", "manager", "owner"] },
    { action: "Download", roles: ["viewer", "editor", "manager", "owner"] },
    { action: "Schedule", roles: ["viewer", "editor", "manager", "owner"] },
    { action: "Drill", roles: ["viewer", "editor", "manager", "owner"] },
    { action: "Analyze", roles: ["viewer", "editor", "manager", "owner"] },
    { action: "Duplicate", roles: ["editor", "manager", "owner"] },
    { action: "UploadData", roles: ["editor", "manager", "owner"] },
    { action: "RequestAccess", roles: [] },
  ],
} as const;
