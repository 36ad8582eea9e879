import { useCallback, useMemo } from "react";
import { setFragment, useFragment } from "../../lib/fragment";
import { fromUrl, toUrl, type AddressState } from "./state";

interface Address {
  state: AddressState;
  ignored: string[];
  /** Changes a part. A new tab is a new page in the history; a filter is a change of the one that is open. */
  change: (part: Partial<AddressState>) => void;
}

export function useAddress(): Address {
  const fragment = useFragment();
  const { state, ignored } = useMemo(() => fromUrl(fragment), [fragment]);
  const change = useCallback((part: Partial<AddressState>) => {
    const { state: now } = fromUrl(window.location.hash);
    setFragment(toUrl({ ...now, ...part }), part.tab !== undefined && part.tab !== now.tab);
  }, []);
  return { state, ignored, change };
}
