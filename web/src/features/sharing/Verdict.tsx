import { Button, Skeleton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleSlash, Eye } from "lucide-react";
import { meQuery } from "@/api/session";
import { explainQuery, viewAs } from "@/api/sharing";
import type { Explanation, Role } from "@/api/types";
import { paths } from "@/paths";
import { ErrorNote } from "@/ui/ErrorNote";
import { connectionRoleLabel, contentRoleLabel } from "@/ui/roles";
import { t } from "./messages";
import { plain } from "./plain";
import { roleWords } from "./sourceWords";
import classes from "./Verdict.module.css";

interface Props {
  node: { id: string; kind: "folder" | "document" };
  user: { id: string; name: string };
  /** Offers to put the role that is missing among the pending edits. */
  onGive?: (role: Role) => void;
}

/** One person's case in words: whether they can open it, what of it they see, why, and the smallest change that would alter it. */
export function Verdict({ node, user, onGive }: Props) {
  const organization = useQuery(meQuery).data?.organization ?? "";
  const answer = useQuery(explainQuery(node.id, user.id));
  const look = useMutation({
    mutationFn: () => viewAs({ user: user.id }, node.kind === "document" ? node.id : undefined),
    // All that was read before belongs to somebody else now.
    onSuccess: () => window.location.assign(node.kind === "document" ? paths.document(node.id) : paths.folder(node.id)),
  });
  if (answer.isError) return <ErrorNote error={answer.error} />;
  if (answer.data === undefined) return <Skeleton h={64} />;
  const { allowed, role, reasons, sources, connections, rows, remedies, tiles } = answer.data;
  // Whoever gets in is told by what: all that gives it. Whoever does not, by the server's reason.
  const why = allowed && sources.length > 0 ? sources.map((source) => roleWords(source, organization, node.id)) : reasons.map((reason) => plain(reason.text));
  return (
    <div className={classes.root} role="status" data-allowed={allowed}>
      <p className={classes.head}>
        {allowed ? <CircleCheck size={16} aria-hidden /> : <CircleSlash size={16} aria-hidden />}
        <strong>{headline(user.name, allowed, role ?? null)}</strong>
      </p>
      <ul className={classes.list} aria-label={t("why")}>
        {why.map((words) => (
          <li key={words}>{words}</li>
        ))}
        {/* Of several, the strongest role counts, and stands first. */}
        {allowed &&
          connections.map((one) => (
            <li key={one.id}>{[t("verdictConnection", { role: connectionRoleLabel(one.role), name: one.name }), ...one.reasons.slice(0, 1).map((reason) => plain(reason.text))].join(": ")}</li>
          ))}
        {allowed && rows.map((one) => <li key={one.table}>{t("verdictRows", one)}</li>)}
      </ul>
      {allowed && tiles.length > 0 && <Tiles tiles={tiles} />}
      {remedies.length > 0 && (
        <p className={classes.remedy}>
          <strong>{t("remedy")}:</strong> {remedies.map((one) => plain(one.text)).join(" ")}
        </p>
      )}
      <div className={classes.actions}>
        {!allowed && onGive && (
          <Button size="compact-sm" color="amber" onClick={() => onGive("viewer")}>
            {t("remedyGive", { role: contentRoleLabel("viewer") })}
          </Button>
        )}
        {allowed && (
          <Button size="compact-sm" variant="default" leftSection={<Eye size={14} aria-hidden />} loading={look.isPending} onClick={() => look.mutate()}>
            {t("viewAs", { name: user.name })}
          </Button>
        )}
      </div>
      {look.isError && <ErrorNote error={look.error} />}
    </div>
  );
}

function headline(name: string, allowed: boolean, role: Role | null): string {
  if (!allowed) return t("verdictNo", { name });
  return role === null ? t("verdictYesPlain", { name }) : t("verdictYes", { name, role: contentRoleLabel(role) });
}

function Tiles({ tiles }: { tiles: NonNullable<Explanation["tiles"]> }) {
  const refused = tiles.filter((tile) => !tile.allowed);
  if (refused.length === 0) return <p className={classes.tiles}>{t("verdictTilesAll")}</p>;
  return (
    <div className={classes.tiles}>
      {t("verdictTiles", { seen: tiles.length - refused.length, all: tiles.length })}
      <ul className={classes.list}>
        {refused.map((tile) => (
          <li key={tile.id}>{t("verdictTileNo", { title: tile.title, why: tile.reasons.map((reason) => plain(reason.text)).join(" ") })}</li>
        ))}
      </ul>
    </div>
  );
}
