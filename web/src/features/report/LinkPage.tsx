import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { ApiError } from "../../api/errors";
import { linkReport } from "../../api/reports";
import { t } from "./messages";
import { Refusal } from "./Notice";
import { PageSkeleton } from "./PageSkeleton";
import classes from "./report.module.css";
import { ReportScreen } from "./ReportScreen";
import { stillThere } from "./stillThere";

/** `/r/<slug>`: one report for whoever holds the link, and nothing else of the house. */
export function LinkPage({ slug }: { slug: string }) {
  const source = useMemo(() => linkReport(slug), [slug]);
  const client = useQueryClient();
  const [gone, setGone] = useState<ApiError | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: source.key,
    queryFn: ({ signal }) => source.view(signal),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  });
  const refusal = gone ?? error;
  return (
    <main className={classes.guest}>
      {refusal !== null ? (
        <Refusal
          error={refusal}
          guest
          wasOpen={gone !== null}
          onAgain={() => {
            setGone(null);
            void refetch();
          }}
        />
      ) : data === undefined ? (
        <PageSkeleton />
      ) : (
        <ReportScreen
          source={source}
          view={data}
          onReread={() => void refetch()}
          onGone={(reason) => {
            void stillThere(reason, data.version, refetch).then((there) => {
              if (there) return;
              client.removeQueries({ queryKey: source.key });
              setGone(reason);
            });
          }}
        />
      )}
      <footer className={classes.made}>{t("madeWith")}</footer>
    </main>
  );
}
