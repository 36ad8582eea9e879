export function ConnectionPage(props: { connection: string; part: string }) { return <p>{props.connection}</p>; }
