import { useQueryClient } from "@tanstack/react-query";
import { usePromotion } from "../../../api/promotion";
import { PromoteDialog } from "../../../ui/PromoteDialog";
import { toastDone } from "../../../ui/toast";
import { t } from "./messages";

interface Props {
  connection: string;
  document: string;
  onClose: () => void;
}

/** Moves what the workbook changes into the shared model, after showing what becomes of it. The model's own page takes it back. */
export function PromoteRemedy({ connection, document, onClose }: Props) {
  const client = useQueryClient();
  const promotion = usePromotion(connection, document, async () => {
    onClose();
    await Promise.all(["warnings", "report", "topics", "model", "project"].map((key) => client.invalidateQueries({ queryKey: [key] })));
    toastDone(t("done"));
  });
  return <PromoteDialog about={t("promoteAbout")} promotion={promotion} onClose={onClose} />;
}
