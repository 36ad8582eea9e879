import { Outlet } from "@tanstack/react-router";
import { t } from "./messages";

export function Frame() {
  return (
    <main id="content" aria-label={t("main")}>
      <Outlet />
    </main>
  );
}
