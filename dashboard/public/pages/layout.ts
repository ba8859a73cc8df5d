import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { PublicContext } from '../context.ts';
import { LOCALES, type LocaleId, type MessageKey, say } from '../messages/index.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What every page is drawn with. */
export interface View {
  readonly locale: LocaleId;
  readonly context: PublicContext;
  t(key: MessageKey, values?: Readonly<Record<string, string | number>>): string;
}

export function viewOf(context: PublicContext, locale: LocaleId): View {
  return { locale, context, t: (key, values) => say(locale, key, values) };
}

const NAV = [
  ['', 'nav.home'],
  ['report', 'nav.report'],
  ['contest', 'nav.contest'],
  ['receipt', 'nav.receipt'],
  ['reports', 'nav.reports'],
] as const;

/** A whole page. Everything put into it is escaped, texts of visitors included. */
export function layout({ locale, context, t }: View, path: string, title: string, body: Html): Html {
  const { direction } = LOCALES[locale];
  return html`<!doctype html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${context.config.authority}</title>
<link rel="stylesheet" href="/public.css">
</head>
<body>
<a class="skip" href="#main">${t('site.skip')}</a>
<header>
<p class="site">${t('site.name')}</p>
<p class="of">${t('site.of', { authority: context.config.authority })}</p>
${context.isDemo ? html`<p class="demo">${t('site.demo')}</p>` : ''}
<nav aria-label="${t('nav.title')}"><ul>
${NAV.map(
  ([to, key]) =>
    html`<li><a href="/${locale}/${to}"${to === path ? html` aria-current="page"` : ''}>${t(key)}</a></li>`,
)}
</ul></nav>
</header>
<main id="main">
<h1>${title}</h1>
${body}
</main>
<footer>
<nav aria-label="${t('site.languages')}"><ul>
${Object.entries(LOCALES).map(
  ([id, { name, direction: dir }]) =>
    html`<li><a href="/${id}/${path}" lang="${id}" dir="${dir}" hreflang="${id}">${name}</a></li>`,
)}
</ul></nav>
</footer>
</body>
</html>`;
}
