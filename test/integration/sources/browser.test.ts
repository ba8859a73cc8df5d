import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, manualClock } from '../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { BrowserPool } from '../../../workers/fetch/browser.ts';
import { findBrowser } from '../../../workers/fetch/find-browser.ts';
import type { Fetcher } from '../../../workers/fetch/safe-fetch.ts';
import { whyNoBrowser } from '../../support/collectors.ts';
import { gateOn, NO_ROBOTS } from '../../support/gate.ts';
import { until } from '../../support/until.ts';

const SITE = 'http://site.example/';
const gate = gateOn('site.example');
let missing: string | undefined;
const pools: BrowserPool[] = [];

beforeAll(async () => {
  missing = await whyNoBrowser('browser tests');
}, 240_000);
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function serving(html: string): Fetcher {
  return {
    async fetch(url) {
      const headers = { 'content-type': 'text/html; charset=utf-8' };
      return { url, status: 200, headers, contentType: headers['content-type'], body: Buffer.from(html) };
    },
    close: async () => {},
  };
}

function poolOf(fetcher: Fetcher, clock: Clock = manualClock(0), pageDeadlineMs = 20_000): BrowserPool {
  const pool = new BrowserPool({ fetcher, robots: NO_ROBOTS, clock, logger: SILENT_LOGGER, pageDeadlineMs });
  pools.push(pool);
  return pool;
}

/** Processes that this one started and that are a Chromium's main process. */
function chromiumPids(): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && isOurChromium(pid))
    .map(Number);
}

function isOurChromium(pid: string): boolean {
  try {
    const parent = /\nPPid:\t(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return parent === String(process.pid) && command.includes('--remote-debugging-pipe');
  } catch {
    // It ended while we looked.
    return false;
  }
}

describe('finding a browser', () => {
  it('without any says what was tried and how to get one', async () => {
    const search = findBrowser({
      logger: SILENT_LOGGER,
      origins: ['configured', 'system'],
      configuredPath: '/nowhere/chromium',
      systemFolders: ['/nowhere'],
    });
    await expect(search).rejects.toMatchObject({ code: 'browser.none' });
    await expect(search).rejects.toThrow(
      /\/nowhere\/chromium.*apt-get install chromium.*VIGIE_CHROMIUM_PATH/,
    );
  });
});

describe('a page', () => {
  beforeEach((context) => {
    if (missing !== undefined) context.skip('no Chromium on this machine');
  });

  it('is shown as it is after its script ran', async () => {
    const html =
      '<main></main><script>document.querySelector("main").innerHTML = "<p class=post>سلام</p>"</script>';
    const shown = await poolOf(serving(html)).render(SITE, { gate, waitFor: '.post' });
    expect(shown.html).toContain('<p class="post">سلام</p>');
  });

  it('keeps nothing for the next page, and no cookie from the server', async () => {
    const html =
      '<script>document.write("<p class=post>" + document.cookie + localStorage.length + "</p>");' +
      'document.cookie = "id=1"; localStorage.setItem("id", "1")</script>';
    const pool = poolOf(serving(html));
    for (let visit = 0; visit < 2; visit += 1) {
      const shown = await pool.render(SITE, { gate, waitFor: '.post' });
      expect(shown.html).toContain('<p class="post">0</p>');
    }
  });

  it('that leads on by script has the address of the page that is shown: its links are read there', async () => {
    const pages: Record<string, string> = { '/': '<script>location = "/board/two/"</script>' };
    const last =
      '<script>history.replaceState(0, "", "/board/two/three/")</script><a class=post href=p1>x</a>';
    pages['/board/two/'] = last;
    const pool = poolOf({
      ...serving(''),
      fetch: (url, wanted) => serving(pages[new URL(url).pathname] ?? '').fetch(url, wanted),
    });
    const shown = await pool.render(SITE, { gate, waitFor: '.post' });
    expect(shown.url).toBe(`${SITE}board/two/three/`);
  });

  it.each([
    ['a download', { 'content-disposition': 'attachment' }, 200],
    ['an archive', { 'content-type': 'application/zip' }, 200],
    ['nothing', {}, 204],
  ])(
    'that is none, such as %s, is a fault of the source and costs no second browser',
    async (_what, more, status) => {
      const contentType = 'text/html';
      const headers: Record<string, string> = { 'content-type': contentType, ...more };
      const body = Buffer.from('<p class=post>x</p>');
      const pool = poolOf({
        ...serving(''),
        fetch: async (url) => ({ url, status, headers, contentType, body }),
      });
      await expect(pool.render(SITE, { gate, waitFor: '.post' })).rejects.toMatchObject({
        code: 'source.changed',
        details: { reason: 'no-items' },
      });
      expect(chromiumPids()).toHaveLength(1);
    },
  );

  it('that never comes to rest ends at the deadline', async () => {
    const shown = poolOf(serving('<script>for (;;) {}</script>'), manualClock(0), 1_500);
    await expect(shown.render(SITE, { gate, waitFor: 'p' })).rejects.toMatchObject({
      code: 'source.unreachable',
    });
  }, 30_000);

  it('that crashes is a coded fault, and the next page works', async () => {
    let html = '<script>setTimeout(() => { location.href = "chrome://crash" }, 0)</script><p class=wait>';
    const pool = poolOf(
      { ...serving(''), fetch: (url, wanted) => serving(html).fetch(url, wanted) },
      manualClock(0),
      3_000,
    );
    await pool.render(SITE, { gate, waitFor: '.never' }).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'source.unreachable' });
    });
    html = '<p class=post>x</p>';
    expect((await pool.render(SITE, { gate, waitFor: '.post' })).html).toContain('post');
  }, 30_000);
});

describe('the pool', () => {
  beforeEach((context) => {
    if (missing !== undefined) context.skip('no Chromium on this machine');
    if (process.platform !== 'linux') context.skip('processes are counted in /proc');
  });

  it('replaces its browser after 15 minutes, has one at a time, and leaves none behind', async () => {
    const clock = manualClock(0);
    const pool = poolOf(serving('<p class=post>x</p>'), clock);
    const visit = () => pool.render(SITE, { gate, waitFor: '.post' });
    await visit();
    const before = chromiumPids();
    await visit();
    expect(chromiumPids()).toEqual(before);
    clock.advance(15 * 60_000);
    await visit();
    // A browser that was closed is gone once its process has ended, a moment later.
    await until('one browser is left', () => chromiumPids().length === 1);
    expect(chromiumPids()).not.toEqual(before);
    await Promise.all([visit(), visit(), visit()]);
    expect(chromiumPids()).toHaveLength(1);
    await pool.close();
    await until('no browser is left', () => chromiumPids().length === 0);
  }, 60_000);

  it('gets up again after its browser was killed', async () => {
    const pool = poolOf(serving('<p class=post>x</p>'));
    await pool.render(SITE, { gate, waitFor: '.post' });
    for (const pid of chromiumPids()) process.kill(pid, 'SIGKILL');
    const retried = () => pool.render(SITE, { gate, waitFor: '.post' });
    const shown = await retried().catch(retried);
    expect(shown.html).toContain('post');
  }, 60_000);
});
