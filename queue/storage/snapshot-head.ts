import { z } from 'zod';
import { AppError } from '../runtime/errors.ts';
import { jsonOf } from '../runtime/json-of.ts';
import { MIGRATIONS } from './migrations/index.ts';

export const SnapshotHead = z.strictObject({
  vigie: z.literal('backup'),
  /** 2: keys of texts are in a file of their own. */
  version: z.literal(2),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  /** Whether the posts are invented: a demonstration has a key and a store of its own. */
  kind: z.enum(['demo', 'real']).nullable(),
  /** Of the vault key the texts are sealed under. */
  fingerprint: z.string().nullable(),
  /** The key file's content, where the operator chose to include it. */
  vaultKey: z.string().nullable(),
  log: z.strictObject({ size: z.int(), root: z.string() }),
});
export type SnapshotHead = z.infer<typeof SnapshotHead>;

/** As much of a head as every version's has: what another one wrote beside it is nothing to us here. */
const AnyHead = z.object({ vigie: z.literal('backup'), fingerprint: z.string().nullable() });
const AnySchema = AnyHead.extend({ migrations: z.array(z.string()) });

/** Reads the first line of a snapshot. @throws AppError `backup.invalid` */
export function parseSnapshotHead(line: string | undefined): SnapshotHead {
  const given = jsonOf(line ?? '');
  requireSchema(AnySchema.safeParse(given).data?.migrations ?? []);
  const head = SnapshotHead.safeParse(given);
  if (!head.success) throw noBackup();
  return head.data;
}

/** Before the head is read closely: another version's has other fields, and is a backup all the same. */
function requireSchema(migrations: readonly string[]): void {
  if (migrations.length === 0) throw noBackup();
  const missing = Object.keys(MIGRATIONS).filter((name) => !migrations.includes(name));
  const unknown = migrations.filter((name) => !(name in MIGRATIONS));
  if (missing.length + unknown.length > 0) {
    throw invalid(
      'a backup made with the same schema',
      `one made by ${unknown.length > 0 ? 'a newer' : 'an older'} version; restore with that version, then upgrade`,
    );
  }
}

function noBackup(): AppError {
  return invalid('a backup of this program', 'a file that does not begin as one');
}

/** Which vault key sealed the texts of records that begin with this line, whatever version wrote them; `undefined` where they name none. */
export function sealedUnder(firstLine: string): string | undefined {
  return AnyHead.safeParse(jsonOf(firstLine)).data?.fingerprint ?? undefined;
}

/** What is wrong with a backup. */
export function invalid(expected: string, found: string): AppError {
  return new AppError('backup.invalid', `expected ${expected}, found ${found}; nothing was restored`);
}
