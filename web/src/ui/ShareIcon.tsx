import { Tooltip } from "@mantine/core";
import { Building, Link2, Lock, Users } from "lucide-react";
import { t } from "./messages";

export type SharingState = "private" | "people" | "organization" | "link";
const icons = { private: Lock, people: Users, organization: Building, link: Link2 };

/** How widely something is shared, as a sign with words. */
export function ShareIcon({ state, about }: { state: SharingState; about?: string | undefined }) {
  const Icon = icons[state];
  const words = about ?? t(`sharing_${state}`);
  return (
    <Tooltip label={words}>
      <span role="img" aria-label={words} style={{ display: "inline-flex", verticalAlign: "middle", position: "relative", zIndex: 1, color: "var(--lucarne-quiet)" }}>
        <Icon size={16} aria-hidden />
      </span>
    </Tooltip>
  );
}
