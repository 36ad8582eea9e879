export function LinkPage(props: { slug: string }) {
  return <p>{props.slug}</p>;
}
