import type { AuthorisationDate, ReadRegistry } from '../../dashboard/wire-oversight.ts';
import type { Source } from '../../queue/contracts/index.ts';
import { createOversight, type Oversight } from '../../queue/oversight/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { authorisationNotices } from '../../workers/sources/index.ts';
import type { Records } from './records.ts';
import { createReplayer, type ReplayerParts } from './replayer.ts';
import type { RuleFolders, RuleSet } from './rule-set.ts';
import { registryReader } from './rules/registry-reader.ts';
import type { RulesWork } from './rules-work.ts';

export interface OversightParts {
  readonly oversight: Oversight;
  readonly registry: () => Promise<ReadRegistry>;
  readonly authorisations: () => Promise<AuthorisationDate[]>;
}

interface Given {
  readonly records: Records;
  readonly rules: RuleSet;
  readonly folders: RuleFolders;
  readonly scorerWith: ReplayerParts['scorerWith'];
  readonly work: RulesWork;
  readonly sources: () => Promise<ReadonlyMap<string, Source>>;
}

/** What the oversight console works with: records, releases that were in force, the registry and the dates of authorisations. */
export function oversightParts(given: Given): OversightParts {
  const { records, sources } = given;
  const { desk: db } = records.database;
  const replayer = createReplayer({ ...given, db });
  return {
    oversight: createOversight({ db, vault: records.vault, clock: SYSTEM_CLOCK, replayer }),
    registry: registryReader({ ...given, db }),
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
