/** A stretch of the text to be marked; offsets are UTF-16 units, the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Segment {
  readonly text: string;
  readonly start: number;
  /** Which of the given spans cover this segment, by their position in the list; empty between spans. */
  readonly covers: readonly number[];
}

/**
 * Cuts the text at every edge of a span, so that overlapping spans can be shown side by side: the segments joined are
 * the text, and the segments that name a span joined are exactly its words. A span outside the text is clipped, an
 * empty one ignored, and no edge ever cuts a surrogate pair.
 */
export function splitSpans(text: string, spans: readonly Span[]): Segment[] {
  const clipped = spans.map((span) => clip(text, span));
  const edges = new Set([0, text.length]);
  const opens = new Map<number, number[]>();
  const closes = new Map<number, number[]>();
  clipped.forEach((span, index) => {
    if (span === null) return;
    edges.add(span.start).add(span.end);
    opens.set(span.start, [...(opens.get(span.start) ?? []), index]);
    closes.set(span.end, [...(closes.get(span.end) ?? []), index]);
  });
  const cuts = [...edges].sort((a, b) => a - b);
  const open = new Set<number>();
  const segments: Segment[] = [];
  cuts.forEach((start, at) => {
    for (const index of closes.get(start) ?? []) open.delete(index);
    for (const index of opens.get(start) ?? []) open.add(index);
    const end = cuts[at + 1];
    if (end === undefined) return;
    segments.push({ text: text.slice(start, end), start, covers: [...open].sort((a, b) => a - b) });
  });
  return segments;
}

function clip(text: string, span: Span): Span | null {
  let start = Math.max(0, Math.min(text.length, Math.trunc(span.start)));
  let end = Math.max(0, Math.min(text.length, Math.trunc(span.end)));
  if (!(start < end)) return null;
  if (isInsidePair(text, start)) start -= 1;
  if (isInsidePair(text, end)) end += 1;
  return { start, end };
}

function isInsidePair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
