import type { DryRun } from '../../queue/contracts/index.ts';
import { quoted, visible } from './terminal.ts';

/** A dry run in lines: each post on one, hidden characters as codes, in a direction of its own. */
export function describeDryRun(run: DryRun): string {
  const why = run.message === null ? '' : `: ${visible(run.message)}`;
  const robots = run.robots === null ? 'not asked' : run.robots.verdict;
  const more = run.hasMore ? ', more pages follow' : '';
  const lines = run.posts.map(({ text, language, publishedAt }) =>
    [publishedAt ?? 'no time', language ?? 'no language', quoted(text)].join('  '),
  );
  return [
    `${run.sourceId}  ${run.state}${why}`,
    `robots.txt ${robots}, ${run.pages} page(s), ${run.found} post(s)${more}; nothing was stored`,
    ...lines,
  ].join('\n');
}
