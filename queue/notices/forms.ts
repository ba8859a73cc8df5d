import { join, raw, tag } from '../runtime/html.ts';
import type { ConfirmedNotice, DocumentPart, NoticeDocument } from './document.ts';
import { referenceOf } from './document.ts';
import { NOTICE_WORDS } from './words.ts';

/** First strong isolate and its end: what somebody wrote keeps its own direction, and gives it to nothing beside it. */
const isolated = (text: string) => `\u2068${text}\u2069`;

/** As plain text, for the body of a mail or a form. */
export function noticeText(document: NoticeDocument): string {
  const { title, reference, lead, sections, language } = document;
  const parts = sections.flatMap(({ heading, parts: own }) => [
    `${heading}\n${'-'.repeat([...heading].length)}`,
    ...own.map((part) => partText(part, NOTICE_WORDS[language].colon)),
  ]);
  const { colon, reference: ours } = NOTICE_WORDS[language];
  const head = `${title}\n${ours}${colon} ${reference}`;
  return `${[head, lead, ...parts].join('\n\n')}\n`;
}

function partText(part: DocumentPart, colon: string): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'address':
      return `  ${part.text}`;
    case 'quote':
      return part.text
        .split('\n')
        .map((line) => `> ${isolated(line)}`)
        .join('\n');
    case 'list':
      return part.items.map((item) => `- ${item}`).join('\n');
    case 'facts':
      return part.rows.map(([label, value]) => `${label}${colon}\n  ${isolated(value)}`).join('\n');
    default:
      return part satisfies never;
  }
}

const STYLE = `body{font-family:sans-serif;font-size:11pt;line-height:1.5;margin:0 auto;max-width:44rem;padding:1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem}
h2{font-size:1.1rem;margin:1.5rem 0 .5rem;break-after:avoid}
.lead{border:2px solid #1a1a1a;padding:.75rem 1rem}
dl{margin:0}
dt{font-weight:700;margin-top:.5rem}
dd{margin:0}
dd,p,blockquote{overflow-wrap:anywhere;white-space:pre-line}
blockquote{border-inline-start:4px solid #767676;margin:.5rem 0;padding:.25rem 1rem;break-inside:avoid}
.address{font-family:monospace;margin:.25rem 0}`;

/** As a page that stands alone: it loads nothing, and is what is printed. */
export function noticeHtml(document: NoticeDocument): string {
  const { title, reference, lead, sections, language } = document;
  const { colon, reference: ours } = NOTICE_WORDS[language];
  const body = tag(
    'main',
    {},
    tag('h1', {}, title),
    tag('p', {}, `${ours}${colon} ${reference}`),
    tag('p', { class: 'lead' }, lead),
    ...sections.map(({ heading, parts }) =>
      tag('section', {}, tag('h2', {}, heading), join(parts.map(partHtml))),
    ),
  );
  const head = join([
    raw('<meta charset="utf-8">'),
    raw('<meta name="viewport" content="width=device-width">'),
    tag('title', {}, `${reference} – ${title}`),
    raw(`<style>${STYLE}</style>`),
  ]);
  const page = tag('html', { lang: language, dir: 'ltr' }, tag('head', {}, head), tag('body', {}, body));
  return `<!doctype html>\n${page.html}\n`;
}

function partHtml(part: DocumentPart) {
  switch (part.kind) {
    case 'text':
      return tag('p', {}, part.text);
    case 'address':
      // No link: nobody is led to an offer by a click.
      return tag('p', { class: 'address', dir: 'ltr' }, part.text);
    case 'quote':
      return tag('blockquote', { dir: 'auto' }, part.text);
    case 'list':
      return tag('ul', {}, ...part.items.map((item) => tag('li', {}, item)));
    case 'facts':
      return tag(
        'dl',
        {},
        ...part.rows.flatMap(([label, value]) => [tag('dt', {}, label), tag('dd', { dir: 'auto' }, value)]),
      );
    default:
      return part satisfies never;
  }
}

/** For machines: the same, with the article that it is under. */
export function noticeJson({ number, content, confirmedAt }: ConfirmedNotice): string {
  const words = NOTICE_WORDS[content.language];
  const { nature, faithText, claims, limits, protocol } = words;
  return `${JSON.stringify(
    {
      reference: referenceOf(content.kind, number),
      nature: nature[content.kind],
      ...content,
      protocol,
      statementOfGoodFaith: { text: faithText, confirmedAt },
      claims,
      limits,
    },
    null,
    2,
  )}\n`;
}
