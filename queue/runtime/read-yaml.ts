import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { AppError } from './errors.ts';

const MAX_BYTES = 1024 * 1024;

/**
 * Reads a YAML file of the configuration.
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export function readYaml<T>(path: string, schema: z.ZodType<T>): T {
  const lines = new LineCounter();
  const content = readFileSync(path, 'utf8').slice(0, MAX_BYTES);
  const document = parseDocument(content, { lineCounter: lines });
  const placeOf = (offset: number | undefined) => {
    const { line, col } = lines.linePos(offset ?? 0);
    return `${path}:${line}:${col}`;
  };
  const faults = document.errors.map((error) => `${placeOf(error.pos[0])}: ${error.message.split('\n')[0]}`);
  if (faults.length === 0) {
    const parsed = schema.safeParse(document.toJS({ maxAliasCount: 0 }));
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const node = document.getIn(issue.path as string[], true) as { range?: [number] } | undefined;
      faults.push(`${placeOf(node?.range?.[0])}: ${issue.path.join('.')}: ${issue.message}`);
    }
  }
  throw new AppError('config.invalid', faults.join('\n'), { faults });
}
