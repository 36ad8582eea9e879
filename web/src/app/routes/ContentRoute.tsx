import { useParams } from "@tanstack/react-router";
import { BrowserPage } from "@/features/browser/BrowserPage";

export function FolderRoute() {
  const { parent } = useParams({ strict: false }) as { parent: string };
  return <BrowserPage key={parent} place={{ kind: "parent", parent }} />;
}
export function SharedWithMeRoute() {
  return <BrowserPage place={{ kind: "view", view: "shared_with_me" }} />;
}
export function RecentRoute() {
  return <BrowserPage place={{ kind: "view", view: "recent" }} />;
}
export function TrashRoute() {
  return <BrowserPage place={{ kind: "view", view: "trash" }} />;
}
