import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { ApiError } from "../../api/errors";
import type { ReportSource } from "../../api/reports";
import type { Filter, ReportView, ViewTile } from "../../lib/wire";
import { dataKey, filtersOfTile, type CrossFilter } from "./filters";
import { TileStore, type TileAsk, type TileState } from "./tileStore";

interface Options {
  source: ReportSource;
  view: ReportView;
  tab: ReportView["tabs"][number] | undefined;
  filters: readonly Filter[];
  cross: CrossFilter | null;
  onGone: (error: ApiError) => void;
}

export interface Tiles {
  store: TileStore;
  /** Asks again past the cache: all tiles of the tab, or one. */
  refresh: (tile?: string) => void;
}

/** Keeps the tiles of the open tab asked for under the filters that hold, and nothing else. */
export function useTiles({ source, view, tab, filters, cross, onGone }: Options): Tiles {
  const gone = useRef(onGone);
  const [store] = useState(() => new TileStore(source.data, (error) => gone.current(error)));
  const asked = useRef(new Map<string, string>());
  useEffect(() => {
    gone.current = onGone;
  }, [onGone]);

  useEffect(() => {
    const asks: TileAsk[] = [];
    for (const tile of queryTiles(tab)) {
      const key = `${view.version}${dataKey(view, tile, filtersOfTile(filters, tile, cross))}`;
      if (asked.current.get(tile.id) === key) continue;
      asked.current.set(tile.id, key);
      asks.push(toAsk(tile, filters, cross, false));
    }
    store.load(asks);
  }, [store, view, tab, filters, cross]);

  // Another tab's tiles are not waited for, and leaving the page cancels what runs on the server.
  useEffect(() => {
    const keys = asked.current;
    return () => {
      for (const tile of queryTiles(tab)) if (store.get(tile.id).busy) keys.delete(tile.id);
      store.cancel();
    };
  }, [store, tab]);

  return {
    store,
    refresh: (only) => {
      const tiles = queryTiles(tab).filter((tile) => only === undefined || tile.id === only);
      store.load(tiles.map((tile) => toAsk(tile, filters, cross, true)));
    },
  };
}

export function queryTiles(tab: ReportView["tabs"][number] | undefined): ViewTile[] {
  return (tab?.tiles ?? []).filter((tile) => tile.kind !== "text");
}

function toAsk(tile: ViewTile, filters: readonly Filter[], cross: CrossFilter | null, fresh: boolean): TileAsk {
  return { tile: tile.id, filters: filtersOfTile(filters, tile, cross), fresh, alone: tile.chart?.kind === "table" };
}

export function useTile(store: TileStore, tile: string): TileState {
  return useSyncExternalStore(
    (reader) => store.subscribe(tile, reader),
    () => store.get(tile),
  );
}

export interface TabStatus {
  loading: number;
  /** When the oldest rows on screen were computed. */
  asOf: number | null;
  /** Whether this person has no row of the report's tenant table: the server says so for each tile. */
  unassigned: boolean;
}

/** The state of all tiles in one line. */
export function useTabStatus(store: TileStore, tab: ReportView["tabs"][number] | undefined): TabStatus {
  const text = useSyncExternalStore(
    (reader) => store.subscribeAll(reader),
    () => {
      const states = queryTiles(tab).map((tile) => store.get(tile.id));
      const loading = states.filter((state) => state.busy).length;
      const times = states
        .filter((state) => state.frame !== null)
        .map((state) => (state.cachedAt ? Date.parse(state.cachedAt) : state.at));
      const unassigned = states.length > 0 && states.every((state) => state.problem?.code === "tenant_unassigned");
      // A text, because the snapshot has to be equal by value.
      return `${loading} ${times.length === 0 ? "" : Math.min(...times)} ${unassigned ? "unassigned" : ""}`;
    },
  );
  const [loading = "0", asOf = "", unassigned = ""] = text.split(" ");
  return { loading: Number(loading), asOf: asOf === "" ? null : Number(asOf), unassigned: unassigned !== "" };
}
