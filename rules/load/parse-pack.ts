import { type Document, isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { type Pack, PackFile } from '../schema.ts';
import type { Fault, Locate } from './fault.ts';
import { illegible, type Legible, legibleIn } from './legible.ts';
import { nestingFault } from './nesting-fault.ts';
import { type PartialPack, partialPack } from './partial-pack.ts';
import { ruleFaults } from './rule-faults.ts';

/** Larger files are refused before parsing; the largest shipped pack is a fraction of this. */
const MAX_PACK_BYTES = 1024 * 1024;

/** A pack, or everything that is wrong with the file; either way what checks across packs read of it. */
export type ParsedPack =
  | { readonly ok: true; readonly pack: Pack; readonly legible: Legible }
  | {
      readonly ok: false;
      readonly faults: readonly Fault[];
      readonly legible: Legible;
      /** What is sound of it; null where it cannot be told. */
      readonly partial: PartialPack | null;
    };

/** Reads one pack from YAML text. Never throws; every fault names its line and column. */
export function parsePack(file: string, source: string): ParsedPack {
  const refused = sizeFault(file, source) ?? nestingFault(file, source);
  if (refused !== null) return unread(file, [refused]);
  const { document, lines } = readYaml(source);
  const faults = [...syntaxFaults(file, document, lines), ...aliasFaults(file, document, lines)];
  // A repeated key leaves the rest readable; anything else does not, and guesses would only add noise.
  if (faults.some(({ code }) => code !== 'rules.duplicate-key')) return unread(file, faults);
  const data: unknown = document.toJS({ maxAliasCount: 0 });
  if (data === null || data === undefined) return unread(file, [emptyFault(file)]);
  const locate = locator(document, lines);
  const legible = legibleIn(file, data, locate);
  const parsed = PackFile.safeParse(data);
  if (!parsed.success)
    faults.push(...parsed.error.issues.flatMap((issue) => issueFaults(issue, legible, data)));
  faults.push(...ruleFaults(legible));
  if (!parsed.success || faults.length > 0)
    return { ok: false, faults: inOrder(faults), legible, partial: partialPack(data, legible) };
  return { ok: true, pack: { ...parsed.data, file }, legible };
}

/**
 * A file in which nothing was wrong when it was parsed before.
 * @param source its text, which is parsed again only where a place in it is asked for
 */
export function parsedBefore(pack: Pack, source: () => string): ParsedPack {
  const { file, ...data } = pack;
  let located: Locate | undefined;
  const locate: Locate = (path, key) => {
    if (located === undefined) {
      const { document, lines } = readYaml(source());
      located = locator(document, lines);
    }
    return located(path, key);
  };
  return { ok: true, pack, legible: legibleIn(file, data, locate, data.rules) };
}

function readYaml(source: string): { readonly document: Document; readonly lines: LineCounter } {
  const lines = new LineCounter();
  const document = parseDocument(source, {
    lineCounter: lines,
    // The place is told beside the message.
    prettyErrors: false,
    strict: true,
    uniqueKeys: true,
    version: '1.2',
  });
  return { document, lines };
}

/** A file that nothing can be told of but why. */
function unread(file: string, faults: readonly Fault[]): ParsedPack {
  return { ok: false, faults, legible: illegible(file), partial: null };
}

function sizeFault(file: string, source: string): Fault | null {
  const bytes = Buffer.byteLength(source);
  if (bytes <= MAX_PACK_BYTES) return null;
  const message = `expected at most ${MAX_PACK_BYTES} bytes, found ${bytes}; split the pack by topic`;
  return { file, line: 1, column: 1, code: 'rules.too-large', message };
}

function emptyFault(file: string): Fault {
  const message =
    'expected a pack with "language" and "about", found a file with nothing in it; write them, or remove the file';
  return { file, line: 1, column: 1, code: 'rules.empty', message };
}

function inOrder(faults: readonly Fault[]): readonly Fault[] {
  return faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

function syntaxFaults(file: string, document: Document, lines: LineCounter): Fault[] {
  return [...document.errors, ...document.warnings].map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return {
      file,
      // Nothing was written yet: the first place of a file is none that the counter knows.
      line: Math.max(1, line),
      column: Math.max(1, col),
      code: error.code === 'DUPLICATE_KEY' ? 'rules.duplicate-key' : 'rules.syntax',
      message: `expected valid YAML, found: ${error.message.split('\n')[0] ?? error.code}; correct the line`,
    };
  });
}

function aliasFaults(file: string, document: Document, lines: LineCounter): Fault[] {
  const faults: Fault[] = [];
  visit(document, (_key, node) => {
    if (!isAlias(node)) return;
    const { line, col } = lines.linePos(node.range?.[0] ?? 0);
    const message = `expected plain values, found the alias "*${node.source}"; write the value out`;
    faults.push({ file, line, column: col, code: 'rules.alias', message });
  });
  return faults;
}

function locator(document: Document, lines: LineCounter): Locate {
  return (path, key) => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
      if (!isNode(node)) continue;
      const named =
        key === undefined || !isMap(node) ? undefined : node.items.find((pair) => nameOf(pair.key) === key);
      const place = isNode(named?.key) ? named.key : node;
      const { line, col } = lines.linePos(place.range?.[0] ?? 0);
      return { line, column: col };
    }
    return { line: 1, column: 1 };
  };
}

function nameOf(key: unknown): unknown {
  return isScalar(key) ? key.value : key;
}

function issueFaults(
  issue: z.core.$ZodIssue,
  { file, locate, ids }: Legible,
  data: unknown,
): readonly Fault[] {
  const where = whereIn(issue.path, ids);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const message = `expected only known keys in ${where}, found "${key}"; remove it or correct its spelling`;
      return { file, ...locate(issue.path, key), code: 'rules.unknown-key', message };
    });
  }
  const custom = issue.code === 'custom' ? issue.params?.code : undefined;
  const code = typeof custom === 'string' ? custom : 'rules.invalid';
  return [
    {
      file,
      ...locate(issue.path),
      code,
      message: `${where}: ${issue.message}, found ${shown(data, issue.path)}; correct the value`,
    },
  ];
}

/** A path as people name it: a rule by its id, which they can look for, where it has one. */
function whereIn(path: readonly PropertyKey[], ids: Legible['ids']): string {
  if (path.length === 0) return 'the pack';
  const [first, second, ...rest] = path;
  const id = first === 'rules' ? ids.find(({ index }) => index === second)?.id : undefined;
  if (id === undefined) return path.join('.');
  return rest.length === 0 ? `rule "${id}"` : `rule "${id}": ${rest.join('.')}`;
}

/** The value at a path, cut short: a fault names what stands there, not a whole rule. */
function shown(data: unknown, path: readonly PropertyKey[]): string {
  let value = data;
  for (const key of path)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
