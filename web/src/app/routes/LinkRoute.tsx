import { useParams } from "@tanstack/react-router";
import { LinkPage } from "@/features/report/LinkPage";

/** `/r/<slug>`: one report for whoever holds its link, with nothing of the rest around it. */
export function LinkRoute() {
  const { slug } = useParams({ strict: false }) as { slug: string };
  return <LinkPage key={slug} slug={slug} />;
}
