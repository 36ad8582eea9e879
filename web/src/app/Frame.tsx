import { useDisclosure } from "@mantine/hooks";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { Menu as MenuIcon } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
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

const PhoneMenu = lazy(() => import("./PhoneMenu").then((module) => ({ default: module.PhoneMenu })));

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
      {opened && (
        <Suspense fallback={null}>
          <PhoneMenu me={me} onClose={close} />
        </Suspense>
      )}
      <main id="content" tabIndex={-1} className={classes.main}>
        <Suspense fallback={<PagePending />}>
          <Outlet />
        </Suspense>
      </main>
      <ConfirmHost />
    </div>
  );
}
