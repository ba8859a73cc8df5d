import { z } from 'zod';

export const Url = z.url({ protocol: /^https?$/, error: 'expected an http or https address' });

/** Pages that one round follows at most. */
export const MaxPages = z.int().min(1).max(50).default(5);

/** Pages of a list that one round reads at most to find pages with posts. */
export const Listings = z.int().min(1).max(20).default(2);

/** Pages with posts that one round reads at most where each was named by a list; at 2 s each, 30 take a minute. */
export const LinkedPages = z.int().min(1).max(200).default(30);

export const Selector = z.string().min(1);

/** Where in an HTML page the posts are; CSS selectors, all but `item` relative to one item. */
export const SelectorMap = z.strictObject({
  item: Selector,
  text: Selector,
  key: Selector.optional(),
  keyAttribute: z.string().optional(),
  link: Selector.optional(),
  author: Selector.optional(),
  publishedAt: Selector.optional(),
  /** Title of the thread; looked for in the item, then in the whole page. */
  threadTitle: Selector.optional(),
  /** What inside the text is somebody else's, such as quotes; left out. */
  ignore: Selector.optional(),
  next: Selector.optional(),
});
export type SelectorMap = z.infer<typeof SelectorMap>;

/**
 * Which of a platform's lists is read, written `list/value`.
 * @param examples one for each list, such as `author/alice.example.org`
 */
export function listField(...examples: readonly [string, ...string[]]) {
  const names = examples.map((example) => example.split('/', 1)[0]);
  const expected = examples.map((example) => `"${example}"`).join(', ');
  return z
    .string()
    .max(500)
    .regex(new RegExp(`^(?:${names.join('|')})/\\S`), {
      error: `expected a list such as ${expected}`,
    });
}
