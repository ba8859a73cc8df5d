import type { SourceHealth } from '../../../queue/contracts/index.ts';
import { describeStop, readSourceHealth, readStop } from '../../../queue/storage/index.ts';
import { EXIT } from '../exit.ts';
import type { SharedOptions } from '../program.ts';
import { say, sayList, visible } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

/** How every source has been doing. Exit code 1 when an enabled one is neither `ok` nor new. */
export async function sourcesHealth(options: SharedOptions): Promise<number> {
  return withRecords(options, 'sources health', async ({ database: { db } }) => {
    const sources = await readSourceHealth(db);
    if (options.json) sayList(sources, options);
    else {
      const stop = await readStop(db);
      if (stop !== null) say(visible(describeStop(stop)));
      say(sources.map(describe).join('\n') || 'no source was collected yet');
    }
    const isWell = ({ isEnabled, state }: SourceHealth) => !isEnabled || state === 'ok' || state === 'new';
    return sources.every(isWell) ? EXIT.done : EXIT.findings;
  });
}

function describe(source: SourceHealth): string {
  const facts = [
    `last round ${source.lastRoundAt ?? 'never'}`,
    `last ok ${source.lastOkAt ?? 'never'}`,
    `last new post ${source.lastYieldAt ?? 'never'}`,
    ...(source.headPosts === null
      ? []
      : [`${source.headPosts} posts on the newest page${expectedOf(source)}`]),
    ...(source.robots === null ? [] : [`robots.txt ${source.robots.verdict}`]),
    ...(source.nextDueAt === null ? [] : [`next ${source.nextDueAt}`]),
    ...(source.backfillPages === 0 ? [] : [`${source.backfillPages} older pages wanted`]),
    ...timesOf('refused', source.refusals),
    ...timesOf('failed', source.failures),
  ];
  const why = source.message === null ? '' : `  ${source.message}`;
  const standing = source.isEnabled ? source.state : `${source.state}, disabled`;
  return `${source.id}  ${source.kind}  ${standing}${why}\n  ${facts.join(', ')}`;
}

function timesOf(what: string, counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).map(([reason, count]) => `${what} ${count} times: ${reason}`);
}

function expectedOf({ headExpected }: SourceHealth): string {
  return headExpected === null ? '' : ` (at least ${headExpected} expected)`;
}
