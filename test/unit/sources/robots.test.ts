import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { createRobots } from '../../../workers/fetch/robots.ts';
import type { Fetcher } from '../../../workers/fetch/safe-fetch.ts';
import { changed, refused, unreachable } from '../../../workers/fetch/source-faults.ts';
import { gateOn } from '../../support/gate.ts';

const PAGE = 'https://site.example/private/page';
const GATE = gateOn('site.example');
const HOUR_MS = 3_600_000;

function answering(answer: () => string | number): Fetcher & { asked: number } {
  const fetcher = {
    asked: 0,
    async fetch(url: string) {
      fetcher.asked += 1;
      const given = answer();
      if (typeof given === 'string') {
        return { url, status: 200, headers: {}, contentType: 'text/plain', body: Buffer.from(given) };
      }
      const details = { reason: 'status', status: given } as const;
      throw given < 500 ? changed('no', details) : unreachable('no', details);
    },
    close: async () => {},
  };
  return fetcher;
}

/** A host whose robots file allows everything, after one request that failed. */
function failingOnce(fault: AppError) {
  let isFirst = true;
  return robotsOf(() => {
    if (!isFirst) return '';
    isFirst = false;
    throw fault;
  });
}

const robotsOf = (answer: () => string | number) => {
  const clock = manualClock(0);
  const fetcher = answering(answer);
  return { clock, fetcher, robots: createRobots(fetcher, clock, 'Vigie') };
};

describe('robots.txt', () => {
  it.each([
    ['User-agent: *\nDisallow: /private/', 'refused'],
    ['User-agent: Vigie\nDisallow: /', 'refused'],
    ['User-agent: *\nDisallow: /\n\nUser-agent: vigie\nAllow: /', 'allowed'],
    ['User-agent: other\nDisallow: /', 'allowed'],
    ['', 'allowed'],
    ['<html>not a robots file</html>', 'allowed'],
    [`${'# filler\n'.repeat(70_000)}User-agent: *\nDisallow: /`, 'allowed'],
  ])('%.60j: %s', async (file, verdict) => {
    const { robots } = robotsOf(() => file);
    const check = robots.check(PAGE, GATE, undefined);
    if (verdict === 'allowed') await expect(check).resolves.toMatchObject({ delayMs: 0 });
    else await expect(check).rejects.toMatchObject({ code: 'source.refused', details: { reason: 'robots' } });
  });

  it.each([400, 401, 403, 404, 410])('HTTP %i allows everything', async (code) => {
    await expect(robotsOf(() => code).robots.check(PAGE, GATE, undefined)).resolves.toMatchObject({
      delayMs: 0,
    });
  });

  it.each([500, 503])('HTTP %i allows nothing', async (code) => {
    await expect(robotsOf(() => code).robots.check(PAGE, GATE, undefined)).rejects.toMatchObject({
      code: 'source.unreachable',
    });
  });

  it('is kept for a day, and a failure for a minute', async () => {
    let answer: string | number = 'User-agent: *\nAllow: /';
    const { clock, fetcher, robots } = robotsOf(() => answer);
    await robots.check(PAGE, GATE, undefined);
    clock.advance(23 * HOUR_MS);
    await robots.check(PAGE, GATE, undefined);
    expect(fetcher.asked).toBe(1);
    answer = 503;
    clock.advance(HOUR_MS);
    await expect(robots.check(PAGE, GATE, undefined)).rejects.toMatchObject({ code: 'source.unreachable' });
    await expect(robots.check(PAGE, GATE, undefined)).rejects.toMatchObject({ code: 'source.unreachable' });
    expect(fetcher.asked).toBe(2);
    answer = '';
    clock.advance(60_000);
    await expect(robots.check(PAGE, GATE, undefined)).resolves.toMatchObject({ delayMs: 0 });
  });

  it('is read anew by a process that starts, whatever another one has read', async () => {
    let file = 'User-agent: *\nAllow: /';
    const fetcher = answering(() => file);
    const clock = manualClock(0);
    const before = createRobots(fetcher, clock, 'Vigie');
    await before.check(PAGE, GATE, undefined);
    file = 'User-agent: *\nDisallow: /';
    const after = createRobots(fetcher, clock, 'Vigie');
    await expect(after.check(PAGE, GATE, undefined)).rejects.toMatchObject({ details: { reason: 'robots' } });
    clock.advance(24 * HOUR_MS);
    await expect(before.check(PAGE, GATE, undefined)).rejects.toMatchObject({
      details: { reason: 'robots' },
    });
    expect(fetcher.asked).toBe(3);
  });

  it('is asked for again after a stop, which says nothing about the host', async () => {
    const stop = new AppError('work.stopped', 'stopped by a person');
    const { fetcher, robots } = failingOnce(stop);
    await expect(robots.check(PAGE, GATE, undefined)).rejects.toBe(stop);
    await expect(robots.check(PAGE, GATE, undefined)).resolves.toMatchObject({ delayMs: 0 });
    expect(fetcher.asked).toBe(2);
  });

  it('that one source may not ask for is asked for once in its round, and by others', async () => {
    const refusal = refused('not below the paths of the scope', { reason: 'scope-path' });
    const { fetcher, robots } = failingOnce(refusal);
    await expect(robots.check(PAGE, GATE, undefined)).rejects.toBe(refusal);
    await expect(robots.check(PAGE, GATE, undefined)).rejects.toBe(refusal);
    expect(fetcher.asked).toBe(1);
    const another = gateOn('site.example');
    await expect(robots.check(PAGE, another, undefined)).resolves.toMatchObject({ delayMs: 0 });
    expect(fetcher.asked).toBe(2);
  });

  it('of another host is not even asked for', async () => {
    const { fetcher, robots } = robotsOf(() => '');
    await expect(robots.check('https://other.example/', GATE, undefined)).rejects.toMatchObject({
      code: 'source.refused',
      details: { reason: 'scope' },
    });
    expect(fetcher.asked).toBe(0);
  });

  it('tells the pause it asks for, at most a minute', async () => {
    const delayed = robotsOf(() => 'User-agent: *\nCrawl-delay: 7').robots.check(PAGE, GATE, undefined);
    await expect(delayed).resolves.toMatchObject({ delayMs: 7000 });
    const absurd = robotsOf(() => 'User-agent: *\nCrawl-delay: 86400').robots.check(PAGE, GATE, undefined);
    await expect(absurd).resolves.toMatchObject({ delayMs: 60_000 });
  });
});

describe('what is kept of robots.txt', () => {
  it('is the verdict for the address, and the hash of the file', async () => {
    const file = 'User-agent: *\nDisallow: /private/';
    const { robots } = robotsOf(() => file);
    expect(robots.recordOf(PAGE)).toBeUndefined();
    await robots.check('https://site.example/open', GATE, undefined);
    const sha256 = createHash('sha256').update(file).digest('hex');
    expect(robots.recordOf('https://site.example/open')).toEqual({ verdict: 'allowed', sha256 });
    expect(robots.recordOf(PAGE)).toEqual({ verdict: 'disallowed', sha256 });
  });

  it.each([
    [404, 'none'],
    [503, 'unreachable'],
  ])('of HTTP %i is: %s', async (code, verdict) => {
    const { robots } = robotsOf(() => code);
    await robots.check(PAGE, GATE, undefined).catch(() => undefined);
    expect(robots.recordOf(PAGE)).toEqual({ verdict, sha256: null });
  });

  it('is parsed to its last whole line within 500 KiB', async () => {
    const rule = 'Allow: /private/p\nDisallow: /private/page-of-something';
    const filler = '#'.repeat(500 * 1024 - `User-agent: *\nDisallow: /\n\n${rule.slice(0, 17)}`.length);
    const { robots } = robotsOf(() => `User-agent: *\nDisallow: /\n${filler}\n${rule}`);
    await expect(robots.check(PAGE, GATE, undefined)).rejects.toMatchObject({ code: 'source.refused' });
  });
});
