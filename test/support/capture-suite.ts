import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Clock } from '../../queue/runtime/clock.ts';
import { type CaptureScene, captureScene } from './capturing.ts';
import { type Column, openColumn } from './columns.ts';
import { type BoardSuite, useBoard } from './use-board.ts';

/** What each test of a suite finds beside the board: empty records, and captures of its posts. */
export interface CaptureSuite extends BoardSuite {
  column: Column;
  scene: CaptureScene;
}

/** Prepares a suite of captures; its tests are left out, saying so, where there is no browser. */
export function useCaptures(name: Column['name'], clock: Clock): CaptureSuite {
  const here = useBoard('captures', { clock }) as CaptureSuite;
  beforeAll(async () => {
    here.column = await openColumn(name);
  }, 240_000);
  beforeEach(async () => {
    await here.column.reset();
    here.scene = captureScene(here.column, here.collector, [here.board.source], clock);
  });
  afterAll(() => here.column.close());
  return here;
}
