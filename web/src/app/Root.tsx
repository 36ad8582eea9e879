import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { meQuery } from "@/api/session";
import { looksAsAnother } from "@/api/viewAs";

const ViewAsBanner = lazy(() => import("./ViewAsBanner").then((module) => ({ default: module.ViewAsBanner })));

/**
 * Stands around every page, also those of links: whoever sees as somebody else is told so wherever they are. Pages of links ask who is
 * signed in only when this browser has begun to look.
 */
export function Root() {
  const me = useQuery({ ...meQuery, enabled: looksAsAnother(), retry: false });
  return (
    <>
      <Outlet />
      {me.data?.view_as && (
        <Suspense>
          <ViewAsBanner seen={me.data.view_as} />
        </Suspense>
      )}
    </>
  );
}
