export function EditorPage(props: { document: string; report: string }) {
  return <p>{props.report}</p>;
}
