import { perSecond, type RuleTime, type RuleTimes, type Timed } from '../../../rules/index.ts';
import { quoted, visible } from '../terminal.ts';

/** A pattern may be as long as a page. */
const SHOWN_PATTERN = 80;

/** What scoring costs, and the dearest rules and patterns in it. */
export function describeTimes(times: RuleTimes, top: number): string {
  const { posts, whole, reading, sums, rules } = times;
  const of = (kind: 'rules' | 'patterns') =>
    rules.filter(({ pattern }) => (pattern === null) === (kind === 'rules'));
  const { median, least, most } = perSecond(whole);
  return [
    `${posts} posts, ${rate(median)} posts/s (${rate(least)} to ${rate(most)})`,
    `${timed(whole)} µs a post in all; of it`,
    `  ${timed(reading)} µs for reading and looking words up, the same for all rules`,
    `  ${timed(sums)} µs for sums of money, which are looked for once for all rules`,
    ...dearest('rules', of('rules'), top),
    ...dearest('patterns', of('patterns'), top),
    ...unrunnable(rules),
  ].join('\n');
}

function dearest(what: string, all: readonly RuleTime[], top: number): readonly string[] {
  const shown = all.slice(0, top);
  if (shown.length === 0) return ['', `no ${what} had a post to look at`];
  return [
    '',
    `the dearest ${what}, ${shown.length} of ${all.length}; µs a post, spread over all posts:`,
    ...shown.map(lineOf),
  ];
}

/** All of them, however cheap: what cannot be run is over soon. */
function unrunnable(all: readonly RuleTime[]): readonly string[] {
  const failing = all.filter(({ errored }) => errored > 0);
  if (failing.length === 0) return [];
  return [
    '',
    'could not be run on posts, and found nothing there:',
    ...failing.map(
      ({ rule, pattern, errored, asked }) =>
        `  ${visible(rule)}: on ${errored} of ${asked} posts${shownPattern(pattern)}`,
    ),
  ];
}

function lineOf({ rule, pattern, asked, found, time }: RuleTime): string {
  return `  ${timed(time)}  ${visible(rule)}: asked about ${asked} posts, found something in ${found}${shownPattern(pattern)}`;
}

function shownPattern(pattern: string | null): string {
  if (pattern === null) return '';
  const cut = pattern.length > SHOWN_PATTERN;
  return `  ${quoted(cut ? `${pattern.slice(0, SHOWN_PATTERN)}…` : pattern)}`;
}

/** Median, and the range of all rounds. */
function timed({ median, least, most }: Timed): string {
  return `${figure(median)} (${figure(least)} to ${figure(most)})`;
}

function figure(microseconds: number): string {
  return microseconds.toFixed(microseconds < 1 ? 4 : 2);
}

function rate(posts: number): string {
  return Math.round(posts).toLocaleString('en');
}
