import { useQuery } from "@tanstack/react-query";
import { accessQuery } from "@/api/sharing";
import { Dialog } from "@/ui/Dialog";
import { ErrorNote } from "@/ui/ErrorNote";
import { CheckPerson } from "./CheckPerson";
import { t } from "./messages";

/** Chooses whose eyes to look through: what they see is told first, and the page is theirs from the button on. */
export function ViewAsDialog({ document, name, onClose }: { document: string; name: string; onClose: () => void }) {
  const access = useQuery(accessQuery(document));
  return (
    <Dialog opened onClose={onClose} title={t("viewAsTitle", { name })} size={520}>
      <ErrorNote error={access.error} />
      {access.data && <CheckPerson access={access.data} alone />}
    </Dialog>
  );
}
