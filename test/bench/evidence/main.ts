// What a capture costs, beside a bare Playwright screenshot of the same page by the same browser.
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { findBrowser } from '../../../workers/fetch/find-browser.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { pageWith, startCapturedBoard } from '../../support/captured-board.ts';
import { captureScene } from '../../support/capturing.ts';
import { testCollector } from '../../support/collectors.ts';
import { COLUMNS, openColumn } from '../../support/columns.ts';
import { drain } from '../../support/scoring.ts';
import { median } from '../cpu-time.ts';

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

async function bareMs(browser: Browser, at: number): Promise<number> {
  const startMs = performance.now();
  const context = await browser.newContext({ viewport: { width: 1280, height: 1024 } });
  const page = await context.newPage();
  await page.goto(board.addressOf(`${at}`), { waitUntil: 'load' });
  await page.screenshot({ fullPage: true });
  await context.close();
  return performance.now() - startMs;
}

// Bare: the same program without our arguments, which let it reach nothing.
const { info } = await findBrowser({ logger: SILENT_LOGGER });
const browser = await chromium.launch({ executablePath: info.path });
await bareMs(browser, 0);

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
  const ours: number[] = [];
  const bare: number[] = [];
  for (const [at, id] of due.entries()) {
    // In turns, so that what else the machine does meets both.
    bare.push(await bareMs(browser, at % pages));
    const startMs = performance.now();
    await scene.captureOne(id);
    ours.push(performance.now() - startMs);
  }
  const captures = await scene.captures();
  const sizes = captures.map(({ objects }) => objects.reduce((sum, { bytes }) => sum + bytes, 0));
  const [first, ...others] = ours;
  console.log(
    `${name}, ${due.length} pages of ${Math.round(pageWith('', more).length / 1000)} KB, one at a time`,
  );
  console.log(`  captured: ${captures.filter(({ state }) => state === 'captured').length}`);
  console.log(
    `  the first, with its browser: ${(first ?? 0).toFixed(0)} ms; then median ${median(others).toFixed(0)} ms`,
  );
  console.log(
    `  bare screenshot: median ${median(bare).toFixed(0)} ms; ratio ${(median(others) / median(bare)).toFixed(2)}`,
  );
  console.log(`  captures a minute: ${(60_000 / median(others)).toFixed(0)}`);
  console.log(`  bytes a capture: ${Math.round(median(sizes) / 1000)} KB`);
  await collector.close();
  await column.close();
}
await browser.close();
await board.web.close();
