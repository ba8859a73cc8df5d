import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../queue/runtime/errors.ts';
import {
  type Approver,
  backtest,
  changesBetween,
  checkRelease,
  lintPacks,
  type ParsedPacks,
  publicKeyOf,
  type ReleaseRecord,
  runExamples,
  signRelease,
  standingRecord,
  worseTreatment,
} from '../../../rules/index.ts';
import { EXIT } from '../exit.ts';
import { configFrom } from '../program.ts';
import { replaceFile } from '../replace-file.ts';
import { readPosts } from '../rules/post-file.ts';
import { type PacksOption, packsFolder, readSoundPacks, scorerOf } from '../rules/read-packs.ts';
import { parseRelease, readApprovers, readRelease, releaseFile } from '../rules/release-file.ts';
import { firstProblem, parentProblem, signedProblem } from '../rules/release-parent.ts';
import { readPrivateKey } from '../signing-key.ts';
import { say, sayJson, warn } from '../terminal.ts';

const NOBODY: ParsedPacks = { located: [], faults: [], digest: '' };

export interface PrepareOptions extends PacksOption {
  readonly against?: string;
  readonly returnTo?: string;
  readonly posts?: readonly string[];
}

/** Writes the record that approvers sign: what changed, and what the change does to the given posts. */
export async function prepareRelease(options: PrepareOptions): Promise<number> {
  const after = await readSoundPacks(options);
  requireSound(after);
  const path = releaseFile(packsFolder(options));
  const standing = await readRelease(path);
  const problem = signedProblem(standing, after.digest);
  if (problem !== null) throw new AppError('usage.invalid', `${path}: ${problem}`);
  const before = await packsBefore(options, { path, standing, digest: after.digest });
  const returnsTo = await releaseReturnedTo(options, after.digest);
  const record: ReleaseRecord = {
    version: 1,
    digest: after.digest,
    parent: options.against === undefined ? null : before.digest,
    isReturn: returnsTo !== undefined,
    createdOn: new Date().toISOString().slice(0, 10),
    // A return that is counted from nothing changes what its release did when it was new, and not every rule.
    changes: [
      ...((options.against === undefined ? returnsTo?.changes : undefined) ??
        changesBetween(packsOf(before), packsOf(after))),
    ],
    measured: await Promise.all((options.posts ?? []).map((file) => measure(file, before, after))),
    signatures: [],
    ...(returnsTo && { returnsTo }),
  };
  await write(path, record);
  // An approver would be the first to hear, and this record has taken the place of the one before.
  if (!record.isReturn) for (const reason of worseTreatment(record)) warn(`rules.treats-worse: ${reason}`);
  say(`${path}: ${record.changes.length} change(s), measured on ${record.measured.length} file(s), unsigned`);
  return EXIT.done;
}

export interface SignOptions extends PacksOption {
  readonly as: string;
  readonly key: string;
}

/** Adds an approver's signature to the record beside the packs. */
export async function signReleaseRecord(options: SignOptions): Promise<number> {
  const { record, path, approvers, digest } = await releaseAtHand(options);
  const key = await readPrivateKey(options.key, 'vigie rules release keygen');
  const approver = approvers.find(({ id }) => id === options.as);
  if (approver?.publicKey !== publicKeyOf(key)) {
    throw new AppError(
      'usage.invalid',
      `expected the key of an approver, found none of "${options.as}" with this key; list it in approvers.yml as\n` +
        `  - { id: ${options.as}, publicKey: "${publicKeyOf(key)}" }`,
    );
  }
  const signed = signRelease(record, options.as, key);
  const problems = checkRelease(signed, { digest, approvers });
  const refusal = problems.find(({ code }) => code !== 'rules.too-few-signatures');
  if (refusal !== undefined)
    throw new AppError('config.rules', `${path}: ${refusal.code}: ${refusal.message}`);
  await write(path, signed);
  say(`${path}: signed by ${options.as}; ${problems.length === 0 ? 'released' : problems[0]?.message}`);
  return EXIT.done;
}

/** Says whether the packs at hand are the ones that approvers signed. */
export async function verifyRelease(options: PacksOption & { readonly json?: boolean }): Promise<number> {
  const { record, approvers, digest } = await releaseAtHand(options);
  const problems = checkRelease(record, { digest, approvers });
  if (options.json) sayJson({ digest, isReleased: problems.length === 0, problems });
  else {
    for (const { code, message } of problems) say(`${code}: ${message}`);
    const by = record.signatures.map((signature) => signature.by).join(', ');
    if (problems.length === 0) say(`release ${digest.slice(0, 16)} of ${record.createdOn}, signed by ${by}`);
  }
  return problems.length === 0 ? EXIT.done : EXIT.data;
}

function packsOf({ located }: ParsedPacks) {
  return located.map(({ pack }) => pack);
}

/** What lint calls an error, and examples that come out wrong, are not released. */
function requireSound(parsed: ParsedPacks): void {
  const errors = lintPacks(parsed).filter(({ level }) => level === 'error');
  const { failures } = runExamples(parsed.located);
  if (errors.length + failures.length === 0) return;
  throw new AppError(
    'config.rules',
    `expected packs without errors, found ${errors.length} in "vigie rules lint" and ${failures.length} wrong example(s) in "vigie rules test"; mend them first`,
  );
}

/** What the changes are counted from: packs that were released, not any folder, which could be the changed packs themselves. */
async function packsBefore(
  { against, returnTo }: PrepareOptions,
  now: { readonly path: string; readonly standing: ReleaseRecord | null; readonly digest: string },
): Promise<ParsedPacks> {
  if (against !== undefined) {
    const before = await readSoundPacks({ packs: against });
    const problem = parentProblem(await readRelease(releaseFile(against)), before.digest, now.digest);
    if (problem !== null) throw new AppError('config.rules', `--against ${against}: ${problem}`);
    return before;
  }
  const problem = returnTo === undefined ? firstProblem(now.standing, now.digest) : null;
  if (problem !== null) throw new AppError('usage.invalid', `${now.path}: ${problem}`);
  return NOBODY;
}

async function releaseReturnedTo({ returnTo }: PrepareOptions, digest: string) {
  if (returnTo === undefined) return undefined;
  const earlier = await readRelease(returnTo);
  if (earlier === null)
    throw new AppError('usage.invalid', `expected an earlier release.json at ${returnTo}, found none`);
  const approvers = await readApprovers(configFrom({}).configDir);
  const [problem] = checkRelease(earlier, { digest, approvers });
  if (problem !== undefined)
    throw new AppError('config.rules', `${returnTo}: ${problem.code}: ${problem.message}`);
  return standingRecord(earlier);
}

async function measure(
  file: string,
  before: ParsedPacks,
  after: ParsedPacks,
): Promise<ReleaseRecord['measured'][number]> {
  const posts = await readPosts(file);
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  const result = backtest(scorerOf(before.located), scorerOf(after.located), posts);
  return { file: basename(file), sha256, posts: result.posts, languages: [...result.languages] };
}

async function releaseAtHand(options: PacksOption): Promise<{
  record: ReleaseRecord;
  path: string;
  digest: string;
  approvers: readonly Approver[];
}> {
  const path = releaseFile(packsFolder(options));
  const record = await readRelease(path);
  if (record === null)
    throw new AppError(
      'config.rules',
      `expected a release at ${path}, found none; make one with "vigie rules release prepare"`,
    );
  const { digest } = await readSoundPacks(options);
  return { record, path, digest, approvers: await readApprovers(configFrom({}).configDir) };
}

/** As a whole, since half a record keeps every process from starting; the packs' readers read it, whoever they are. */
async function write(path: string, record: ReleaseRecord): Promise<void> {
  const text = `${JSON.stringify(record, null, 2)}\n`;
  // A name in the packs may be longer than one in a record.
  parseRelease(path, text);
  await replaceFile(path, text, 0o644);
}
