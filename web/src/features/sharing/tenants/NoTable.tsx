import { Button } from "@mantine/core";
import { Upload, Users } from "lucide-react";
import { EmptyState } from "@/ui/EmptyState";
import type { TenantTable } from "./edits";
import { t } from "./messages";
import classes from "./TenantsPanel.module.css";
import { useUpload } from "./useUpload";

const example = [
  ["united.com", "United", "UA"],
  ["delta.com", "Delta", "DL; 9E"],
];

/** What a tenant table is, by an example, and the ways to one. */
export function NoTable({ onTable }: { onTable: (table: TenantTable) => void }) {
  const upload = useUpload(onTable);
  return (
    <EmptyState
      icon={<Users size={20} />}
      title={t("none")}
      text={
        <>
          {t("noneText")}
          <table className={classes.example}>
            <thead>
              <tr>
                {[t("exampleWho"), t("exampleName"), t("exampleWhat")].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {example.map((row) => (
                <tr key={row[0]}>
                  {row.map((cell) => (
                    <td key={cell}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {t("exampleAbout")}
        </>
      }
      action={
        <div className={classes.buttons}>
          <Button color="amber" onClick={() => onTable({ columns: ["GROUP", "SCENARIO"], rows: [["", ""]] })}>
            {t("start")}
          </Button>
          <Button variant="default" leftSection={<Upload size={15} aria-hidden />} onClick={upload.choose}>
            {t("startUpload")}
          </Button>
          {upload.input}
        </div>
      }
    />
  );
}
