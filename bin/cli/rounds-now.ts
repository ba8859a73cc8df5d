import type { RoundReport } from '../../workers/handlers/round-report.ts';
import { describeWaiting } from './drain.ts';

/** A round that somebody asked for, and how many posts of its source wait for a worker after it. */
export interface RoundNow extends RoundReport {
  readonly waiting: number;
}

/**
 * Runs a round of each source, one after another.
 * @param wait until the posts of a source have their lane; it answers with how many still wait
 */
export async function roundsNow<Source extends { readonly id: string }>(
  sources: readonly Source[],
  round: (source: Source) => Promise<RoundReport>,
  wait: (sourceId: string) => Promise<number>,
): Promise<RoundNow[]> {
  const rounds: RoundNow[] = [];
  for (const source of sources) {
    const report = await round(source);
    rounds.push({ ...report, waiting: await wait(source.id) });
  }
  return rounds;
}

/** A line for each round. Where nobody scores, "ok" alone would say that all is done. */
export function describeRounds(rounds: readonly RoundNow[]): string {
  if (rounds.length === 0) return 'no enabled source';
  const waiting = rounds.reduce((sum, round) => sum + round.waiting, 0);
  return [...rounds.map(describe), ...describeWaiting(waiting)].join('\n');
}

function describe({ sourceId, state, fresh, known, message }: RoundReport): string {
  return `${sourceId}  ${state}  ${fresh} new, ${known} known${message === null ? '' : `: ${message}`}`;
}
