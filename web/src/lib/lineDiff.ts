/** What became of a text, line by line. Pure. */
export interface DiffLine {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Beyond so many lines that differ, the old ones are shown as removed and the new ones as added. */
const MOST = 600;

export function lineDiff(before: string, after: string): DiffLine[] {
  const old = lines(before);
  const now = lines(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const same = (text: string): DiffLine => ({ kind: "same", text });
  return [
    ...old.slice(0, start).map(same),
    ...between(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map(same),
  ];
}

/** Only the lines that changed, with this many around them; null stands for what is left out. */
export function around(diff: readonly DiffLine[], context = 2): (DiffLine | null)[] {
  const near = diff.map((_, at) => diff.slice(Math.max(0, at - context), at + context + 1).some((line) => line.kind !== "same"));
  return diff.flatMap((line, at) => (near[at] ? [line] : near[at - 1] === true || at === 0 ? [null] : []));
}

function lines(text: string): string[] {
  const all = text.split("\n");
  return all.at(-1) === "" ? all.slice(0, -1) : all;
}

/** The longest common lines stay; the rest comes and goes. */
function between(old: string[], now: string[]): DiffLine[] {
  const removed = (text: string): DiffLine => ({ kind: "removed", text });
  const added = (text: string): DiffLine => ({ kind: "added", text });
  if (old.length > MOST || now.length > MOST) return [...old.map(removed), ...now.map(added)];
  const length = old.map(() => new Array<number>(now.length + 1).fill(0));
  length.push(new Array<number>(now.length + 1).fill(0));
  const at = (i: number, j: number): number => length[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      (length[i] as number[])[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: DiffLine[] = [];
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      found.push({ kind: "same", text: old[i] as string });
      i += 1;
      j += 1;
    } else if (i < old.length && (j === now.length || at(i + 1, j) >= at(i, j + 1))) found.push(removed(old[i++] as string));
    else found.push(added(now[j++] as string));
  }
  return found;
}
