export function ShareDialog(props: { node: { id: string; kind: "folder" | "document"; name: string }; report?: string; onClose: () => void }) { return <p>{props.node.name}</p>; }
