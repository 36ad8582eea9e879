import { Button, Loader } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { modelQuery } from "../../../api/connections";
import { promoteModel } from "../../../api/ownModels";
import { Dialog } from "../../../ui/Dialog";
import { ErrorNote } from "../../../ui/ErrorNote";
import { FileChanges } from "../../../ui/FileChanges";
import { toastDone } from "../../../ui/toast";
import { t } from "./messages";
import classes from "./remedies.module.css";

interface Props {
  connection: string;
  document: string;
  onClose: () => void;
}

/** Moves what the workbook changes into the shared model, after showing what becomes of it. The model's own page takes it back. */
export function PromoteRemedy({ connection, document, onClose }: Props) {
  const client = useQueryClient();
  const model = useQuery(modelQuery(connection));
  const version = model.data?.data.version;
  const preview = useQuery({
    queryKey: ["promotion", connection, document, version],
    queryFn: () => promoteModel(connection, document, version ?? 0, true),
    enabled: version !== undefined,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const apply = useMutation({
    mutationFn: () => promoteModel(connection, document, version ?? 0, false),
    onSuccess: async () => {
      onClose();
      await Promise.all(["warnings", "report", "topics", "model", "project"].map((key) => client.invalidateQueries({ queryKey: [key] })));
      toastDone(t("done"));
    },
  });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("promoteTitle")}
      size={760}
      footer={
        <div className={classes.buttons}>
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button color="amber" loading={apply.isPending} disabled={preview.data === undefined} onClick={() => apply.mutate()}>
            {t("promoteDo")}
          </Button>
        </div>
      }
    >
      <p>{t("promoteAbout")}</p>
      <ErrorNote error={apply.error ?? preview.error ?? model.error} />
      {preview.isLoading && <Loader size={14} aria-label={t("checking")} />}
      {preview.data && <FileChanges files={preview.data.files} />}
    </Dialog>
  );
}
