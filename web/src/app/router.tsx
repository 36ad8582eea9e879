import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { ApiError } from "@/api/errors";
import { onSignedOut } from "@/api/http";
import { meQuery, setupQuery, waysQuery } from "@/api/session";
import { safeNext } from "@/lib/next";
import { ErrorPage, NotFoundPage, NowherePage } from "./ErrorPage";
import { PagePending } from "./PagePending";
import { Root } from "./Root";

interface Context {
  client: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Root, notFoundComponent: NowherePage });

// ---- outside: for people who are not signed in

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string; problem?: string } => {
    const next = safeNext(search.next);
    return { ...(next ? { next } : {}), ...(typeof search.problem === "string" ? { problem: search.problem } : {}) };
  },
  loader: ({ context }) => context.client.ensureQueryData(waysQuery).catch(() => null),
  beforeLoad: async ({ context, search }) => {
    if (context.client.getQueryData(meQuery.queryKey)) throw redirect({ href: search.next ?? "/" });
    const setup = await context.client.fetchQuery(setupQuery).catch(() => null);
    if (setup?.needed) throw redirect({ href: "/setup" });
  },
  component: lazyRouteComponent(() => import("@/features/session/SignInPage"), "SignInPage"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("@/features/session/SetupPage"), "SetupPage"),
});

const invite = createRoute({
  getParentRoute: () => root,
  path: "/invite",
  component: lazyRouteComponent(() => import("@/features/session/InvitePage"), "InvitePage"),
});

const reportLink = createRoute({
  getParentRoute: () => root,
  path: "/r/$slug",
  component: lazyRouteComponent(() => import("./routes/LinkRoute"), "LinkRoute"),
});

// ---- inside: one frame around everything that needs a signed-in person

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    try {
      await context.client.ensureQueryData(meQuery);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { next: location.href } });
      }
      throw error;
    }
  },
  component: lazyRouteComponent(() => import("./Frame"), "Frame"),
});

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/c/$parent", params: { parent: "shared" }, replace: true });
  },
});
const content = createRoute({
  getParentRoute: () => inside,
  path: "/c/$parent",
  component: lazyRouteComponent(() => import("./routes/ContentRoute"), "FolderRoute"),
});
const sharedWithMe = createRoute({
  getParentRoute: () => inside,
  path: "/shared-with-me",
  component: lazyRouteComponent(() => import("./routes/ContentRoute"), "SharedWithMeRoute"),
});
const favourites = createRoute({
  getParentRoute: () => inside,
  path: "/favourites",
  component: lazyRouteComponent(() => import("./routes/ContentRoute"), "FavouritesRoute"),
});
const requests = createRoute({
  getParentRoute: () => inside,
  path: "/requests",
  component: lazyRouteComponent(() => import("@/features/requests/RequestsPage"), "RequestsPage"),
});
const recent = createRoute({
  getParentRoute: () => inside,
  path: "/recent",
  component: lazyRouteComponent(() => import("./routes/ContentRoute"), "RecentRoute"),
});
const trash = createRoute({
  getParentRoute: () => inside,
  path: "/trash",
  component: lazyRouteComponent(() => import("./routes/ContentRoute"), "TrashRoute"),
});
const document = createRoute({
  getParentRoute: () => inside,
  path: "/d/$doc",
  component: lazyRouteComponent(() => import("./routes/ReportRoute"), "FirstReportRoute"),
});
const report = createRoute({
  getParentRoute: () => inside,
  path: "/d/$doc/reports/$report",
  component: lazyRouteComponent(() => import("./routes/ReportRoute"), "ReportRoute"),
});
const editor = createRoute({
  getParentRoute: () => inside,
  path: "/d/$doc/reports/$report/edit",
  component: lazyRouteComponent(() => import("./routes/EditorRoute"), "EditorRoute"),
});
const explore = createRoute({
  getParentRoute: () => inside,
  path: "/explore/$connection",
  component: lazyRouteComponent(() => import("./routes/ExploreRoute"), "ExploreRoute"),
});
const connections = createRoute({
  getParentRoute: () => inside,
  path: "/connections",
  component: lazyRouteComponent(() => import("@/features/connections/ConnectionsPage"), "ConnectionsPage"),
});
const connection = createRoute({
  getParentRoute: () => inside,
  path: "/connections/$connection",
  component: lazyRouteComponent(() => import("./routes/ConnectionRoute"), "TablesRoute"),
});
const connectionRoles = createRoute({
  getParentRoute: () => inside,
  path: "/connections/$connection/roles",
  component: lazyRouteComponent(() => import("./routes/ConnectionRoute"), "RolesRoute"),
});
const connectionModel = createRoute({
  getParentRoute: () => inside,
  path: "/connections/$connection/model",
  component: lazyRouteComponent(() => import("./routes/ConnectionRoute"), "ModelRoute"),
});
const people = createRoute({
  getParentRoute: () => inside,
  path: "/people",
  component: lazyRouteComponent(() => import("@/features/people/UsersPage"), "UsersPage"),
});
const userReach = createRoute({
  getParentRoute: () => inside,
  path: "/people/$user/reach",
  component: lazyRouteComponent(() => import("./routes/AccessRoute"), "UserReachRoute"),
});
const accessOf = createRoute({
  getParentRoute: () => inside,
  path: "/access/$node",
  validateSearch: (search: Record<string, unknown>): { part?: "activity" } => (search.part === "activity" ? { part: "activity" } : {}),
  component: lazyRouteComponent(() => import("./routes/AccessRoute"), "NodeAccessRoute"),
});
const account = createRoute({
  getParentRoute: () => inside,
  path: "/account",
  validateSearch: (search: Record<string, unknown>): { problem?: string } =>
    typeof search.problem === "string" ? { problem: search.problem } : {},
  component: lazyRouteComponent(() => import("@/features/account/AccountPage"), "AccountPage"),
});
const groups = createRoute({
  getParentRoute: () => inside,
  path: "/groups",
  component: lazyRouteComponent(() => import("@/features/people/GroupsPage"), "GroupsPage"),
});
const attributes = createRoute({
  getParentRoute: () => inside,
  path: "/attributes",
  component: lazyRouteComponent(() => import("@/features/people/AttributesPage"), "AttributesPage"),
});
const audit = createRoute({
  getParentRoute: () => inside,
  path: "/audit",
  component: lazyRouteComponent(() => import("@/features/audit/AuditPage"), "AuditPage"),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/features/settings/SettingsPage"), "SettingsPage"),
});

const tree = root.addChildren([
  signIn,
  setup,
  invite,
  reportLink,
  inside.addChildren([
    home, content, sharedWithMe, favourites, requests, recent, trash, document, report, editor, explore,
    connections, connection, connectionRoles, connectionModel, people, userReach, accessOf, account, groups, attributes, audit, settings,
  ]),
]);

export function makeRouter(client: QueryClient) {
  const router = createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingComponent: PagePending,
    defaultPendingMs: 250,
    scrollRestoration: true,
  });
  // A session that ended while the page was open: back to sign-in, and then to where the person was.
  onSignedOut(() => {
    const { pathname, href } = router.state.location;
    if (pathname === "/sign-in" || pathname === "/setup" || pathname === "/invite" || pathname.startsWith("/r/")) return;
    if (client.getQueryData(meQuery.queryKey) === undefined) return;
    client.clear();
    void router.navigate({ to: "/sign-in", search: { next: href } });
  });
  return router;
}
