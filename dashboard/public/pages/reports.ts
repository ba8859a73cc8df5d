import { html } from 'hono/html';
import type { PublishedReport } from '../published.ts';
import { type Html, layout, type View } from './layout.ts';

/** Languages that reports are written in, each named in itself. */
const WRITTEN_IN = { en: 'English', fr: 'Français' } as const;
const COMMAND = 'vigie report --check DIR';

/** The transparency reports that two people published, and how anybody checks one. */
export function reportsPage(view: View): Html {
  const { t, context } = view;
  return layout(
    view,
    'reports',
    t('reports.title'),
    html`<p>${t('reports.about')}</p>
${context.published.length === 0 ? html`<p>${t('reports.none')}</p>` : context.published.map((one) => report(view, one))}
${context.published.length === 0 ? '' : html`<h2>${t('reports.check')}</h2><p>${t('reports.check.text', { command: COMMAND })}</p>`}`,
  );
}

function report({ t }: View, { id, period, publishedOn, files }: PublishedReport): Html {
  const names = [...files.keys()];
  const tables = names.filter((name) => /\.(json|csv)$/.test(name));
  return html`<section aria-labelledby="${id}">
<h2 id="${id}"><bdi dir="ltr">${period}</bdi></h2>
<p>${t('reports.published', { date: publishedOn })}</p>
<ul>
${written(names, 'html').map(([lang, name]) => html`<li>${t('reports.page')}: ${link(id, name, lang)}</li>`)}
${written(names, 'pdf').map(([lang, name]) => html`<li>${t('reports.print')}: ${link(id, name, lang)}</li>`)}
</ul>
<details>
<summary>${t('reports.figures')}</summary>
<ul>
${tables.map((name) => html`<li><a href="/published/${id}/${name}"><bdi dir="ltr">${name}</bdi></a></li>`)}
</ul>
<p>SHA-256 (<bdi dir="ltr">report.json</bdi>): <bdi class="hash" dir="ltr">${files.get('report.json')?.sha256}</bdi></p>
</details>
</section>`;
}

function written(names: readonly string[], ending: string): [keyof typeof WRITTEN_IN, string][] {
  return (Object.keys(WRITTEN_IN) as (keyof typeof WRITTEN_IN)[]).flatMap((lang) => {
    const name = `report.${lang}.${ending}`;
    return names.includes(name) ? [[lang, name] as [typeof lang, string]] : [];
  });
}

function link(id: string, name: string, lang: keyof typeof WRITTEN_IN): Html {
  return html`<a href="/published/${id}/${name}" lang="${lang}" dir="ltr" hreflang="${lang}">${WRITTEN_IN[lang]}</a>`;
}
