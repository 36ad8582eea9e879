import { Button } from "@mantine/core";
import { Eye } from "lucide-react";
import { useState } from "react";
import type { Me } from "@/api/types";
import { leaveView } from "@/api/viewAs";
import { toastError } from "@/ui/toast";
import { t } from "./messages";
import classes from "./ViewAsBanner.module.css";

/** Says as whom one looks, and is the way back. */
export function ViewAsBanner({ seen }: { seen: NonNullable<Me["view_as"]> }) {
  const [leaving, setLeaving] = useState(false);
  return (
    <aside className={classes.bar} aria-label={t("viewAs")}>
      <Eye size={18} aria-hidden className={classes.icon} />
      <p className={classes.words} role="status" style={{ margin: 0 }}>
        <strong>{t("viewAsWhom", { name: seen.name })}</strong>{" "}
        <span className={classes.more}>{t(seen.document ? "viewAsOneDocument" : "viewAsAll", { name: seen.by.name })}</span>
      </p>
      <Button
        size="xs"
        color="amber"
        loading={leaving}
        onClick={() => {
          setLeaving(true);
          leaveView().catch((error: unknown) => {
            setLeaving(false);
            toastError(error);
          });
        }}
      >
        {t("viewAsLeave")}
      </Button>
    </aside>
  );
}
