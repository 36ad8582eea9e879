import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { ApiError } from "@/api/errors";
import { linksQuery, searchPrincipals } from "@/api/sharing";
import { tryQuery, type TenantTable, type TenantTried, type TryWho } from "@/api/tenants";
import type { PrincipalHit } from "@/lib/principal";
import { CodeText } from "@/ui/CodeText";
import { ErrorNote, WarnNote } from "@/ui/ErrorNote";
import { PrincipalPicker } from "@/ui/PrincipalPicker";
import { t } from "./messages";
import classes from "./TryPart.module.css";

const kinds = ["user", "email", "link", "row"] as const;
type Kind = (typeof kinds)[number];

/** Whom somebody has in mind; kept above, because a row can be tried from the row itself. */
export interface Trying {
  kind: Kind;
  user: PrincipalHit | null;
  email: string;
  link: string | null;
  row: number | null;
}
export const tryNobody: Trying = { kind: "user", user: null, email: "", link: null, row: null };

interface Props {
  document: string;
  report: string;
  /** The table as it is edited; none when it is the saved one. */
  unsaved: TenantTable | null;
  /** The names of the rows, in their order. */
  scenarios: readonly string[];
  faulty: boolean;
  trying: Trying;
  onTrying: (next: Trying) => void;
}

const people = async (q: string, signal: AbortSignal): Promise<PrincipalHit[]> => (await searchPrincipals(q, signal)).filter((hit) => hit.principal.kind === "user");

/** Whose row is it, and how much of the data does it leave? */
export function TryPart({ document, report, unsaved, scenarios, faulty, trying, onTrying }: Props) {
  const links = useQuery({ ...linksQuery(document, report), enabled: trying.kind === "link" });
  const [asked] = useDebouncedValue(whoOf(trying), 250);
  const [table] = useDebouncedValue(unsaved, 250);
  const ask = asked ?? { row: 0 };
  const tried = useQuery({ ...tryQuery(document, report, ask, table ?? undefined), enabled: asked !== null && !faulty, placeholderData: (before) => before });
  const set = (change: Partial<Trying>): void => onTrying({ ...trying, ...change });
  const wanted = whoOf(trying) !== null;
  return (
    <section className={classes.root} aria-label={t("try")}>
      <div className={classes.head}>
        <h3 className={classes.title}>{t("try")}</h3>
        <SegmentedControl
          size="xs"
          aria-label={t("tryKind")}
          data={kinds.map((kind) => ({ value: kind, label: t(`try_${kind}`) }))}
          value={trying.kind}
          onChange={(kind) => set({ kind: kinds.find((one) => one === kind) ?? "user" })}
        />
      </div>
      <p className={classes.about}>{unsaved === null ? t("tryAbout") : t("tryAboutUnsaved")}</p>
      {trying.kind === "user" && <PrincipalPicker label={t("tryUser")} value={trying.user ? [trying.user] : []} onChange={(hits) => set({ user: hits.at(-1) ?? null })} search={people} />}
      {trying.kind === "email" && (
        <TextInput aria-label={t("tryEmail")} placeholder="name@example.com" type="email" value={trying.email} onChange={(event) => set({ email: event.currentTarget.value })} />
      )}
      {trying.kind === "link" &&
        (links.data?.items.length === 0 ? (
          <p className={classes.about}>{t("tryLinkNone")}</p>
        ) : (
          <Select
            aria-label={t("tryLink")}
            placeholder={t("tryLink")}
            data={(links.data?.items ?? []).map((link) => ({ value: link.id, label: link.name }))}
            value={trying.link}
            onChange={(link) => set({ link })}
          />
        ))}
      {trying.kind === "row" && (
        <Select
          aria-label={t("tryRow")}
          placeholder={t("tryRow")}
          searchable
          limit={100}
          data={scenarios.map((name, at) => ({ value: String(at + 1), label: [t("row", { row: at + 1 }), name].filter(Boolean).join(" · ") }))}
          value={trying.row === null ? null : String(trying.row)}
          onChange={(row) => set({ row: row === null ? null : Number(row) })}
        />
      )}
      <div className={classes.result} role="status" aria-label={t("tryResult")} data-stale={tried.isFetching || undefined}>
        {wanted && asked !== null && (faulty ? <WarnNote>{t("tryFaults")}</WarnNote> : tried.isError ? <Failed error={tried.error} trying={trying} /> : tried.data && <Result tried={tried.data} />)}
      </div>
    </section>
  );
}

function Failed({ error, trying }: { error: unknown; trying: Trying }) {
  if (error instanceof ApiError && error.status === 404 && trying.kind === "user" && trying.user) {
    return <WarnNote>{t("tryNotThere", { name: trying.user.name })}</WarnNote>;
  }
  return <ErrorNote error={error} />;
}

function Result({ tried }: { tried: TenantTried }) {
  const number = new Intl.NumberFormat(navigator.language);
  return (
    <>
      <p className={classes.words} data-none={tried.counts.some((count) => count.refused === "tenant_unassigned") || undefined}>
        {tried.words}
      </p>
      {tried.counts.length === 0 && <p className={classes.about}>{t("tryNoTopics")}</p>}
      <dl className={classes.counts}>
        {tried.counts.map((count) => (
          <div key={count.topic} className={classes.count}>
            <dt>{count.topic}</dt>
            <dd>
              {count.rows === null ? (
                <CodeText text={count.detail ?? ""} />
              ) : (
                <>
                  <span className="num">{t("tryCount", { rows: number.format(count.rows), of: number.format(count.of) })}</span>
                  <svg className={classes.bar} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
                    <rect width="100" height="4" className={classes.all} />
                    <rect width={count.of === 0 ? 0 : Math.max(count.rows > 0 ? 0.5 : 0, (100 * count.rows) / count.of)} height="4" className={classes.part} />
                  </svg>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function whoOf({ kind, user, email, link, row }: Trying): TryWho | null {
  switch (kind) {
    case "user":
      return user?.principal.id === undefined ? null : { user: user.principal.id };
    case "email":
      return /^\S+@\S+\.\S+$/u.test(email.trim()) ? { email: email.trim() } : null;
    case "link":
      return link === null ? null : { link };
    case "row":
      return row === null ? null : { row };
  }
}
