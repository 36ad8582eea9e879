/**
 * The tiles' data outside React: each tile tells only its own readers when it changes, so that one arriving tile does
 * not redraw the others. One request carries all tiles that need the same filters; leaving or asking anew cancels it.
 */
import { ApiError, isProblem, type Problem } from "../../api/errors";
import { concat, FramesError, readFrames } from "../../api/frames";
import type { DataAsk } from "../../api/reports";
import { emptyFrame, frameFromArrow, type Frame } from "../../charts/frame";
import type { Column, Filter } from "../../lib/wire";

export interface TileState {
  /** waiting: nothing yet · ready: rows are there · failed: the server refused or broke. */
  phase: "waiting" | "ready" | "failed";
  /** The rows on screen, possibly of the filters before. */
  frame: Frame | null;
  /** Newer rows are on their way. */
  busy: boolean;
  problem: Problem | null;
  cachedAt: string | null;
  truncated: boolean;
  elapsed: number;
  /** When the rows came, in the reader's clock. */
  at: number;
}

const WAITING: TileState = {
  phase: "waiting",
  frame: null,
  busy: false,
  problem: null,
  cachedAt: null,
  truncated: false,
  elapsed: 0,
  at: 0,
};

export interface TileAsk {
  tile: string;
  filters: Filter[];
  fresh: boolean;
  /** Asked in a request of its own, so that many rows do not hold up the others. */
  alone: boolean;
}

interface Flight {
  leave: AbortController;
  waiting: Set<string>;
}

export class TileStore {
  private readonly states = new Map<string, TileState>();
  private readonly readers = new Map<string, Set<() => void>>();
  private readonly flights = new Set<Flight>();
  private readonly all = new Set<() => void>();

  constructor(
    private readonly fetchData: (ask: DataAsk, signal: AbortSignal) => Promise<Response>,
    /** Access to the whole report was taken away or the session ended. */
    private readonly onGone: (error: ApiError) => void,
  ) {}

  get(tile: string): TileState {
    return this.states.get(tile) ?? WAITING;
  }

  subscribe(tile: string, reader: () => void): () => void {
    const readers = this.readers.get(tile) ?? new Set();
    this.readers.set(tile, readers.add(reader));
    return () => readers.delete(reader);
  }

  /** For what shows something of all tiles together. */
  subscribeAll(reader: () => void): () => void {
    this.all.add(reader);
    return () => this.all.delete(reader);
  }

  /** Asks for tiles; those with the same filters share a request. */
  load(asks: readonly TileAsk[]): void {
    const groups = new Map<string, TileAsk[]>();
    for (const ask of asks) {
      const key = `${ask.alone ? ask.tile : ""}\u0000${ask.fresh}\u0000${JSON.stringify(ask.filters)}`;
      groups.set(key, [...(groups.get(key) ?? []), ask]);
    }
    for (const ask of asks) this.supersede(ask.tile);
    for (const ask of asks) this.set(ask.tile, { ...this.get(ask.tile), busy: true });
    for (const group of groups.values()) void this.request(group);
  }

  /** Cancels everything under way and forgets all rows. */
  clear(): void {
    for (const flight of this.flights) flight.leave.abort();
    this.flights.clear();
    for (const tile of this.states.keys()) this.set(tile, WAITING);
  }

  /** Cancels everything under way and keeps what is on screen. */
  cancel(): void {
    for (const flight of this.flights) flight.leave.abort();
    this.flights.clear();
  }

  private async request(group: readonly TileAsk[]): Promise<void> {
    const first = group[0];
    if (first === undefined) return;
    const tiles = group.map((ask) => ask.tile);
    const flight: Flight = { leave: new AbortController(), waiting: new Set(tiles) };
    this.flights.add(flight);
    try {
      const response = await this.fetchData(
        { tiles, filters: first.filters, ...(first.fresh && { fresh: true }) },
        flight.leave.signal,
      );
      if (response.body === null) throw new FramesError("no body");
      await this.receive(response.body, tiles, flight);
      this.fail(flight, { ...BROKEN, code: "incomplete" });
    } catch (error) {
      if (flight.leave.signal.aborted) return;
      if (error instanceof ApiError && [401, 403, 404].includes(error.status)) {
        this.clear();
        this.onGone(error);
        return;
      }
      this.fail(flight, error instanceof ApiError ? error.problem : BROKEN);
    } finally {
      this.flights.delete(flight);
    }
  }

  private async receive(body: ReadableStream<Uint8Array>, tiles: readonly string[], flight: Flight): Promise<void> {
    const arriving = new Map<number, { tile: string; columns: Column[]; cachedAt: string | null; parts: Uint8Array[] }>();
    for await (const frame of readFrames<Column, Problem>(body)) {
      const open = arriving.get(frame.index);
      switch (frame.kind) {
        case "header":
          arriving.set(frame.index, {
            tile: frame.header.tile,
            columns: frame.header.columns,
            cachedAt: frame.header.cached_at,
            parts: [],
          });
          break;
        case "bytes":
          open?.parts.push(frame.bytes);
          break;
        case "end": {
          arriving.delete(frame.index);
          if (open === undefined) break;
          const rows = open.parts.length === 0 ? emptyFrame(open.columns) : frameFromArrow(open.columns, concat(open.parts));
          this.arrive(flight, open.tile, {
            phase: "ready",
            frame: rows,
            busy: false,
            problem: null,
            cachedAt: open.cachedAt,
            truncated: frame.end.truncated,
            elapsed: frame.end.elapsed_ms,
            at: Date.now(),
          });
          break;
        }
        case "error": {
          arriving.delete(frame.index);
          const tile = open?.tile ?? tiles[frame.index];
          if (tile !== undefined) this.arrive(flight, tile, failed(isProblem(frame.problem) ? frame.problem : BROKEN));
          break;
        }
      }
    }
  }

  private arrive(flight: Flight, tile: string, state: TileState): void {
    // A tile asked again meanwhile belongs to the newer request.
    if (flight.waiting.delete(tile)) this.set(tile, state);
  }

  private fail(flight: Flight, problem: Problem): void {
    for (const tile of flight.waiting) this.set(tile, failed(problem));
    flight.waiting.clear();
  }

  private supersede(tile: string): void {
    for (const flight of this.flights) {
      if (!flight.waiting.delete(tile) || flight.waiting.size > 0) continue;
      flight.leave.abort();
      this.flights.delete(flight);
    }
  }

  private set(tile: string, state: TileState): void {
    this.states.set(tile, state);
    this.readers.get(tile)?.forEach((reader) => reader());
    this.all.forEach((reader) => reader());
  }
}

/** Nothing of the former rows stays on screen beside a refusal. */
function failed(problem: Problem): TileState {
  return { ...WAITING, phase: "failed", problem, at: Date.now() };
}

const BROKEN: Problem = { type: "about:blank", title: "", status: 0, code: "broken_stream", detail: "" };
