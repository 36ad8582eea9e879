export function ExplorePage(props: { connection: string }) { return <p>{props.connection}</p>; }
