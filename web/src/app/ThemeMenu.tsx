import { ActionIcon, useComputedColorScheme } from "@mantine/core";
import { Moon, Sun } from "lucide-react";
import { lazy } from "react";
import { LazyMenu } from "@/ui/LazyMenu";
import { t } from "./messages";

const load = () => import("./ThemeItems");
const ThemeItems = lazy(() => load().then((module) => ({ default: module.ThemeItems })));

/** Light, dark, or as the system says. */
export function ThemeMenu() {
  const shown = useComputedColorScheme("light");
  const Current = shown === "dark" ? Moon : Sun;
  return (
    <LazyMenu
      warm={load}
      button={(props) => (
        <ActionIcon {...props} variant="subtle" size={36} aria-label={t("theme")}>
          <Current size={18} aria-hidden />
        </ActionIcon>
      )}
    >
      <ThemeItems />
    </LazyMenu>
  );
}
