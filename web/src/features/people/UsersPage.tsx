import { Badge, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus, SearchX } from "lucide-react";
import { useState } from "react";
import { usersQuery } from "@/api/people";
import type { User } from "@/api/types";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorNote } from "@/ui/ErrorNote";
import { PageHeader } from "@/ui/PageHeader";
import { PrincipalIcon } from "@/ui/PrincipalIcon";
import { RelativeTime } from "@/ui/RelativeTime";
import { SearchField } from "@/ui/SearchField";
import { Table, type TableColumn } from "@/ui/Table";
import { useTitle } from "@/ui/useTitle";
import { InvitationDialog } from "./InvitationDialog";
import { t } from "./messages";
import classes from "./people.module.css";
import { UserDialog } from "./UserDialog";

export function UsersPage() {
  useTitle(t("users"));
  const users = useQuery(usersQuery);
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState<string | "new" | null>(null);
  const [invited, setInvited] = useState<User | null>(null);
  const invite = (user: User) => {
    setOpen(null);
    setInvited(user);
  };
  const needle = query.trim().toLowerCase();
  const shown = users.data?.items.filter((user) => [user.name, user.email].some((text) => text.toLowerCase().includes(needle)));
  const chosen = users.data?.items.find((user) => user.id === open);

  const columns: TableColumn<User>[] = [
    {
      key: "name",
      label: t("columnName"),
      cell: (user) => (
        <button type="button" className={classes.rowButton} data-row-focus onClick={() => setOpen(user.id)}>
          <PrincipalIcon kind="user" name={user.name} />
          <span className={classes.words}>
            <span className={classes.name}>
              {user.name}
              {user.is_admin && (
                <Badge size="xs" variant="light" className={classes.badge}>
                  {t("admin")}
                </Badge>
              )}
              {user.active && user.invited_until !== null && (
                <Badge size="xs" variant="light" className={classes.badge}>
                  {t("invited")}
                </Badge>
              )}
              {!user.active && (
                <Badge size="xs" variant="light" color="gray" className={classes.badge}>
                  {t("inactive")}
                </Badge>
              )}
            </span>
            <span className={classes.about}>{user.email}</span>
          </span>
        </button>
      ),
    },
    { key: "groups", label: t("columnGroups"), width: "200", hideBelow: "md", cell: (user) => user.groups.map((group) => group.name).join(", ") },
    {
      key: "values",
      label: t("columnValues"),
      width: "168",
      hideBelow: "md",
      cell: (user) => (
        <span className={classes.about}>
          {Object.entries(user.attributes)
            .map(([name, values]) => `${name}: ${values.join(", ")}`)
            .join("; ")}
        </span>
      ),
    },
    {
      key: "seen",
      label: t("columnSeen"),
      width: "128",
      hideBelow: "sm",
      cell: (user) => <span className={classes.about}>{user.last_seen_at ? <RelativeTime at={user.last_seen_at} /> : t("never")}</span>,
    },
  ];
  return (
    <>
      <PageHeader
        title={t("users")}
        about={t("usersAbout")}
        actions={
          <>
            <SearchField label={t("find")} value={query} onChange={setQuery} width={200} />
            <Button color="amber" leftSection={<Plus size={16} aria-hidden />} onClick={() => setOpen("new")}>
              {t("newUser")}
            </Button>
          </>
        }
      />
      {users.isError ? (
        <ErrorNote error={users.error} onAgain={() => void users.refetch()} />
      ) : shown?.length === 0 ? (
        <EmptyState icon={<SearchX size={20} />} title={t("noMatch")} text={t("noMatchText")} />
      ) : (
        <Table label={t("users")} columns={columns} rows={shown} rowKey={(user) => user.id} />
      )}
      {open === "new" && <UserDialog user={null} onClose={() => setOpen(null)} onInvite={invite} />}
      {chosen && <UserDialog key={chosen.id} user={chosen} onClose={() => setOpen(null)} onInvite={invite} />}
      {invited && <InvitationDialog user={invited} onClose={() => setInvited(null)} />}
    </>
  );
}
