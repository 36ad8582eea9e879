import { describe, expect, it } from "vitest";
import { concat, encodeFrame, FrameDecoder, FramesError, readFrames } from "./frames";

const header = { tile: "tile_1", columns: [{ name: "a" }], cached_at: null };
const end = { rows: 3, truncated: false, elapsed_ms: 5 };
const stream = concat([
  encodeFrame(1, 0, header),
  encodeFrame(1, 1, { ...header, tile: "tile_é" }),
  encodeFrame(2, 1, new Uint8Array([1, 2, 3])),
  encodeFrame(2, 0, new Uint8Array([9])),
  encodeFrame(2, 1, new Uint8Array([])),
  encodeFrame(3, 1, end),
  encodeFrame(4, 0, { code: "missing_attribute" }),
]);

function decodeInChunks(size: number): unknown[] {
  const decoder = new FrameDecoder();
  const frames: unknown[] = [];
  for (let at = 0; at < stream.length; at += size) frames.push(...decoder.push(stream.slice(at, at + size)));
  decoder.finish();
  return frames;
}

describe("FrameDecoder", () => {
  it("gives the same frames however the network cuts the stream", () => {
    const whole = decodeInChunks(stream.length);
    expect(whole).toHaveLength(7);
    for (let size = 1; size < stream.length; size += 1) expect(decodeInChunks(size)).toEqual(whole);
  });

  it("keeps tiles apart and payloads whole", () => {
    expect(decodeInChunks(5)).toMatchObject([
      { kind: "header", index: 0, header },
      { kind: "header", index: 1, header: { tile: "tile_é" } },
      { kind: "bytes", index: 1, bytes: new Uint8Array([1, 2, 3]) },
      { kind: "bytes", index: 0, bytes: new Uint8Array([9]) },
      { kind: "bytes", index: 1, bytes: new Uint8Array([]) },
      { kind: "end", index: 1, end },
      { kind: "error", index: 0, problem: { code: "missing_attribute" } },
    ]);
  });

  it("refuses half a frame at the end, unknown kinds, absurd lengths and broken JSON", () => {
    const half = new FrameDecoder();
    half.push(stream.slice(0, stream.length - 1));
    expect(() => half.finish()).toThrow(FramesError);
    expect(() => new FrameDecoder().push(new Uint8Array([7, 0, 0, 0, 0, 0, 0]))).toThrow("unknown kind");
    expect(() => new FrameDecoder().push(new Uint8Array([2, 0, 0, 255, 255, 255, 255]))).toThrow("too large");
    expect(() => new FrameDecoder().push(encodeFrame(1, 0, new Uint8Array([0xff, 0x7b])))).toThrow("no valid JSON");
  });

  it("does not alias the chunk it was given", () => {
    const chunk = encodeFrame(2, 0, new Uint8Array([1, 2, 3]));
    const [frame] = new FrameDecoder().push(chunk);
    chunk.fill(0);
    expect(frame).toMatchObject({ bytes: new Uint8Array([1, 2, 3]) });
  });
});

describe("readFrames", () => {
  it("cancels the body when the reader leaves", async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(stream.slice(0, 120));
      },
      cancel() {
        cancelled = true;
      },
    });
    for await (const frame of readFrames(body)) {
      expect(frame.kind).toBe("header");
      break;
    }
    expect(cancelled).toBe(true);
  });
});
