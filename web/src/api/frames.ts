/**
 * Decoder of `application/vnd.lucarne.frames`, the one stream that carries all tiles of a tab.
 *
 * A frame is `u8 kind · u16 LE tile · u32 LE length · payload`. Frames of different tiles interleave, and the network cuts
 * the stream anywhere, so the decoder keeps what is incomplete and never looks back at what it has given out.
 */

const HEADER_BYTES = 7;
/** A single frame larger than this is not ours: stop before memory is asked for it. */
const LARGEST_FRAME = 256 * 1024 * 1024;

export interface TileHeader<C> {
  tile: string;
  columns: C[];
  cached_at: string | null;
}

export interface TileEnd {
  rows: number;
  truncated: boolean;
  elapsed_ms: number;
}

export type Frame<C, P> =
  | { kind: "header"; index: number; header: TileHeader<C> }
  | { kind: "bytes"; index: number; bytes: Uint8Array }
  | { kind: "end"; index: number; end: TileEnd }
  | { kind: "error"; index: number; problem: P };

/** The stream is not what it says it is, or stopped half way. */
export class FramesError extends Error {
  override name = "FramesError";
}

/** Feed it chunks as they arrive; each call answers the frames that became complete. */
export class FrameDecoder<C, P> {
  private rest: Uint8Array = new Uint8Array(0);
  private readonly text = new TextDecoder("utf-8", { fatal: true });

  push(chunk: Uint8Array): Frame<C, P>[] {
    const data = this.rest.length === 0 ? chunk : concat([this.rest, chunk]);
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const frames: Frame<C, P>[] = [];
    let at = 0;
    while (data.length - at >= HEADER_BYTES) {
      const length = view.getUint32(at + 3, true);
      if (length > LARGEST_FRAME) throw new FramesError(`a frame of ${length} bytes is too large`);
      const end = at + HEADER_BYTES + length;
      if (data.length < end) break;
      // A copy, because the chunk's buffer may be reused by whoever reads the network.
      const payload = data.slice(at + HEADER_BYTES, end);
      frames.push(this.frame(view.getUint8(at), view.getUint16(at + 1, true), payload));
      at = end;
    }
    this.rest = data.slice(at);
    return frames;
  }

  /** Call when the stream has ended: half a frame left over is a broken stream. */
  finish(): void {
    if (this.rest.length > 0) throw new FramesError("the stream stopped in the middle of a frame");
  }

  private frame(kind: number, index: number, payload: Uint8Array): Frame<C, P> {
    switch (kind) {
      case 1:
        return { kind: "header", index, header: this.json(payload) };
      case 2:
        return { kind: "bytes", index, bytes: payload };
      case 3:
        return { kind: "end", index, end: this.json(payload) };
      case 4:
        return { kind: "error", index, problem: this.json(payload) };
      default:
        throw new FramesError(`unknown kind of frame: ${kind}`);
    }
  }

  private json<T>(payload: Uint8Array): T {
    try {
      return JSON.parse(this.text.decode(payload)) as T;
    } catch {
      throw new FramesError("a frame holds no valid JSON");
    }
  }
}

/** The frames of a body, as they come. Leaving the loop early cancels the body and with it the server's queries. */
export async function* readFrames<C, P>(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame<C, P>> {
  const decoder = new FrameDecoder<C, P>();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield* decoder.push(value);
    }
    decoder.finish();
  } finally {
    // Cancelling a finished or broken stream is harmless; its own failure is not news.
    await reader.cancel().catch(() => undefined);
  }
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const only = parts[0];
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The other direction, for mocks and tests. */
export function encodeFrame(kind: 1 | 2 | 3 | 4, index: number, payload: Uint8Array | object): Uint8Array {
  const bytes = payload instanceof Uint8Array ? payload : new TextEncoder().encode(JSON.stringify(payload));
  const out = new Uint8Array(HEADER_BYTES + bytes.length);
  const view = new DataView(out.buffer);
  view.setUint8(0, kind);
  view.setUint16(1, index, true);
  view.setUint32(3, bytes.length, true);
  out.set(bytes, HEADER_BYTES);
  return out;
}
