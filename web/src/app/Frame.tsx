import { Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { Menu as MenuIcon } from "lucide-react";
import { Suspense, useEffect } from "react";
import { meQuery } from "@/api/session";
import { paths } from "@/paths";
import { ConfirmHost } from "@/ui/confirm";
import { Mark } from "@/ui/Mark";
import { AccountMenu } from "./AccountMenu";
import classes from "./Frame.module.css";
import { t } from "./messages";
import { Navigation } from "./Navigation";
import { PagePending } from "./PagePending";
import { ThemeMenu } from "./ThemeMenu";

/** What stands around every page of a signed-in person. Reports, the editor and explore get the whole width. */
export function Frame() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { pathname } = useLocation();
  const wide = /^\/(d|explore)\//.test(pathname) || /^\/connections\/[^/]+\/model$/.test(pathname);
  const [opened, drawer] = useDisclosure(false);
  const { close } = drawer;
  useEffect(close, [pathname, close]);
  return (
    <div className={classes.frame} data-wide={wide || undefined}>
      <a
        href="#content"
        className={classes.skip}
        onClick={(event) => {
          // The fragment belongs to the page that is open: following the link would wipe its filters.
          event.preventDefault();
          document.getElementById("content")?.focus();
        }}
      >
        {t("skip")}
      </a>
      <header className={classes.header}>
        <button type="button" className={classes.burger} onClick={drawer.toggle} aria-expanded={opened} aria-label={t("menu")}>
          <MenuIcon size={18} aria-hidden />
        </button>
        <Link to={paths.home()} className={classes.brand}>
          <Mark />
          <span>{t("product")}</span>
        </Link>
        <span className={classes.organization}>{me.organization}</span>
        <ThemeMenu />
        <AccountMenu me={me} />
      </header>
      <nav className={classes.nav} aria-label={t("main")}>
        <Navigation me={me} />
      </nav>
      <Drawer.Root opened={opened} onClose={drawer.close} size={264} transitionProps={{ duration: 120 }}>
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
      <main id="content" tabIndex={-1} className={classes.main}>
        <Suspense fallback={<PagePending />}>
          <Outlet />
        </Suspense>
      </main>
      <ConfirmHost />
    </div>
  );
}
