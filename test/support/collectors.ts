import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { SILENT_LOGGER } from '../../queue/runtime/logger.ts';
import { findBrowser } from '../../workers/fetch/find-browser.ts';
import { createFetcher, type FetcherOptions } from '../../workers/fetch/safe-fetch.ts';
import { type Collector, type CollectorOptions, createCollector } from '../../workers/sources/index.ts';
import { IN_FORCE } from './gate.ts';

/** A collector of an installation whose assessments are in force; who creates it closes it. */
export function testCollector(options: Partial<CollectorOptions>): Collector {
  return createCollector({ clock: SYSTEM_CLOCK, logger: SILENT_LOGGER, assessments: IN_FORCE, ...options });
}

/** A fetcher that does not wait between requests; who creates it closes it. */
export function testFetcher(options: Partial<FetcherOptions>): ReturnType<typeof createFetcher> {
  return createFetcher({
    loopbackPorts: new Set(),
    minDelayMs: 0,
    clock: SYSTEM_CLOCK,
    logger: SILENT_LOGGER,
    userAgent: 'Vigie test',
    ...options,
  });
}

/** Why there is no Chromium at hand, after saying that `what` is skipped; `undefined` when there is one. */
export async function whyNoBrowser(what: string): Promise<string | undefined> {
  try {
    await findBrowser({ logger: SILENT_LOGGER });
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.log(`skipped: ${what}, because there is no Chromium (${error.message})`);
    return error.message;
  }
}
