import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Clock } from '../../queue/runtime/clock.ts';
import type { Collector } from '../../workers/sources/index.ts';
import { type CapturedBoard, startCapturedBoard } from './captured-board.ts';
import { type CaptureScene, captureScene } from './capturing.ts';
import { testCollector, whyNoBrowser } from './collectors.ts';
import { type Column, openColumn } from './columns.ts';

/** What each test of a suite finds: empty records, a board of posts, and what captures its pages. */
export interface CaptureSuite {
  column: Column;
  board: CapturedBoard;
  collector: Collector;
  scene: CaptureScene;
}

/** Prepares a suite of captures; its tests are left out, saying so, where there is no browser. */
export function useCaptures(name: Column['name'], clock: Clock): CaptureSuite {
  const here = {} as CaptureSuite;
  let missing: string | undefined;
  beforeAll(async () => {
    missing = await whyNoBrowser('captures');
    here.column = await openColumn(name);
  }, 240_000);
  beforeEach(async (context) => {
    if (missing !== undefined) context.skip('no Chromium on this machine');
    await here.column.reset();
    here.board = await startCapturedBoard();
    const loopbackPorts = new Set([here.board.web.port]);
    here.collector = testCollector({ loopbackPorts, clock, minDelayMs: 0 });
    here.scene = captureScene(here.column, here.collector, [here.board.source], clock);
  });
  afterEach(async () => {
    await here.collector?.close();
    await here.board?.web.close();
  });
  afterAll(() => here.column.close());
  return here;
}
