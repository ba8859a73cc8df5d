import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { AppError } from './errors.ts';

/** What an operator may set, each within bounds that no file can leave. */
export const Policy = z.strictObject({
  retention: z.strictObject({
    /** Hours an unflagged text may lie before it is erased; the law of the house allows 24 at most. */
    unflaggedHours: z.number().positive().max(24).default(24),
    /** Days a flagged text is kept for judgment. */
    flaggedDays: z.int().min(1).max(180).default(90),
  }),
});
export type Policy = z.infer<typeof Policy>;

const MAX_POLICY_BYTES = 64 * 1024;

/**
 * Reads `policy.yml` of the configuration folder; without the file the defaults hold.
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export function loadPolicy(configDir: string): Policy {
  const path = join(configDir, 'policy.yml');
  const content = existsSync(path) ? readFileSync(path, 'utf8').slice(0, MAX_POLICY_BYTES) : 'retention: {}';
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines });
  const placeOf = (offset: number | undefined) => {
    const { line, col } = lines.linePos(offset ?? 0);
    return `${path}:${line}:${col}`;
  };
  const faults = document.errors.map((error) => `${placeOf(error.pos[0])}: ${error.message.split('\n')[0]}`);
  if (faults.length === 0) {
    const parsed = Policy.safeParse(document.toJS({ maxAliasCount: 0 }));
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const node = document.getIn(issue.path as string[], true) as { range?: [number] } | undefined;
      faults.push(`${placeOf(node?.range?.[0])}: ${issue.path.join('.')}: ${issue.message}`);
    }
  }
  throw new AppError('config.invalid', faults.join('\n'), { faults });
}
