import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { createCollector } from '../../../workers/sources/index.ts';
import { type Finding, ok, warn } from './check.ts';

/** Whether Chromium starts here, for pages of rendered sources and for the captures of all others. */
export async function checkBrowser(config: Config): Promise<Finding[]> {
  const collector = createCollector({
    clock: SYSTEM_CLOCK,
    logger: SILENT_LOGGER,
    chromiumPath: config.chromiumPath,
  });
  try {
    return [browserFinding(await collector.browser(), process.getuid?.() ?? -1)];
  } finally {
    await collector.close();
  }
}

/**
 * What was found, in words for an operator.
 * @param uid of this process, -1 where the system has none: as root Chromium starts without its sandbox only, so that is how root gets it
 */
export function browserFinding(
  browser: { readonly version: string; readonly origin: string; readonly path: string } | null,
  uid: number,
): Finding {
  if (browser === null)
    return warn(
      'browser',
      'no browser: sources of kind rendered cannot be collected, and no page of any source is captured; captures wait for one',
      'install Chromium or set VIGIE_CHROMIUM_PATH',
    );
  const found = `${browser.version} (${browser.origin}, ${browser.path})`;
  if (uid !== 0) return ok('browser', found);
  return warn(
    'browser',
    `${found}, without its sandbox: this process runs as root, and a page that breaks Chromium would have all its rights`,
    'run Vigie as an ordinary user',
  );
}
