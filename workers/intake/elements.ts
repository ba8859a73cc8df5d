import { AppError } from '../../queue/runtime/errors.ts';
import { createCutter, type Place } from './element-cutter.ts';
import { createOutline, type Head, type IsWanted } from './json-outline.ts';
import { MAX_LINE_BYTES } from './lines.ts';

/** One member of a list inside a JSON document, as it stands there. */
export interface Element {
  /** Counts from 1 through the whole document. */
  readonly ordinal: number;
  /** Line on which it begins; counts from 1. */
  readonly line: number;
  /** Texts and numbers that stand before the list in the object that holds it. */
  readonly head: Head;
  /** `undefined` where it is too long to hold. */
  readonly raw: string | undefined;
  readonly fault?: string;
}

const NEWLINE = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;

/**
 * Cuts the wanted lists of one JSON document into their members without holding more than one of them, so that a document
 * may be of any size. A member that is no JSON, or too long, costs no other: where the document is indented as programs
 * indent, the next member is found even behind a quote or bracket that was never closed.
 * @throws AppError `input.invalid` where the document ends early, is no JSON, or a fault leaves open where the next member begins
 */
export async function* readElements(
  chunks: AsyncIterable<Uint8Array>,
  isWanted: IsWanted,
  maxBytes = MAX_LINE_BYTES,
): AsyncGenerator<Element[]> {
  const outline = createOutline(isWanted);
  const cutter = createCutter(maxBytes);
  const place: Place = { line: 1, indent: 0 };
  let ordinal = 0;
  let found: Element[] = [];

  function cut(bytes: Buffer, end: number): void {
    found.push({ ordinal, head: outline.head(), ...cutter.finish(bytes, end) });
  }

  /** Takes what lies around elements, byte by byte, and starts the next of them. */
  function takeOutside(byte: number, at: number): void {
    const margin = place.indent;
    if (byte === NEWLINE) {
      place.line += 1;
      place.indent = 0;
    } else if (byte !== SPACE && byte !== TAB) {
      place.indent = -1;
    } else if (margin >= 0) {
      place.indent += 1;
    }
    if (outline.startsElement(byte)) {
      ordinal += 1;
      if (cutter.start(byte, at, place.line, margin) === 'lost') throw lostAt(ordinal, place.line);
      return;
    }
    const fault = outline.take(byte);
    if (fault !== undefined) throw brokenAt(place.line, fault);
  }

  function takeAll(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; at += 1) {
      if (cutter.isOpen) {
        const stop = cutter.run(bytes, at, place);
        at = stop.at;
        if (stop.step === 'goes-on') return;
        if (stop.step === 'lost') throw lostAt(ordinal, place.line);
        cut(bytes, stop.step === 'ends' ? at + 1 : at);
        if (stop.step === 'ends') continue;
        // The byte in front of which it ended belongs to the list; where it stands on its line was counted already.
        place.indent = stop.margin;
      }
      takeOutside(bytes[at] as number, at);
    }
  }

  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    takeAll(bytes);
    cutter.hold(bytes);
    yield found;
    found = [];
  }
  if (cutter.isOpen) {
    cut(Buffer.alloc(0), 0);
    yield found;
  }
  if (outline.isWhole && !outline.hasList) throw noList();
  if (!outline.isWhole) throw brokenAt(place.line, outline.isEmpty ? 'nothing' : 'its end in the middle');
}

function noList(): AppError {
  return new AppError(
    'input.invalid',
    'expected a JSON document with a list of records, found none where this preset looks for it; check --preset',
  );
}

function lostAt(ordinal: number, line: number): AppError {
  return new AppError(
    'input.invalid',
    `expected JSON, found a fault in record ${ordinal}, line ${line}, that leaves open where the next record begins; ` +
      'mend it there and import the file again: posts that are in already are not taken twice',
  );
}

function brokenAt(line: number, found: string): AppError {
  return new AppError(
    'input.invalid',
    `expected one whole JSON document, found ${found} in line ${line}; get the whole file and import it again: posts ` +
      'that are in already are not taken twice',
  );
}
