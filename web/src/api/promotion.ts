import { useMutation, useQuery } from "@tanstack/react-query";
import { modelQuery } from "./connections";
import { promoteModel } from "./ownModels";

/** Moving a workbook's model into the shared one: what becomes of the files, and doing it over the version that was looked at. */
export function usePromotion(connection: string, document: string, onSuccess: () => Promise<void>) {
  const model = useQuery(modelQuery(connection));
  const version = model.data?.data.version;
  const preview = useQuery({
    queryKey: ["promotion", connection, document, version],
    queryFn: () => promoteModel(connection, document, version ?? 0, true),
    enabled: version !== undefined,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const apply = useMutation({ mutationFn: () => promoteModel(connection, document, version ?? 0, false), onSuccess });
  return { files: preview.data?.files, checking: model.isLoading || preview.isLoading, error: apply.error ?? preview.error ?? model.error, busy: apply.isPending, promote: () => apply.mutate() };
}
