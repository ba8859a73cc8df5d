import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, isMap, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { Source } from '../../queue/contracts/index.ts';
import { messageOf } from '../../queue/runtime/errors.ts';
import { readApiKey } from './api-key.ts';
import { describeIssue, type IssueAt } from './describe-issue.ts';

const MAX_FILE_BYTES = 1024 * 1024;

/** What is wrong with a source file, and where; lines and columns count from 1. */
export interface SourceFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A source with the file that holds it. */
export interface LocatedSource {
  readonly source: Source;
  readonly file: string;
  /** Where a value stands in the file. */
  placeOf(path: readonly string[]): Pick<SourceFault, 'line' | 'column'>;
}

export type LoadedSources =
  | { readonly ok: true; readonly sources: Source[]; readonly located: LocatedSource[] }
  /** `located`: the sources of the files that have no fault. */
  | { readonly ok: false; readonly faults: SourceFault[]; readonly located: LocatedSource[] };

type Report = (offset: number, message: string) => unknown;

/**
 * Reads every `*.yml` of a folder, one source per file, and tells all faults at once. An authorisation that has expired is
 * no fault here: the source exists, its state says `expired`, and collecting it is refused.
 */
export async function loadSources(folder: string): Promise<LoadedSources> {
  const faults: SourceFault[] = [];
  const located: LocatedSource[] = [];
  const seen = new Map<string, string>();
  for (const file of await listFiles(folder, faults)) {
    const text = await readSmall(file, faults);
    if (text === undefined) continue;
    const lines = new LineCounter();
    const placeAt = (offset: number) => {
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const report: Report = (offset, message) => faults.push({ file, ...placeAt(offset), message });
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: true,
      strict: true,
      version: '1.2',
    });
    const source = readSource(document, report);
    if (source === undefined) continue;
    await checkApiKey(source, (message) => report(offsetOf(document, API_KEY_FILE), message));
    const earlier = seen.get(source.id);
    if (earlier === undefined) {
      seen.set(source.id, file);
      const placeOf = (path: readonly string[]) =>
        placeAt(offsetOf(document, { path: [...path], atKey: false }));
      located.push({ source, file, placeOf });
    } else {
      const offset = offsetOf(document, { path: ['id'], atKey: false });
      report(
        offset,
        `expected an id of its own, found "${source.id}", which ${earlier} has too; rename one of them`,
      );
    }
  }
  if (faults.length === 0) return { ok: true, sources: located.map(({ source }) => source), located };
  // Files are read in order already; the schema tells its faults in an order of its own.
  faults.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
  return { ok: false, faults, located };
}

const API_KEY_FILE = { path: ['apiKeyFile'], atKey: false };

async function checkApiKey(source: Source, report: (message: string) => void): Promise<void> {
  if (source.kind === 'import' || source.apiKeyFile === undefined) return;
  await readApiKey(source.apiKeyFile).catch((error: unknown) => report(messageOf(error)));
}

async function listFiles(folder: string, faults: SourceFault[]): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.yml') || name.endsWith('.yaml'))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    faults.push(
      atStart(
        folder,
        `expected a folder with source files, found none that can be read (${messageOf(error)})`,
      ),
    );
    return [];
  }
}

async function readSmall(file: string, faults: SourceFault[]): Promise<string | undefined> {
  try {
    const { size } = await stat(file);
    if (size <= MAX_FILE_BYTES) return await readFile(file, 'utf8');
    faults.push(
      atStart(file, `expected at most ${MAX_FILE_BYTES} bytes, found ${size}; one file holds one source`),
    );
  } catch (error) {
    faults.push(
      atStart(file, `expected a readable file, found none (${messageOf(error)}); check its permissions`),
    );
  }
  return undefined;
}

function readSource(document: Document.Parsed<ParsedNode>, report: Report): Source | undefined {
  const problems = [...document.errors, ...document.warnings];
  for (const problem of problems) {
    report(problem.pos[0], `expected valid YAML, found a fault: ${problem.message.split(/ at line |\n/)[0]}`);
  }
  if (problems.length > 0) return undefined;
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    report(0, 'expected a file without aliases (*name), found one; write the value out');
    return undefined;
  }
  if (!isMap(document.contents)) {
    report(
      0,
      'expected one source, written as "key: value" lines, found something else; one file holds one source',
    );
    return undefined;
  }
  const parsed = Source.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    for (const fault of describeIssue(issue, value)) report(offsetOf(document, fault), fault.message);
  }
  return undefined;
}

/** Where a value (or its key) starts; for a missing one, where the mapping that lacks it starts. */
function offsetOf(document: Document.Parsed<ParsedNode>, at: Pick<IssueAt, 'path' | 'atKey'>): number {
  for (let length = at.path.length; length > 0; length -= 1) {
    const parent = document.getIn(at.path.slice(0, length - 1), true) ?? document.contents;
    const last = at.path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find((item) => isScalar(item.key) && item.key.value === last)
      : undefined;
    if (pair === undefined) continue;
    const wantsKey = at.atKey || length < at.path.length || pair.value === null;
    const node = wantsKey ? pair.key : pair.value;
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    if (Array.isArray(range) && typeof range[0] === 'number') return range[0];
  }
  return document.contents?.range[0] ?? 0;
}

function atStart(file: string, message: string): SourceFault {
  return { file, line: 1, column: 1, message };
}
