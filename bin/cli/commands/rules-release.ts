import { AppError } from '../../../queue/runtime/errors.ts';
import {
  checkRelease,
  compiledRulesDir,
  compileForLint,
  compileParsed,
  lintPacks,
  liveDigestOf,
  type ParsedPacks,
  type ReleaseRecord,
  recordOfLive,
  runExamples,
  standingRecord,
  worseTreatment,
} from '../../../rules/index.ts';
import { EXIT } from '../exit.ts';
import { configFrom } from '../program.ts';
import { describeParent } from '../rules/describe-release.ts';
import { type FirstOptions, requireNoneKnown } from '../rules/known-release.ts';
import { type PacksOption, packsFolder, readSoundPacks } from '../rules/read-packs.ts';
import { readApprovers, readRelease, releaseFile, writeRelease } from '../rules/release-file.ts';
import { firstProblem, parentProblem, signedProblem } from '../rules/release-parent.ts';
import { NOTHING, packsOf, workOut } from '../rules/release-work.ts';
import { say, warn } from '../terminal.ts';

export interface PrepareOptions extends PacksOption, FirstOptions {
  readonly against?: string;
  readonly returnTo?: string;
  readonly posts?: readonly string[];
}

/** Writes the record that approvers sign: what changed, and what the change does to the given posts. */
export async function prepareRelease(options: PrepareOptions): Promise<number> {
  const after = await readSoundPacks(options);
  await requireSound(after);
  const path = releaseFile(packsFolder(options));
  const standing = await readRelease(path);
  const problem = signedProblem(standing, after.digest);
  if (problem !== null) throw new AppError('usage.invalid', `${path}: ${problem}`);
  const now = { digest: after.digest, live: liveDigestOf(packsOf(after)) };
  const { before, parent } = await packsBefore(options, { path, standing, digest: after.digest });
  const returnsTo = await releaseReturnedTo(options, now);
  const liveFrom = parent === null || returnsTo !== undefined ? undefined : recordOfLive(parent, now.live);
  const record: ReleaseRecord = {
    version: 1,
    ...now,
    parent: before === NOTHING ? null : before.digest,
    isReturn: returnsTo !== undefined,
    createdOn: new Date().toISOString().slice(0, 10),
    ...(await workOut({ before, after, returnsTo, posts: options.posts })),
    signatures: [],
    ...(liveFrom && { liveFrom }),
    ...(returnsTo && { returnsTo }),
  };
  await writeRelease(path, record);
  // An approver would be the first to hear, and this record has taken the place of the one before.
  if (!record.isReturn) for (const reason of worseTreatment(record)) warn(`rules.treats-worse: ${reason}`);
  say(`${path}: ${record.changes.length} change(s), measured on ${record.measured.length} file(s), unsigned`);
  say(describeParent(record));
  return EXIT.done;
}

/** What lint calls an error, and examples that come out wrong, are not released. */
async function requireSound(parsed: ParsedPacks): Promise<void> {
  const compiled = await compileForLint(parsed, compiledRulesDir());
  const errors = lintPacks(parsed, [], compiled).filter(({ level }) => level === 'error');
  const { failures } = runExamples(parsed.located, await compileParsed(parsed, compiledRulesDir()));
  if (errors.length + failures.length === 0) return;
  throw new AppError(
    'config.rules',
    `expected packs without errors, found ${errors.length} in "vigie rules lint" and ${failures.length} wrong example(s) in "vigie rules test"; mend them first`,
  );
}

/** What the changes are counted from: packs that were released, not any folder, which could be the changed packs themselves. */
async function packsBefore(
  { against, returnTo, ...options }: PrepareOptions,
  now: { readonly path: string; readonly standing: ReleaseRecord | null; readonly digest: string },
): Promise<{ before: ParsedPacks; parent: ReleaseRecord | null }> {
  if (against !== undefined) {
    const before = await readSoundPacks({ packs: against });
    const parent = await readRelease(releaseFile(against));
    const problem = parentProblem(parent, before.digest, now.digest);
    if (problem !== null) throw new AppError('config.rules', `--against ${against}: ${problem}`);
    return { before, parent };
  }
  if (returnTo === undefined) {
    const problem = firstProblem(now.standing, now.digest);
    if (problem !== null) throw new AppError('usage.invalid', `${now.path}: ${problem}`);
    await requireNoneKnown(now.digest, options);
  }
  return { before: NOTHING, parent: null };
}

async function releaseReturnedTo(
  { returnTo }: PrepareOptions,
  now: { readonly digest: string; readonly live: string },
) {
  if (returnTo === undefined) return undefined;
  const earlier = await readRelease(returnTo);
  if (earlier === null)
    throw new AppError('usage.invalid', `expected an earlier release.json at ${returnTo}, found none`);
  const approvers = await readApprovers(configFrom({}).configDir);
  const [problem] = checkRelease(earlier, { ...now, approvers });
  if (problem !== undefined)
    throw new AppError('config.rules', `${returnTo}: ${problem.code}: ${problem.message}`);
  return standingRecord(earlier);
}
