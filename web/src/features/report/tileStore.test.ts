import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import { describe, expect, it } from "vitest";
import { ApiError, type Problem } from "../../api/errors";
import { concat, encodeFrame } from "../../api/frames";
import type { DataAsk } from "../../api/reports";
import { TileStore, type TileAsk } from "./tileStore";

const columns = [{ name: "f.n", label: "N", data_type: "integer", role: "measure", format: null, grain: null }];
const arrow = tableToIPC(tableFromArrays({ "f.n": [1, 2, 3] }), { format: "stream" }) as Uint8Array;
const ask = (tile: string, more: Partial<TileAsk> = {}): TileAsk => ({ tile, filters: [], fresh: false, alone: false, ...more });
const answered = (index: number, tile: string) => [
  encodeFrame(1, index, { tile, columns, cached_at: "2026-11-22T09:00:00Z" }),
  encodeFrame(2, index, arrow.slice(0, 50)),
  encodeFrame(2, index, arrow.slice(50)),
  encodeFrame(3, index, { rows: 3, truncated: false, elapsed_ms: 7 }),
];
const refusal: Problem = { type: "x", title: "No rows for you", status: 403, code: "missing_attribute", detail: "d", hint: "h" };

function served(frames: Uint8Array[]): Response {
  return new Response(concat(frames) as Uint8Array<ArrayBuffer>);
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe("TileStore", () => {
  it("shows each tile by itself, refusals too, whatever the order", async () => {
    const asked: DataAsk[] = [];
    const store = new TileStore(
      (what) => {
        asked.push(what);
        return Promise.resolve(served([encodeFrame(4, 1, refusal), ...answered(0, "a")]));
      },
      () => undefined,
    );
    let told = 0;
    store.subscribe("a", () => (told += 1));
    store.load([ask("a"), ask("b")]);
    expect(store.get("a")).toMatchObject({ phase: "waiting", busy: true });
    await settled();
    expect(asked).toEqual([{ tiles: ["a", "b"], filters: [] }]);
    expect(store.get("a")).toMatchObject({ phase: "ready", busy: false, elapsed: 7, cachedAt: "2026-11-22T09:00:00Z" });
    expect(store.get("a").frame?.rows).toBe(3);
    expect(store.get("b")).toMatchObject({ phase: "failed", problem: refusal, frame: null });
    expect(told).toBe(2);
  });

  it("shares a request among equal filters, and gives a big tile its own", async () => {
    const asked: (string[] | undefined)[] = [];
    const store = new TileStore(
      (what) => {
        asked.push(what.tiles);
        return new Promise(() => undefined);
      },
      () => undefined,
    );
    store.load([ask("a"), ask("b", { filters: [{ field: "f.x", op: "in", values: ["1"] }] }), ask("c"), ask("d", { alone: true })]);
    await settled();
    expect(asked).toEqual([["a", "c"], ["b"], ["d"]]);
  });

  it("cancels a request when all its tiles are asked anew, and ignores what it still brings", async () => {
    const signals: AbortSignal[] = [];
    const bodies: ReadableStreamDefaultController<Uint8Array>[] = [];
    const store = new TileStore(
      (_, signal) => {
        signals.push(signal);
        return Promise.resolve(
          new Response(new ReadableStream<Uint8Array>({ start: (controller) => void bodies.push(controller) })),
        );
      },
      () => undefined,
    );
    store.load([ask("a"), ask("b")]);
    await settled();
    store.load([ask("a")]);
    expect(signals[0]?.aborted).toBe(false);
    await settled();
    for (const piece of answered(0, "a")) bodies[0]?.enqueue(piece);
    await settled();
    expect(store.get("a").phase).toBe("waiting");
    store.load([ask("b")]);
    expect(signals[0]?.aborted).toBe(true);
    store.clear();
    expect(signals.every((signal) => signal.aborted)).toBe(true);
  });

  it("fails what never came", async () => {
    const store = new TileStore(
      () => Promise.resolve(served(answered(0, "a"))),
      () => undefined,
    );
    store.load([ask("a"), ask("b")]);
    await settled();
    expect(store.get("a").phase).toBe("ready");
    expect(store.get("b")).toMatchObject({ phase: "failed", problem: { code: "incomplete" } });
  });

  it.each([401, 403, 404])("forgets every row when the report itself answers %i", async (status) => {
    let gone: ApiError | null = null;
    let turn = 0;
    const store = new TileStore(
      () => {
        turn += 1;
        if (turn === 1) return Promise.resolve(served(answered(0, "a")));
        return Promise.reject(new ApiError({ ...refusal, status }));
      },
      (error) => (gone = error),
    );
    store.load([ask("a")]);
    await settled();
    expect(store.get("a").frame).not.toBeNull();
    store.load([ask("a")]);
    await settled();
    expect(store.get("a").frame).toBeNull();
    expect(gone).toMatchObject({ status });
  });
});
