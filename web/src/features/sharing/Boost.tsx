import { Badge, Switch, Tooltip } from "@mantine/core";
import { Zap } from "lucide-react";
import type { Access } from "@/api/types";
import classes from "./Boost.module.css";
import { t } from "./messages";

/** The mark of a grant that carries AccessBoost. */
export function Boosted() {
  return (
    <Tooltip label={t("boostAbout")} multiline w={260}>
      <Badge size="xs" variant="light" color="slate" leftSection={<Zap size={10} aria-hidden />} className={classes.mark}>
        {t("boosted")}
      </Badge>
    </Tooltip>
  );
}

/** The flag of one grant, greyed with the reason where it cannot be set. */
export function Boost({ access, on, here, onBoost, name }: { access: Access; on: boolean; here: boolean; onBoost: (on: boolean) => void; name: string }) {
  const why = !here ? t("boostNeedsGrant") : !access.can_boost && !on ? t("boostNotYours") : null;
  return (
    <Switch
      label={t("boost")}
      aria-label={`${t("boost")}: ${name}`}
      description={why ?? t("boostAbout")}
      checked={on}
      disabled={why !== null}
      onChange={(event) => onBoost(event.currentTarget.checked)}
    />
  );
}
