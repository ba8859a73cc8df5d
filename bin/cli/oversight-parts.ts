import type { AuthorisationDate, ReadRegistry } from '../../dashboard/wire-oversight.ts';
import type { Source } from '../../queue/contracts/index.ts';
import { createOversight, type Oversight, type Replayer } from '../../queue/oversight/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { listReleases, readRelease as readKeptRelease } from '../../queue/storage/index.ts';
import { createScorer, type Scorer, shippedPacksDir } from '../../rules/index.ts';
import { authorisationNotices } from '../../workers/sources/index.ts';
import type { Records } from './records.ts';
import type { RuleSet } from './rule-set.ts';
import { makeRegistry } from './rules/make-registry.ts';
import { readRelease, releaseFile } from './rules/release-file.ts';
import type { RulesWork } from './rules-work.ts';

export interface OversightParts {
  readonly oversight: Oversight;
  readonly registry: () => Promise<ReadRegistry>;
  readonly authorisations: () => Promise<AuthorisationDate[]>;
}

interface Given {
  readonly records: Records;
  readonly rules: RuleSet;
  readonly packsDir: string | undefined;
  readonly work: RulesWork;
  readonly sources: () => Promise<ReadonlyMap<string, Source>>;
}

/** What the oversight console works with: records, releases that were in force, the registry and the dates of authorisations. */
export function oversightParts({ records, rules, packsDir, work, sources }: Given): OversightParts {
  const { desk: db } = records.database;
  const replayer = createReplayer(records, rules, work);
  let reading: Promise<ReadRegistry> | undefined;
  return {
    oversight: createOversight({ db, vault: records.vault, clock: SYSTEM_CLOCK, replayer }),
    registry() {
      // The rules of a process never change.
      reading ??= readRegistry(records, rules, packsDir ?? shippedPacksDir(), work).catch(
        (error: unknown) => {
          reading = undefined;
          throw error;
        },
      );
      return reading;
    },
    async authorisations() {
      const all = [...(await sources()).values()];
      return all.flatMap((source) =>
        authorisationNotices(source, SYSTEM_CLOCK.now()).map((notice): AuthorisationDate => {
          const sourceId = source.id;
          if (notice.kind === 'placeholder') return { sourceId, kind: notice.kind };
          const { kind, field } = notice;
          return { sourceId, kind, field, day: source.authorisation[field] };
        }),
      );
    },
  };
}

function createReplayer({ database }: Records, rules: RuleSet, work: RulesWork): Replayer {
  let current: Scorer | undefined;
  return {
    async withRelease(post, release, holds) {
      // The release in force is compiled already.
      if (release === rules.release) return createScorer(rules.compiled, { release, holds }).score(post);
      const kept = await readKeptRelease(database.desk, release);
      if (kept === undefined) return null;
      return work.replay({ release, digest: kept.digest, packs: kept.packs, holds, post });
    },
    async withToday(post) {
      current ??= createScorer(rules.compiled, { release: rules.release });
      return current.score(post);
    },
  };
}

async function readRegistry(
  { database }: Records,
  rules: RuleSet,
  dir: string,
  work: RulesWork,
): Promise<ReadRegistry> {
  const [{ digest, registered, terms }, record, inForce] = await Promise.all([
    work.registry({ dir }),
    readRelease(releaseFile(dir)),
    listReleases(database.desk),
  ]);
  return {
    registry: makeRegistry(registered, { digest, release: rules.release, record, inForce }),
    termsOf: (rule) => terms.get(rule) ?? [],
  };
}
