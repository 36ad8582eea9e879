import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Clock, Database, FileClock, Folder, Inbox, SlidersHorizontal, Star, Tag, Trash2, User, UserPlus, UserRound, Users, type LucideIcon } from "lucide-react";
import { requestsQuery } from "@/api/requests";
import type { Me } from "@/api/types";
import { paths } from "@/paths";
import { t } from "./messages";
import classes from "./Navigation.module.css";

interface Item {
  to: string;
  label: string;
  icon: LucideIcon;
  /** How many things wait there. */
  count?: number;
}

/** The sections of the page, as far as the server says this person has them. */
export function Navigation({ me }: { me: Me }) {
  const people = me.can.includes("administer");
  const waiting = useQuery(requestsQuery(false)).data?.items.length ?? 0;
  return (
    <>
      <Section label={t("documents")}>
        <Entry to={paths.shared()} label={t("shared")} icon={Folder} />
        <Entry to={paths.mine()} label={t("mine")} icon={User} />
        <Entry to={paths.favourites()} label={t("favourites")} icon={Star} />
        <Entry to={paths.sharedWithMe()} label={t("sharedWithMe")} icon={Inbox} />
        <Entry to={paths.recent()} label={t("recent")} icon={Clock} />
        <Entry to={paths.requests()} label={t("requests")} icon={UserPlus} count={waiting} />
        <Entry to={paths.trash()} label={t("trash")} icon={Trash2} />
      </Section>
      <Section label={t("data")}>
        <Entry to={paths.connections()} label={t("connections")} icon={Database} />
      </Section>
      {people && (
        <Section label={t("administration")}>
          <Entry to={paths.people()} label={t("people")} icon={UserRound} />
          <Entry to={paths.groups()} label={t("groups")} icon={Users} />
          <Entry to={paths.attributes()} label={t("attributes")} icon={Tag} />
          <Entry to={paths.audit()} label={t("audit")} icon={FileClock} />
          <Entry to={paths.settings()} label={t("settings")} icon={SlidersHorizontal} />
        </Section>
      )}
    </>
  );
}

function Section({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={classes.section} role="group" aria-label={label}>
      <p className={classes.label} aria-hidden>
        {label}
      </p>
      <ul className={classes.list}>{children}</ul>
    </div>
  );
}

function Entry({ to, label, icon: Icon, count = 0 }: Item) {
  return (
    <li>
      <Link to={to} className={classes.entry} activeProps={{ "data-active": true, "aria-current": "page" }}>
        <Icon size={16} aria-hidden className={classes.icon} />
        {label}
        {count > 0 && (
          <span className={classes.count}>
            <span aria-hidden>{count > 99 ? "99+" : count}</span>
            <span className="visually-hidden">{t("waiting", { count })}</span>
          </span>
        )}
      </Link>
    </li>
  );
}
