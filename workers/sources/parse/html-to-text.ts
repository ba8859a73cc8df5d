import { load } from 'cheerio';
import type { AnyNode } from 'domhandler';

const PARAGRAPHS: ReadonlySet<string> = new Set([
  'p',
  'blockquote',
  'pre',
  'ul',
  'ol',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);
const LINES: ReadonlySet<string> = new Set([
  ...[
    'address',
    'article',
    'aside',
    'dd',
    'div',
    'dl',
    'dt',
    'fieldset',
    'figcaption',
    'figure',
    'footer',
    'form',
  ],
  ...['header', 'hr', 'li', 'main', 'nav', 'section', 'tr'],
]);
const SILENT: ReadonlySet<string> = new Set([
  ...[
    'script',
    'style',
    'template',
    'noscript',
    'head',
    'iframe',
    'object',
    'svg',
    'select',
    'textarea',
    'button',
  ],
]);
/** Sites draw emoji as pictures whose `alt` is the emoji; a longer `alt` describes a picture and is no text of the post. */
const MAX_EMOJI_ALT = 16;

/** Plain text of an HTML fragment; line breaks are kept because sellers write one fact per line. */
export function htmlToText(html: string): string {
  return nodesToText(load(html, null, false).root().contents().toArray());
}

type Step = { readonly node: AnyNode; readonly isPre: boolean } | { readonly text: string };

/** Walks with a list of its own, not by recursion: a page of 100,000 nested tags must not overflow the stack. */
export function nodesToText(nodes: readonly AnyNode[]): string {
  const pieces: string[] = [];
  const steps: Step[] = [];
  const push = (list: readonly AnyNode[], isPre: boolean): void => {
    for (let index = list.length - 1; index >= 0; index -= 1) {
      const node = list[index];
      if (node !== undefined) steps.push({ node, isPre });
    }
  };
  push(nodes, false);
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if ('text' in step) {
      pieces.push(step.text);
      continue;
    }
    const { node, isPre } = step;
    if (node.type === 'text') pieces.push(isPre ? node.data : node.data.replace(/[ \t\r\n\f]+/g, ' '));
    if (!('children' in node)) continue;
    const name = 'name' in node ? node.name : '';
    if (SILENT.has(name)) continue;
    if (name === 'br') pieces.push('\n');
    if (name === 'img' && 'attribs' in node) pieces.push(emojiOf(node.attribs.alt ?? ''));
    if (name === 'td' || name === 'th') steps.push({ text: ' ' });
    const edge = PARAGRAPHS.has(name) ? '\u2029' : LINES.has(name) ? '\u2028' : '';
    if (edge !== '') {
      pieces.push(edge);
      steps.push({ text: edge });
    }
    push(node.children, isPre || name === 'pre');
  }
  return settle(pieces.join(''));
}

function emojiOf(alt: string): string {
  return alt.length <= MAX_EMOJI_ALT && /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(alt)
    ? alt
    : '';
}

/** Block edges (U+2028 line, U+2029 paragraph) become line breaks, however many meet at one place. */
function settle(text: string): string {
  return text
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/[ \n]*[\u2028\u2029][ \n\u2028\u2029]*/g, (edge) => (edge.includes('\u2029') ? '\n\n' : '\n'))
    .replace(/ {2,}/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
