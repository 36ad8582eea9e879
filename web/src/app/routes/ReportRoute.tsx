import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { ApiError } from "@/api/errors";
import { seg, send } from "@/api/http";
import type { Document } from "@/api/types";
import { ReportPage } from "@/features/report/ReportPage";
import type { ReportView } from "@/lib/wire";

// Only those who may share load it.
const ReportActions = lazy(() => import("./ReportActions").then((module) => ({ default: module.ReportActions })));
const AskPage = lazy(() => import("@/features/requests/AskPage").then((module) => ({ default: module.AskPage })));
/** `/d/<doc>`: the first report of the document. */
export function FirstReportRoute() {
  const { doc } = useParams({ strict: false }) as { doc: string };
  if (useMayAsk(doc)) return <AskPage document={doc} />;
  return <ReportPage key={doc} document={doc} report={null} actions={shareButton} />;
}

/** `/d/<doc>/reports/<report>` */
export function ReportRoute() {
  const { doc, report } = useParams({ strict: false }) as { doc: string; report: string };
  if (useMayAsk(doc)) return <AskPage document={doc} />;
  return <ReportPage key={report} document={doc} report={report} actions={shareButton} />;
}

/** The server says of some documents that are not there for this person that they may ask for them. */
function useMayAsk(doc: string): boolean {
  // The same question as the report page's own, so that it is asked once.
  const { error } = useQuery({
    queryKey: ["document", doc],
    queryFn: ({ signal }) => send<Document>("GET", `/documents/${seg(doc)}`, { signal }),
    retry: false,
  });
  return error instanceof ApiError && error.status === 404 && error.problem.can_request === true;
}

const shareButton = (view: ReportView) => (view.can.includes("share") && view.document ? <Suspense fallback={null}>
      <ReportActions view={view} document={view.document} />
    </Suspense> : null);
