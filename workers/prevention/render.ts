import { join, raw, tag } from '../../queue/runtime/html.ts';
import { directionOf } from './direction-of.ts';
import type { PreventionMessage } from './message.ts';

/** As what a message can be taken out. */
export const PREVENTION_FILES = ['html', 'pdf', 'txt'] as const;
export type PreventionFile = (typeof PREVENTION_FILES)[number];

const STYLE = `body{font-family:sans-serif;font-size:12pt;line-height:1.55;margin:0 auto;max-width:40rem;padding:1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0 1rem}
.official{border:2px solid #1a1a1a;padding:.75rem 1rem;font-weight:700}
.help{border-inline-start:4px solid #0b5563;padding-inline-start:1rem;margin:1rem 0;break-inside:avoid}
dt{font-weight:700}
dd{margin:0 0 .5rem}
dd,p{overflow-wrap:anywhere}
footer{border-top:1px solid #767676;margin-top:2rem;padding-top:.5rem;font-size:10pt}`;

/** As a page that stands alone: it loads nothing, and is what is printed. The official sentence stands first, the imprint last. */
export function messageHtml(message: PreventionMessage): string {
  const { language, title, official, paragraphs, rescue, protection, imprint } = message;
  const help = (all: PreventionMessage['rescue']) =>
    tag(
      'dl',
      { class: 'help' },
      ...all.flatMap(({ name, how }) => [tag('dt', { dir: 'auto' }, name), tag('dd', { dir: 'auto' }, how)]),
    );
  const body = tag(
    'main',
    {},
    tag('p', { class: 'official' }, official),
    tag('h1', {}, title),
    help(rescue),
    ...paragraphs.map(({ text }) => tag('p', {}, text)),
    help(protection),
    tag(
      'footer',
      {},
      ...[imprint.authority, imprint.address, imprint.email].map((line) => tag('div', { dir: 'auto' }, line)),
    ),
  );
  const head = join([
    raw('<meta charset="utf-8">'),
    raw('<meta name="viewport" content="width=device-width">'),
    tag('title', {}, title),
    raw(`<style>${STYLE}</style>`),
  ]);
  const attributes = { lang: language, dir: directionOf(language) };
  const page = tag('html', attributes, tag('head', {}, head), tag('body', {}, body));
  return `<!doctype html>\n${page.html}\n`;
}

/** The same as plain text, to be read out or set by others. */
export function messageText(message: PreventionMessage): string {
  const { title, official, paragraphs, rescue, protection, imprint } = message;
  const help = (all: PreventionMessage['rescue']) =>
    all.map(({ name, how }) => `${isolated(name)}\n  ${isolated(how)}`).join('\n');
  return `${[
    official,
    title,
    help(rescue),
    ...paragraphs.map(({ text }) => text),
    help(protection),
    [imprint.authority, imprint.address, imprint.email].map(isolated).join('\n'),
  ].join('\n\n')}\n`;
}

/** First strong isolate and its end: a name or a number keeps its own direction. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
