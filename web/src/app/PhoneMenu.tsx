import { Drawer } from "@mantine/core";
import type { Me } from "@/api/types";
import { useFocusBack } from "@/ui/useFocusBack";
import { t } from "./messages";
import { Navigation } from "./Navigation";

/** The navigation as a drawer, where there is no room for it beside the page. */
export function PhoneMenu({ me, onClose }: { me: Me; onClose: () => void }) {
  useFocusBack(true);
  return (
    <Drawer.Root opened onClose={onClose} size={264} transitionProps={{ duration: 120 }}>
      <Drawer.Overlay />
      <Drawer.Content>
        {/* A header element here would be a second banner landmark. */}
        <Drawer.Header role="presentation">
          <Drawer.Title>{t("product")}</Drawer.Title>
          <Drawer.CloseButton aria-label={t("closeMenu")} />
        </Drawer.Header>
        <Drawer.Body>
          <nav aria-label={t("menu")}>
            <Navigation me={me} />
          </nav>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
