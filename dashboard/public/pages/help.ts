import { html } from 'hono/html';
import type { HelpContact } from '../public-config.ts';
import type { Html, View } from './layout.ts';

const KINDS = ['emergency', 'rescue', 'protection'] as const;

/** Nobody's countries (ISO 3166-1 user-assigned; XK is in use): the browser's library has odd names for some. */
const INVENTED = /^X[A-JL-Z]$/;

/** Whom to call: on every page where somebody may write of a person at risk, before anything else. */
export function help(view: View): Html {
  const { t, context } = view;
  const shown = context.config.contacts.filter(
    ({ country, fictional }) => context.config.countries.includes(country) && (context.isDemo || !fictional),
  );
  return html`<section class="help" aria-labelledby="help">
<h2 id="help">${t('help.title')}</h2>
<p>${t('help.text')}</p>
${KINDS.map((kind) =>
  group(
    view,
    kind,
    shown.filter((contact) => contact.kind === kind),
  ),
)}
</section>`;
}

function group({ t, locale }: View, kind: (typeof KINDS)[number], contacts: readonly HelpContact[]): Html {
  if (contacts.length === 0) return html``;
  const countries = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' });
  return html`<h3>${t(`help.${kind}`)}</h3>
<ul>
${contacts.map(
  ({
    country,
    name,
    phone,
    page,
    note,
    checkedOn,
  }) => html`<li><b><bdi>${name}</bdi></b> (${INVENTED.test(country) ? country : countries.of(country)})
${phone === undefined ? '' : html`<br>${t('help.phone')}: <bdi class="phone" dir="ltr">${phone}</bdi>`}
${page === undefined ? '' : html`<br>${t('help.page')}: <bdi dir="ltr">${page}</bdi>`}
${note === undefined ? '' : html`<br><bdi>${note}</bdi>`}
${checkedOn === undefined ? '' : html`<br><small>${t('help.checked', { date: checkedOn })}</small>`}</li>`,
)}
</ul>`;
}

/** How far nobody can tell who wrote. */
export function limits({ t }: View): Html {
  return html`<section aria-labelledby="limits">
<h2 id="limits">${t('limits.title')}</h2>
<ul>
${(['limits.kept', 'limits.network', 'limits.device', 'limits.words'] as const).map((key) => html`<li>${t(key)}</li>`)}
</ul>
</section>`;
}
