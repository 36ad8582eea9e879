import { useParams } from "@tanstack/react-router";
import { EditorPage } from "@/features/editor/EditorPage";

export function EditorRoute() {
  const { doc, report } = useParams({ strict: false }) as { doc: string; report: string };
  return <EditorPage key={report} document={doc} report={report} />;
}
