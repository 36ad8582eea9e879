import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/api/errors";

/** One client for the page. Refusals are answers and are not asked again; a lost connection is. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 502),
        refetchOnWindowFocus: true,
        // What the browser thinks of the network is no reason to wait in silence: it is asked, and what came of it is said.
        networkMode: "always",
        refetchOnReconnect: true,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
