export type Place = { kind: "parent"; parent: string } | { kind: "view"; view: string };
export function BrowserPage(props: { place: Place }) { return <p>{props.place.kind}</p>; }
