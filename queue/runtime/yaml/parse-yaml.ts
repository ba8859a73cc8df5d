import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
} from 'yaml';
import type { z } from 'zod';
import type { FileFault, Place } from '../file-fault.ts';
import { describeIssue, type IssueAt } from './describe-issue.ts';

export interface YamlFile<T> {
  /** `undefined` where the file has a fault. */
  readonly value: T | undefined;
  readonly faults: FileFault[];
  /** Where a value stands; for a missing one, where the mapping or the entry of a list that lacks it starts. */
  placeOf(path: readonly string[]): Place;
}

export interface YamlShape<T> {
  readonly schema: z.ZodType<T>;
  /** What one file holds, such as `one source`. */
  readonly holds: string;
  /** Why there is no such key, where there is more to say than that. */
  whyUnknown?(key: string): string | undefined;
}

/** Reads a text, and tells all its faults at once; it never throws for what the text says. */
export function parseYaml<T>(file: string, text: string, shape: YamlShape<T>): YamlFile<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    strict: true,
    version: '1.2',
  });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults: FileFault[] = [];
  const report = (offset: number, message: string) => faults.push({ file, ...placeAt(offset), message });
  const value = readValue(document, shape, report);
  const placeOf = (path: readonly string[]) => placeAt(offsetOf(document, { path: [...path], atKey: false }));
  return { value, faults, placeOf };
}

function readValue<T>(
  document: Document.Parsed<ParsedNode>,
  { schema, holds, whyUnknown }: YamlShape<T>,
  report: (offset: number, message: string) => void,
): T | undefined {
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
      `expected ${holds}, written as "key: value" lines, found something else; one file holds ${holds}`,
    );
    return undefined;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    for (const fault of describeIssue(issue, value, whyUnknown))
      report(offsetOf(document, fault), fault.message);
  }
  return undefined;
}

function offsetOf(document: Document.Parsed<ParsedNode>, at: Pick<IssueAt, 'path' | 'atKey'>): number {
  for (let length = at.path.length; length > 0; length -= 1) {
    const parent = document.getIn(at.path.slice(0, length - 1), true);
    const wantsKey = at.atKey || length < at.path.length;
    const node = childOf(parent, at.path[length - 1], wantsKey);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range[0] ?? 0;
}

/** A value of a mapping or its key, which also stands for a value that is empty; or an entry of a list. */
function childOf(parent: unknown, step: string | number | undefined, wantsKey: boolean): unknown {
  if (isSeq(parent)) return parent.get(step, true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === step);
  return wantsKey || pair?.value === null ? pair?.key : pair?.value;
}
