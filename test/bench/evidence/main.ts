// What a capture costs, beside a bare Playwright screenshot of the same page by the same browser.
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { manualClock, SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { findBrowser } from '../../../workers/fetch/find-browser.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { pageWith, startCapturedBoard } from '../../support/captured-board.ts';
import { captureScene } from '../../support/capturing.ts';
import { testCollector } from '../../support/collectors.ts';
import { COLUMNS, openColumn } from '../../support/columns.ts';
import { drain } from '../../support/scoring.ts';
import { median } from '../cpu-time.ts';
import { measureBundle } from './bundle.ts';
import { computingMs } from './computing.ts';

const { values } = parseArgs({ options: { pages: { type: 'string', default: '20' } } });
const pages = Number(values.pages);
const PARAGRAPHS = 120;

const textOf = (at: number) => `[review] seats on an invented boat (${at})`;
/** Some 60 KB of HTML, 9,000 pixels high, with a style and a picture. */
const more = Array.from(
  { length: PARAGRAPHS },
  (_, at) => `<article><p>${`An invented board has many words in paragraph ${at}. `.repeat(9)}</p></article>`,
).join('');

const board = await startCapturedBoard();
for (let at = 0; at < pages; at += 1) board.show(`${at}`, pageWith(textOf(at), more));

/** What something took: by the clock on the wall, and of computing. */
interface Cost {
  readonly wallMs: number;
  readonly computedMs: number;
}

async function costOf(run: () => Promise<void>): Promise<Cost> {
  const [startMs, computed] = [performance.now(), computingMs()];
  await run();
  return { wallMs: performance.now() - startMs, computedMs: computingMs() - computed };
}

async function bare(browser: Browser, at: number): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1024 } });
  const page = await context.newPage();
  await page.goto(board.addressOf(`${at}`), { waitUntil: 'load' });
  await page.screenshot({ fullPage: true });
  await context.close();
}

// Bare: the same program without our arguments, which let it reach nothing.
const { info } = await findBrowser({ logger: SILENT_LOGGER });
const browser = await chromium.launch({ executablePath: info.path });
await bare(browser, 0);

for (const name of COLUMNS) {
  const column = await openColumn(name);
  const collector = testCollector({ loopbackPorts: new Set([board.web.port]), minDelayMs: 0 });
  const scene = captureScene(column, collector, [board.source], SYSTEM_CLOCK);
  const posts = Array.from({ length: pages }, (_, at) => ({
    key: `${at}`,
    text: textOf(at),
    permalink: board.addressOf(`${at}`),
  }));
  await stagePosts(scene.context, board.source.id, posts, 'bench');
  await drain(column, scene.context);
  const due = await scene.due();
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  for (const [at, id] of due.entries()) {
    // In turns, so that what else the machine does meets both.
    theirs.push(await costOf(() => bare(browser, at % pages)));
    ours.push(await costOf(() => scene.captureOne(id)));
  }
  const captures = await scene.captures();
  const sizes = captures.map(({ objects }) => objects.reduce((sum, { bytes }) => sum + bytes, 0));
  const [first, ...others] = ours;
  console.log(
    `${name}, ${due.length} pages of ${Math.round(pageWith('', more).length / 1000)} KB, one at a time`,
  );
  console.log(`  captured: ${captures.filter(({ state }) => state === 'captured').length}`);
  const wall = (costs: readonly Cost[]) => median(costs.map(({ wallMs }) => wallMs));
  const computed = (costs: readonly Cost[]) => median(costs.map(({ computedMs }) => computedMs));
  console.log(
    `  the first, with its browser: ${(first?.wallMs ?? 0).toFixed(0)} ms; then median ${wall(others).toFixed(0)} ms, ` +
      `${computed(others).toFixed(0)} ms of computing`,
  );
  console.log(
    `  bare screenshot: median ${wall(theirs).toFixed(0)} ms, ${computed(theirs).toFixed(0)} ms of computing; ` +
      `ratio ${(wall(others) / wall(theirs)).toFixed(2)}, of computing ${(computed(others) / computed(theirs)).toFixed(2)}`,
  );
  console.log(`  captures a minute and core: ${(60_000 / computed(others)).toFixed(0)}`);
  console.log(`  bytes a capture: ${Math.round(median(sizes) / 1000)} KB`);
  const bundle = await measureBundle(scene, manualClock(Date.now()), due.length, 5);
  console.log(
    `  a bundle of ${bundle.items} items, ${(bundle.bytes / 1e6).toFixed(1)} MB: written in ${bundle.writeMs.toFixed(0)} ms, ` +
      `verified in ${median(bundle.verifyMs).toFixed(0)} ms`,
  );
  await collector.close();
  await column.close();
}
await browser.close();
await board.web.close();
