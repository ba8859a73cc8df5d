import type { Kysely } from 'kysely';
import type { CoverageReport, ProbeResults } from '../contracts/coverage.ts';
import type { Clock } from '../runtime/clock.ts';
import { readCountedContent, readCountedFinds } from '../storage/coverage-rows.ts';
import {
  monthsUpTo,
  readHeldRules,
  readLogRange,
  readSourceHealth,
  readStop,
  type Schema,
} from '../storage/index.ts';
import { classifyCoverage } from './classify.ts';

/** Months that count as now: this one and the one before, since counters are told apart by months. */
const NOW_MONTHS = 2;
/** Months that are looked at for when something last came. */
const MEMORY_MONTHS = 12;
/** Probes are made again after this long, ms, and at once where holds have changed. */
const PROBES_KEPT_MS = 15 * 60_000;

/** Scores the invented posts of the packs with the rules in force and these holds; nothing of it is kept. */
export type Probe = (holds: readonly string[]) => Promise<Omit<ProbeResults, 'holds' | 'at'>>;

export interface Coverage {
  report(): Promise<CoverageReport>;
}

/** Where Vigie looks, what came, and where it would see nothing. */
export function createCoverage(parts: {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly probe: Probe;
}): Coverage {
  const { db, clock } = parts;
  const probes = keptProbes(parts.probe, clock);
  return {
    async report() {
      const at = new Date(clock.now());
      const now = monthsUpTo(at, NOW_MONTHS);
      const memory = monthsUpTo(at, MEMORY_MONTHS);
      const [sources, content, finds, log, stop, probed] = await Promise.all([
        readSourceHealth(db),
        readCountedContent(db, memory),
        readCountedFinds(db, memory),
        readLogRange(db, now),
        readStop(db),
        readHeldRules(db).then(probes),
      ]);
      const { languages: _, rules: __, ...told } = probed;
      return {
        ...now,
        since: memory.from,
        probes: told,
        log,
        ...classifyCoverage({
          from: now.from.slice(0, 7),
          sources,
          isStopped: stop !== null,
          content,
          finds,
          probes: probed,
        }),
      };
    },
  };
}

/** Many who look at once share one run; a failed one is not kept. */
function keptProbes(probe: Probe, clock: Clock): (holds: readonly string[]) => Promise<ProbeResults> {
  let last:
    | { readonly key: string; readonly at: number; readonly results: Promise<ProbeResults> }
    | undefined;
  return (holds) => {
    const key = holds.join(' ');
    const at = clock.now();
    if (last?.key === key && at - last.at < PROBES_KEPT_MS) return last.results;
    const results = probe(holds).then((found) => ({ ...found, holds, at: new Date(at).toISOString() }));
    const run = { key, at, results };
    last = run;
    results.catch(() => {
      if (last === run) last = undefined;
    });
    return results;
  };
}
