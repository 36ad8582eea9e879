export function ReportPage(props: { document: string; report: string | null }) {
  return <p>{props.document}</p>;
}
