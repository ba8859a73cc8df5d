import { existsSync } from 'node:fs';
import { AppError } from '../../../queue/runtime/errors.ts';
import { type ParsedPacks, type ReleaseRecord, recordDifferences } from '../../../rules/index.ts';
import type { SharedOptions } from '../program.ts';
import { packsAgainst } from './packs-against.ts';
import { readRelease, releaseFile } from './release-file.ts';
import { otherParentProblem, parentProblem } from './release-parent.ts';
import { NOTHING, workOut } from './release-work.ts';

export interface AgainstOptions extends SharedOptions {
  /** The packs of the record's parent: a folder, or the id of a release. */
  readonly against?: string;
  readonly posts?: readonly string[];
}

/** A record beside its packs. */
interface BesidePacks {
  readonly record: ReleaseRecord;
  readonly parsed: ParsedPacks;
}

/** What came of working a record out again. */
interface HeldAgainst {
  /** Why it is not to be signed; `null` where it says what packs and posts do. */
  readonly differs: string | null;
  /** SHA-256 of the files of posts that were measured again. */
  readonly again: readonly string[];
}

/** Differences told; a record of other packs may differ in every rule. */
const TOLD = 10;

/**
 * Works out again what a record says, of the packs themselves and of posts that are given. `null` where the packs of its parent were not
 * named, as nothing can be said of its changes then.
 * @throws AppError `config.rules`, `usage.invalid` where the packs that were named are not its parent's
 */
export async function holdAgainst(
  { record, parsed }: BesidePacks,
  { against, posts, ...options }: AgainstOptions,
): Promise<HeldAgainst | null> {
  const before = await packsOfParent(record, against, options);
  if (before === null) return null;
  const worked = await workOut({ before, after: parsed, returnsTo: record.returnsTo, posts });
  const found = recordDifferences(record, worked);
  const more = found.length > TOLD ? [`and ${found.length - TOLD} more`] : [];
  const told = [...found.slice(0, TOLD), ...more].map((line) => `\n  ${line}`).join('');
  return {
    differs:
      found.length === 0
        ? null
        : `expected a record that says what packs and posts do, found one that says otherwise; do not sign it, have it prepared anew with "vigie rules release prepare"${told}`,
    again: worked.measured.map(({ sha256 }) => sha256),
  };
}

async function packsOfParent(
  record: ReleaseRecord,
  against: string | undefined,
  options: SharedOptions,
): Promise<ParsedPacks | null> {
  if (against === undefined) return record.parent === null ? NOTHING : null;
  const before = await packsAgainst(against, options);
  // What has an id was released; a folder may be anybody's.
  const folderProblem = existsSync(against)
    ? parentProblem(await readRelease(releaseFile(against)), before.digest, record.digest)
    : null;
  const problem = otherParentProblem(record, before.digest) ?? folderProblem;
  if (problem !== null) throw new AppError('config.rules', `--against ${against}: ${problem}`);
  return before;
}
