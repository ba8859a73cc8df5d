import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { createLogger } from '../../../queue/runtime/logger.ts';
import { BrowserPool } from '../../../workers/fetch/browser.ts';
import type { Fetcher } from '../../../workers/fetch/safe-fetch.ts';
import { browserPids, browserProcesses, stillThere } from '../../support/browser-processes.ts';
import { whyNoBrowser } from '../../support/collectors.ts';
import { gateOn, NO_ROBOTS } from '../../support/gate.ts';
import { until } from '../../support/until.ts';

const CRASHES = 50;
const gate = gateOn('site.example', 'other.example');
const GOOD = '<p class=post>x</p>';
const PAGES: Readonly<Record<string, string>> = {
  good: GOOD,
  // Its post comes only after the others had time to end the browser.
  slow: '<script>setTimeout(() => { document.body.innerHTML = "<p class=post>x</p>" }, 3000)</script>',
  'endless loop': '<script>for (;;) {}</script>',
  'endless dialogs': '<script>for (;;) alert(1)</script>',
  'endless dialogs on leaving':
    '<script>onbeforeunload = () => 1; setInterval(() => { location = "/x" + Math.random() }, 1)</script>',
  'endless redirects': '<script>location = "/r" + Math.random()</script>',
  'endless meta refresh': '<meta http-equiv=refresh content=0>',
  'endless popups': '<script>setInterval(() => open("/p"), 1)</script>',
  'endless sockets':
    '<script>setInterval(() => { for (let n = 0; n < 100; n += 1) new WebSocket("ws://site.example/" + n) }, 1)</script>',
  'endless history': '<script>let n = 0; for (;;) history.pushState(n, "", "?" + n++)</script>',
  'a DOM of 100 MB':
    '<script>const t = "x".repeat(1e6); for (let n = 0; n < 100; n += 1) { const p = document.createElement("p"); p.className = "post"; p.textContent = t; document.documentElement.append(p) }</script>',
  'a million elements':
    '<p class=post><script>for (let n = 0; n < 1e6; n += 1) document.documentElement.append(document.createElement("i"))</script>',
};

let missing: string | undefined;
let pool: BrowserPool;
const warnings: string[] = [];
const asked: string[] = [];

beforeAll(async () => {
  missing = await whyNoBrowser('hostile pages');
}, 240_000);
beforeEach((context) => {
  if (missing !== undefined) context.skip('no Chromium on this machine');
  if (process.platform !== 'linux') context.skip('processes are counted in /proc');
  asked.length = 0;
  warnings.length = 0;
});
afterEach(async () => {
  await pool?.close();
  await until('every process of the browsers has ended', () => browserProcesses().length === 0, 20_000);
});

function open(pageDeadlineMs: number, pages: Readonly<Record<string, string>> = PAGES): BrowserPool {
  const fetcher: Fetcher = {
    async fetch(url) {
      asked.push(url);
      const name = decodeURIComponent(new URL(url).pathname.slice(1));
      const html = pages[name] ?? pages['endless redirects'] ?? '';
      const headers = { 'content-type': 'text/html; charset=utf-8' };
      return { url, status: 200, headers, contentType: headers['content-type'], body: Buffer.from(html) };
    },
    close: async () => {},
  };
  const robots = NO_ROBOTS;
  const logger = createLogger('warn', { write: (line) => void warnings.push(line) });
  pool = new BrowserPool({ fetcher, robots, clock: SYSTEM_CLOCK, logger, pageDeadlineMs });
  return pool;
}

const show = (name: string) =>
  pool.render(`http://site.example/${encodeURIComponent(name)}`, { gate, waitFor: '.post' });

/** The fault's code and reason, or what the page brought. */
async function outcomeOf(name: string): Promise<string> {
  try {
    const { html } = await show(name);
    return html.includes('class="post"') ? 'posts' : 'page';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `${error.code} ${error.details.reason}`;
  }
}

/** The renderer that an endless loop keeps busy: the browser has a spare one too, which shows nothing. */
async function spinning(): Promise<number> {
  const busy = () => renderers().find(({ ticks, state }) => ticks > 150 && state === 'R');
  await until('a renderer that computes without end', () => busy() !== undefined, 30_000);
  return busy()?.pid ?? (await spinning());
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

const renderers = () => browserProcesses().filter(({ command }) => command.includes('--type=renderer'));

describe('a page', () => {
  it.each([
    ['endless loop', ['source.unreachable deadline']],
    ['endless dialogs', ['source.unreachable deadline']],
    ['endless dialogs on leaving', ['page', 'source.unreachable deadline']],
    ['endless redirects', ['page', 'source.unreachable deadline']],
    ['endless meta refresh', ['page', 'source.unreachable deadline']],
    ['endless popups', ['page', 'source.unreachable deadline']],
    ['endless sockets', ['page', 'source.unreachable deadline']],
    ['endless history', ['source.unreachable deadline', 'page']],
    [
      'a DOM of 100 MB',
      ['source.changed too-large', 'source.unreachable deadline', 'source.unreachable crash'],
    ],
    [
      'a million elements',
      ['source.changed too-large', 'source.unreachable deadline', 'source.unreachable crash', 'posts'],
    ],
  ])(
    'with %s ends by its deadline, and takes its process along',
    async (name, outcomes) => {
      open(8_000);
      expect(await outcomeOf('good')).toBe('posts');
      const start = performance.now();
      expect(outcomes).toContain(await outcomeOf(name));
      expect(performance.now() - start).toBeLessThan(25_000);
      // Nothing of it goes on in the background, and it sent us on a bounded number of times.
      await until('its renderer has ended', () => renderers().length <= 1, 15_000);
      expect(asked.length).toBeLessThan(10);
      expect(await outcomeOf('good')).toBe('posts');
    },
    90_000,
  );

  it('that allocates without end is ended alone', async () => {
    const greedy = `<script>const kept = []; setInterval(() => { const a = new Uint8Array(64e6); a.fill(1); kept.push(a) }, 1)</script>`;
    open(40_000, { ...PAGES, greedy });
    const [outcome, neighbour] = await Promise.all([outcomeOf('greedy'), outcomeOf('slow')]);
    expect(outcome).toBe('source.unreachable crash');
    expect(neighbour).toBe('posts');
    expect(warnings.some((line) => line.includes('too much memory'))).toBe(true);
  }, 90_000);
});

describe('a crash', () => {
  it('of one page costs that page only', async () => {
    open(20_000);
    await show('good');
    const first = outcomeOf('endless loop');
    const victim = await spinning();
    const second = outcomeOf('slow');
    process.kill(victim, 'SIGKILL');
    expect(await first).toBe('source.unreachable crash');
    expect(await second).toBe('posts');
  }, 60_000);

  it('of the browser costs none of the pages in it', async () => {
    open(20_000);
    await show('good');
    const shown = [outcomeOf('slow'), outcomeOf('slow')];
    await until('both have a renderer', () => renderers().length >= 2, 10_000);
    for (const pid of browserPids()) process.kill(pid, 'SIGKILL');
    expect(await Promise.all(shown)).toEqual(['posts', 'posts']);
    // Each page was asked for once: what had been fetched is shown again.
    expect(asked).toHaveLength(3);
  }, 60_000);

  it('that freezes the browser costs its page the deadline, and the next one is shown in another', async () => {
    open(8_000, { ...PAGES, never: '<script>fetch("/running")</script>' });
    await show('good');
    const [frozen] = browserPids();
    if (frozen === undefined) throw new Error('expected a browser');
    const start = performance.now();
    const shown = outcomeOf('never');
    await until('the page runs', () => asked.some((url) => url.endsWith('/running')));
    process.kill(frozen, 'SIGSTOP');
    expect(await shown).toBe('source.unreachable deadline');
    expect(performance.now() - start).toBeLessThan(40_000);
    expect(await outcomeOf('good')).toBe('posts');
    await until('the frozen one has ended', () => stillThere([frozen]).length === 0);
  }, 90_000);

  it(`leaves no process behind, ${CRASHES} times over`, async () => {
    // Killed before it shows anything, a page says nothing at all, and its deadline ends it.
    open(6_000);
    expect(await outcomeOf('good')).toBe('posts');
    const seen = new Set<number>();
    for (let crash = 0; crash < CRASHES; crash += 1) {
      let outcome = '';
      const shown = outcomeOf('endless loop').then((it) => {
        outcome = it;
      });
      await until('a renderer', () => renderers().length > 0, 30_000);
      for (const { pid } of browserProcesses()) seen.add(pid);
      if (crash % 10 === 0) for (const pid of browserPids()) process.kill(pid, 'SIGKILL');
      // The spare renderer, the page's own, and that of the browser which the page gets when its first one was ended.
      await until(
        'the page has failed',
        () => {
          for (const { pid, state } of renderers()) {
            seen.add(pid);
            if (state !== 'Z') end(pid);
          }
          return outcome !== '';
        },
        40_000,
      );
      await shown;
      expect(outcome).toMatch(/^source\.unreachable (?:crash|browser|deadline)$/);
    }
    await pool.close();
    expect(seen.size).toBeGreaterThan(CRASHES);
    await until('none of its processes is left, dead or alive', () => stillThere([...seen]).length === 0);
  }, 600_000);
});

describe('the browser', () => {
  it('keeps its own protections: nothing that weakens them is on its command line', async () => {
    open(20_000);
    await show('good');
    const [line] = browserProcesses().filter(({ pid }) => browserPids().includes(pid));
    const forbidden =
      /--(?:disable-web-security|disable-site-isolation-trials|single-process|no-zygote|allow-running-insecure-content|in-process-gpu|remote-debugging-port|disable-ipc-flooding-protection|disable-popup-blocking|ignore-certificate-errors|disable-setuid-sandbox)|disable-features=\S*(?:IsolateOrigins|site-per-process)/;
    expect(line?.command).not.toMatch(forbidden);
    expect(line?.command.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
    expect(line?.command).toContain('--host-resolver-rules=MAP * ~NOTFOUND');
  }, 30_000);

  it('grants no permission, stores no download and keeps other origins apart', async () => {
    const page = `<p></p><script>(async () => {
      const states = await Promise.all(['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi']
        .map(async (name) => (await navigator.permissions.query({ name })).state));
      const other = await fetch('http://other.example/').then((r) => r.text(), () => 'refused');
      document.querySelector('p').textContent = JSON.stringify({ states: [...new Set(states)], other });
      document.querySelector('p').className = 'post';
    })()</script>`;
    open(20_000, { ...PAGES, page });
    const { html } = await pool.render('http://site.example/page', { gate, waitFor: '.post' });
    expect(html).toContain('"states":["denied"]');
    expect(html).toContain('"other":"refused"');
  }, 30_000);
});
