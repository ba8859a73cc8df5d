import { AppError } from '../../../queue/runtime/errors.ts';
import {
  type Approver,
  checkRelease,
  liveDigestOf,
  type ParsedPacks,
  publicKeyOf,
  type ReleaseProblem,
  type ReleaseRecord,
  signRelease,
} from '../../../rules/index.ts';
import { EXIT } from '../exit.ts';
import { requireListedKey } from '../listed-key.ts';
import { configFrom } from '../program.ts';
import { describeParent, describeRelease } from '../rules/describe-release.ts';
import { type AgainstOptions, holdAgainst } from '../rules/held-against.ts';
import { type FirstOptions, requireNoneKnown } from '../rules/known-release.ts';
import { type PacksOption, packsFolder, readSoundPacks } from '../rules/read-packs.ts';
import {
  approversFile,
  readApprovers,
  readRelease,
  releaseFile,
  writeRelease,
} from '../rules/release-file.ts';
import { packsOf } from '../rules/release-work.ts';
import { readPrivateKey } from '../signing-key.ts';
import { say, sayJson } from '../terminal.ts';

export interface SignOptions extends PacksOption, AgainstOptions, FirstOptions {
  readonly as: string;
  readonly key: string;
}

/**
 * Adds an approver's signature to the record beside the packs. What it says is worked out again first, and shown: a record is written by
 * whoever prepares it, and what was left out of it would be signed all the same. Ends with 1 while somebody else has to sign as well.
 */
export async function signReleaseRecord(options: SignOptions): Promise<number> {
  const { record, path, approvers, approversPath, parsed, atHand } = await releaseAtHand(options);
  const key = await readPrivateKey(options.key, 'vigie rules release keygen');
  const listed = { id: options.as, publicKey: publicKeyOf(key) };
  requireListedKey(listed, { approvers, file: approversPath });
  if (record.digest === parsed.digest) {
    if (record.parent === null && !record.isReturn) await requireNoneKnown(record.digest, options);
    const held = await holdAgainst({ record, parsed }, options);
    if (held === null) throw parentNotNamed(record, path);
    say(describeRelease(record, held.again));
    if (held.differs !== null)
      throw new AppError('config.rules', `${path}: rules.record-differs: ${held.differs}`);
  }
  const signed = signRelease(record, options.as, key);
  const problems = checkRelease(signed, atHand);
  const refusal = problems.find(({ code }) => code !== 'rules.too-few-signatures');
  if (refusal !== undefined)
    throw new AppError('config.rules', `${path}: ${refusal.code}: ${refusal.message}`);
  await writeRelease(path, signed);
  say(`${path}: signed by ${options.as}; ${problems.length === 0 ? 'released' : problems[0]?.message}`);
  return problems.length === 0 ? EXIT.done : EXIT.findings;
}

function parentNotNamed({ parent }: ReleaseRecord, path: string): AppError {
  const id = parent?.slice(0, 16);
  return new AppError(
    'usage.invalid',
    `${path}: expected after --against the packs of the release that its changes are counted from (${id}), so that they are worked out again before you sign, found none; take the folder with its release.json from where it was signed ("git worktree add ../before COMMIT", then --against ../before/rules/packs), or name ${id} where the records keep it`,
  );
}

/** Says whether the packs at hand are the ones that approvers signed. */
export async function verifyRelease(options: PacksOption & AgainstOptions): Promise<number> {
  const { record, parsed, atHand } = await releaseAtHand(options);
  // Of other packs than those that were signed nothing can be worked out.
  const held = record.digest === parsed.digest ? await holdAgainst({ record, parsed }, options) : null;
  const problems: ReleaseProblem[] = [...checkRelease(record, atHand)];
  if (held !== null && held.differs !== null)
    problems.push({ code: 'rules.record-differs', message: held.differs });
  const { digest } = parsed;
  const { parent } = record;
  if (options.json) sayJson({ digest, parent, isReleased: problems.length === 0, problems });
  else {
    for (const { code, message } of problems) say(`${code}: ${message}`);
    const by = record.signatures.map((signature) => signature.by).join(', ');
    if (problems.length === 0) say(`release ${digest.slice(0, 16)} of ${record.createdOn}, signed by ${by}`);
    say(`${describeParent(record)}${held === null ? notWorkedOut(record.digest === digest) : ''}`);
  }
  return problems.length === 0 ? EXIT.done : EXIT.data;
}

function notWorkedOut(isOfThesePacks: boolean): string {
  const why = isOfThesePacks ? 'name the packs before with --against' : 'as they are those of other packs';
  return `; changes not worked out again, ${why}`;
}

/** The record beside the packs with what it is held against. */
interface ReleaseAtHand {
  readonly record: ReleaseRecord;
  readonly path: string;
  readonly parsed: ParsedPacks;
  readonly approvers: readonly Approver[];
  readonly approversPath: string;
  readonly atHand: Parameters<typeof checkRelease>[1];
}

async function releaseAtHand(options: PacksOption): Promise<ReleaseAtHand> {
  const path = releaseFile(packsFolder(options));
  const record = await readRelease(path);
  if (record === null)
    throw new AppError(
      'config.rules',
      `expected a release at ${path}, found none; make one with "vigie rules release prepare"`,
    );
  const parsed = await readSoundPacks(options);
  const { configDir } = configFrom({});
  const approvers = await readApprovers(configDir);
  const atHand = { digest: parsed.digest, live: liveDigestOf(packsOf(parsed)), approvers };
  return { record, path, parsed, approvers, approversPath: approversFile(configDir), atHand };
}
