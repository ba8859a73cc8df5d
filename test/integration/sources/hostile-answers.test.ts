import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CollectedPost, Source } from '../../../queue/contracts/index.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { testCollector } from '../../support/collectors.ts';
import { HOSTILE_ANSWERS, type HostileName } from '../../support/hostile-answers.ts';
import { POST } from '../../support/hostile-bytes.ts';
import { type HostileServer, startHostileServer } from '../../support/hostile-server.ts';

const DEADLINE_MS = 3_000;
/** Parsing has a limit of its own, and the machine may be busy. */
const PATIENCE_MS = 30_000;

/** What a round ends with: the fault's code and reason, or the text of the one post it brought. */
type Outcome = readonly [code: string, reason: string] | string;
const unreachable = (reason: string): Outcome => ['source.unreachable', reason];
const changed = (reason: string): Outcome => ['source.changed', reason];

const EXPECTED: Readonly<Record<HostileName, Outcome>> = {
  'gzip-bomb': changed('too-large'),
  'br-bomb': changed('too-large'),
  'deflate-bomb': changed('too-large'),
  'raw-deflate-bomb': changed('too-large'),
  'zstd-unasked': changed('encoding'),
  'gzip-in-gzip': changed('encoding'),
  'gzip-in-gzip-by-two-headers': changed('encoding'),
  'gzip-bomb-after-a-page': changed('too-large'),
  'endless-body': changed('too-large'),
  'endless-gzip': changed('too-large'),
  'endless-empty-gzip': changed('too-large'),
  'endless-chunks': unreachable('deadline'),
  'one-gigabyte-declared': changed('too-large'),
  'one-huge-chunk-declared': changed('too-large'),
  silence: unreachable('deadline'),
  drip: unreachable('deadline'),
  'drip-of-headers': unreachable('deadline'),
  'drip-of-gzip': unreachable('deadline'),
  'stall-after-headers': unreachable('deadline'),
  'stall-in-body': unreachable('deadline'),
  'endless-continue': unreachable('network'),
  'retry-after-31-years': ['source.blocked', 'status'],
  'endless-headers': unreachable('network'),
  'ten-thousand-headers': unreachable('network'),
  'header-of-a-megabyte': unreachable('network'),
  'nul-in-header': unreachable('network'),
  'header-without-colon': unreachable('network'),
  'two-lengths': unreachable('network'),
  'length-and-chunks': unreachable('network'),
  'negative-length': unreachable('network'),
  'length-that-is-no-number': unreachable('network'),
  'endless-trailers': unreachable('network'),
  'empty-reply': unreachable('network'),
  'reset-at-once': unreachable('network'),
  'reset-in-body': unreachable('network'),
  'closes-while-we-decode': changed('too-large'),
  'closes-behind-a-full-buffer': unreachable('encoding'),
  'length-too-long': unreachable('network'),
  'bad-chunk-size': unreachable('network'),
  'chunk-without-end': unreachable('network'),
  'http-0.9': unreachable('network'),
  'not-http': unreachable('network'),
  'status-999': unreachable('status'),
  'status-000': unreachable('network'),
  'switching-protocols-unasked': unreachable('network'),
  'not-modified-unasked': unreachable('status'),
  'no-content': changed('no-items'),
  'partial-unasked': unreachable('status'),
  'redirect-loop': unreachable('redirect-limit'),
  'redirect-grows': unreachable('redirect-limit'),
  'redirect-to-a-megabyte': ['source.refused', 'url'],
  'redirect-to-nowhere': ['source.refused', 'url'],
  'redirect-to-script': ['source.refused', 'scheme'],
  'gzip-that-is-none': unreachable('encoding'),
  'gzip-cut-off': unreachable('encoding'),
  'gzip-with-a-wrong-sum': unreachable('encoding'),
  'br-cut-off': unreachable('encoding'),
  'br-with-a-window-of-a-gigabyte': unreachable('encoding'),
  'deflate-cut-off': unreachable('encoding'),
  'encoding-nobody-knows': changed('encoding'),
  'gzip-with-garbage-behind': unreachable('encoding'),
  'raw-deflate': POST,
  'utf-16-mark-under-utf-8': POST,
  'two-marks': POST,
  'charset-nobody-knows': POST,
  'charset-utf-7': POST,
  'utf-8-labelled-latin': POST,
  'arabic-labelled-utf-8': 'أربعة مقاعد يوم الجمعة',
  'cyrillic-labelled-utf-8': 'четыре места в пятницу',
  'nul-in-text': `ab ${POST}`,
  'lone-surrogates': 'A\uFFFD\uFFFD\uFFFD',
  'two-hundred-levels': POST,
  'hundred-thousand-levels': changed('parse-timeout'),
  'attribute-bomb': changed('parse-timeout'),
  'entity-bomb': '&'.repeat(200_000),
  'no-posts-but-binary': changed('no-items'),
};

let server: HostileServer;
let collector: Collector;
const surprises: unknown[] = [];
const note = (error: unknown): void => void surprises.push(error);

beforeAll(async () => {
  server = await startHostileServer();
  process.on('uncaughtException', note).on('unhandledRejection', note);
});
beforeEach(() => {
  // One collector for each: a host that asks us to stay away for a day would silence the rest.
  collector = testCollector({
    loopbackPorts: new Set([server.port]),
    minDelayMs: 0,
    fetchDeadlineMs: DEADLINE_MS,
  });
});
afterEach(() => collector.close());
afterAll(async () => {
  process.off('uncaughtException', note).off('unhandledRejection', note);
  await server.close();
  expect(surprises).toEqual([]);
});

async function outcomeOf(name: HostileName): Promise<Outcome> {
  const source = Source.parse({
    id: 'hostile',
    kind: 'html',
    name,
    url: server.url(name),
    maxPages: 1,
    selectors: { item: '.post', text: '.post' },
    authorisation: authorisationOf(server.url(name)),
  });
  const posts: CollectedPost[] = [];
  try {
    for await (const page of collector.collect(source)) posts.push(...page.posts);
  } catch (error) {
    expect(posts).toEqual([]);
    const { code, details } = error as { code: string; details: { reason: string } };
    return [code, details?.reason];
  }
  return posts.map(({ text }) => text).join('\n---\n');
}

describe('a server that answers', () => {
  it.each(Object.keys(HOSTILE_ANSWERS) as HostileName[])(
    '%s costs its own round only, and nothing wrong is brought',
    async (name) => {
      const start = performance.now();
      expect(await outcomeOf(name)).toEqual(EXPECTED[name]);
      expect(performance.now() - start).toBeLessThan(PATIENCE_MS);
    },
    PATIENCE_MS + 10_000,
  );
});
