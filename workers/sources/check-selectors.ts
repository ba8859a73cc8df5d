import type { Source } from '../../queue/contracts/index.ts';
import { messageOf } from '../../queue/runtime/errors.ts';

/**
 * Tells each selector of a source that is none, by the library that reads its pages: met in a round, it would look like a
 * page that has changed. A selector that only the browser reads may name what that library does not know.
 */
export async function checkSelectors(
  source: Source,
  report: (path: readonly string[], message: string) => void,
): Promise<void> {
  const selectors = selectorsOf(source);
  if (selectors.length === 0) return;
  // Loaded where it is needed alone: most commands read sources and no page.
  const { load } = await import('cheerio');
  const root = load('').root();
  for (const { path, selector, isForBrowser } of selectors) {
    const why = whyNone(root, selector);
    if (why === undefined || (isForBrowser && /^Unknown pseudo/.test(why))) continue;
    report(
      path,
      `expected a CSS selector for "${path.join('.')}", found ${JSON.stringify(selector)} (${why}); correct it`,
    );
  }
}

interface Stated {
  readonly path: readonly string[];
  readonly selector: string;
  readonly isForBrowser: boolean;
}

/** An attribute is named without brackets, and is no selector. */
function selectorsOf(source: Source): Stated[] {
  const maps = {
    selectors: 'selectors' in source ? source.selectors : undefined,
    listing: 'listing' in source ? source.listing : undefined,
  };
  const stated = Object.entries(maps).flatMap(([map, fields]) =>
    Object.entries(fields ?? {}).flatMap(([name, selector]) =>
      typeof selector === 'string' && name !== 'keyAttribute'
        ? [{ path: [map, name], selector, isForBrowser: false }]
        : [],
    ),
  );
  if (!('loadMore' in source) || source.loadMore === undefined) return stated;
  return [...stated, { path: ['loadMore'], selector: source.loadMore, isForBrowser: true }];
}

function whyNone(root: { find(selector: string): unknown }, selector: string): string | undefined {
  if (selector.trim() === '') return 'it is blank';
  try {
    root.find(selector);
    return undefined;
  } catch (error) {
    return messageOf(error).trim();
  }
}
