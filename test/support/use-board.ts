import { afterEach, beforeAll, beforeEach } from 'vitest';
import type { CapturedPage } from '../../workers/fetch/capture-page.ts';
import type { Collector, CollectorOptions } from '../../workers/sources/index.ts';
import { type CapturedBoard, startCapturedBoard } from './captured-board.ts';
import { testCollector, whyNoBrowser } from './collectors.ts';

/** What each test of a suite finds: a board of posts, and what captures its pages. */
export interface BoardSuite {
  board: CapturedBoard;
  collector: Collector;
  /** Captures the page of a post that is served as it is given. */
  capture(html: string, text: string): Promise<CapturedPage>;
}

/**
 * Prepares a suite of captured pages; its tests are left out, saying so, where there is no browser.
 * @param what is left out then
 */
export function useBoard(what: string, options: Partial<CollectorOptions> = {}): BoardSuite {
  const here = {
    capture(html, text) {
      here.board.show('one', html);
      return here.collector.capturePage(here.board.source, here.board.addressOf('one'), text);
    },
  } as BoardSuite;
  let missing: string | undefined;
  beforeAll(async () => {
    missing = await whyNoBrowser(what);
  }, 240_000);
  beforeEach(async (context) => {
    if (missing !== undefined) context.skip('no Chromium on this machine');
    here.board = await startCapturedBoard();
    const loopbackPorts = new Set([here.board.web.port]);
    here.collector = testCollector({ loopbackPorts, minDelayMs: 0, ...options });
  });
  afterEach(async () => {
    await here.collector?.close();
    await here.board?.web.close();
  });
  return here;
}
