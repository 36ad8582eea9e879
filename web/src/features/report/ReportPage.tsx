import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { lazy, Suspense, useMemo, useState, type ReactNode } from "react";
import { ApiError } from "../../api/errors";
import { seg, send } from "../../api/http";
import { documentReport, warningsQuery } from "../../api/reports";
import type { Document } from "../../api/types";
import type { Ref, ReportView } from "../../lib/wire";
import { LazyMenu } from "../../ui/LazyMenu";
import { t } from "./messages";
import { Refusal } from "./Notice";
import { stillThere } from "./stillThere";
import { PageSkeleton } from "./PageSkeleton";
import classes from "./report.module.css";
import { ReportScreen } from "./ReportScreen";

const loadSiblings = () => import("./SiblingItems");
const NoReport = lazy(() => import("./NoReport").then((module) => ({ default: module.NoReport })));
const WarningMark = lazy(() => import("./WarningMark").then((module) => ({ default: module.WarningMark })));
const SiblingItems = lazy(() => loadSiblings().then((module) => ({ default: module.SiblingItems })));

interface Props {
  document: string;
  /** Null for the document's first report. */
  report: string | null;
  /** Further buttons of the toolbar, put together by the app (sharing). */
  actions?: (view: ReportView) => ReactNode;
}

/** A report of a document, for people who are signed in. */
export function ReportPage({ document, report, actions }: Props) {
  const about = useQuery({
    queryKey: ["document", document],
    queryFn: ({ signal }) => send<Document>("GET", `/documents/${seg(document)}`, { signal }),
    retry: false,
  });
  const chosen = report ?? about.data?.reports[0]?.id ?? null;
  if (chosen !== null) {
    return <OpenReport key={chosen} document={document} report={chosen} siblings={about.data?.reports ?? []} actions={actions} />;
  }
  if (about.error !== null) {
    return <Refusal error={about.error} guest={false} wasOpen={false} onAgain={() => void about.refetch()} />;
  }
  if (about.data === undefined) return <PageSkeleton />;
  return (
    <Suspense fallback={<PageSkeleton />}>
      <NoReport document={about.data} />
    </Suspense>
  );
}

function OpenReport({
  document,
  report,
  siblings,
  actions,
}: {
  document: string;
  report: string;
  siblings: Ref[];
  actions: Props["actions"];
}) {
  const source = useMemo(() => documentReport(document, report), [document, report]);
  const client = useQueryClient();
  const [gone, setGone] = useState<ApiError | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: source.key,
    queryFn: ({ signal }) => source.view(signal),
    retry: false,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: true,
  });
  // For those who can do something about it; an answer that does not come is no warning.
  const warnings = useQuery({ ...warningsQuery(document, report), enabled: data?.can.includes("edit") ?? false });
  const marks = useMemo(
    () =>
      new Map(
        (warnings.data?.tiles ?? []).map((warning) => {
          const title = data?.tabs.flatMap((tab) => tab.tiles).find((tile) => tile.id === warning.tile)?.title ?? "";
          const mark = (
            <Suspense key={warning.tile} fallback={null}>
              <WarningMark warning={warning} document={document} report={report} title={title} />
            </Suspense>
          );
          return [warning.tile, mark] as const;
        }),
      ),
    [warnings.data, data, document, report],
  );
  const refused = error instanceof ApiError && [401, 403, 404].includes(error.status);
  const refusal = gone ?? (refused || data === undefined ? error : null);
  if (refusal !== null) {
    return (
      <Refusal
        error={refusal}
        guest={false}
        wasOpen={gone !== null || data !== undefined}
        onAgain={() => {
          setGone(null);
          void refetch();
        }}
      />
    );
  }
  if (data === undefined) return <PageSkeleton />;
  return (
    <ReportScreen
      source={source}
      view={data}
      onReread={() => void refetch()}
      actions={actions?.(data)}
      warningOf={(tile) => marks.get(tile.id)}
      siblings={siblings.length > 1 ? <Siblings document={document} current={report} reports={siblings} /> : undefined}
      onGone={(reason) => {
        void stillThere(reason, data.version, refetch).then((there) => {
          if (there) return;
          // Nothing of it stays in memory either.
          client.removeQueries({ queryKey: source.key });
          setGone(reason);
        });
      }}
    />
  );
}

function Siblings({ document, current, reports }: { document: string; current: string; reports: Ref[] }) {
  return (
    <LazyMenu
      position="bottom-start"
      warm={loadSiblings}
      button={(button) => (
        <button {...button} type="button" className={classes.siblings} aria-label={t("otherReports")}>
          <ChevronDown size={16} aria-hidden />
        </button>
      )}
    >
      <SiblingItems document={document} current={current} reports={reports} />
    </LazyMenu>
  );
}
