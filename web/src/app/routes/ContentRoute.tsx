import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { BrowserPage, type Shareable } from "@/features/browser/BrowserPage";
import type { Place } from "@/features/browser/place";

const ShareDialog = lazy(() => import("@/features/sharing/ShareDialog").then((module) => ({ default: module.ShareDialog })));

export function FolderRoute() {
  const { parent } = useParams({ strict: false }) as { parent: string };
  return <Content key={parent} place={{ kind: "parent", parent }} />;
}
export function SharedWithMeRoute() {
  return <Content key="shared_with_me" place={{ kind: "view", view: "shared_with_me" }} />;
}
export function FavouritesRoute() {
  return <Content key="favourites" place={{ kind: "view", view: "favourites" }} />;
}
export function RecentRoute() {
  return <Content key="recent" place={{ kind: "view", view: "recent" }} />;
}
export function TrashRoute() {
  return <Content key="trash" place={{ kind: "view", view: "trash" }} />;
}

/** The browser with the share dialog beside it: two features that do not know each other. */
function Content({ place }: { place: Place }) {
  const [sharing, setSharing] = useState<Shareable | null>(null);
  return (
    <>
      <BrowserPage place={place} onShare={setSharing} />
      {sharing && (
        <Suspense fallback={null}>
          <ShareDialog key={sharing.id} node={sharing} onClose={() => setSharing(null)} />
        </Suspense>
      )}
    </>
  );
}
