import { useParams } from "@tanstack/react-router";
import { ReportPage } from "@/features/report/ReportPage";

/** `/d/<doc>`: the first report of the document. */
export function FirstReportRoute() {
  const { doc } = useParams({ strict: false }) as { doc: string };
  return <ReportPage key={doc} document={doc} report={null} />;
}

/** `/d/<doc>/reports/<report>` */
export function ReportRoute() {
  const { doc, report } = useParams({ strict: false }) as { doc: string; report: string };
  return <ReportPage key={report} document={doc} report={report} />;
}
