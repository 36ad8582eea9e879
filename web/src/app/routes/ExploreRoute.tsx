import { useParams } from "@tanstack/react-router";
import { ExplorePage } from "@/features/explore/ExplorePage";

export function ExploreRoute() {
  const { connection } = useParams({ strict: false }) as { connection: string };
  return <ExplorePage key={connection} connection={connection} />;
}
