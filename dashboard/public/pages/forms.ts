import { html } from 'hono/html';
import { CONTEST_DAYS, MAX_PUBLIC_TEXT } from '../../../queue/contracts/index.ts';
import { MAX_CONTACT } from '../submit.ts';
import { busy, type FormState, faultOf, faultSummary, field, pictureField } from './fields.ts';
import { help, limits } from './help.ts';
import { type Html, layout, type View } from './layout.ts';

const MAX_ADDRESS = 2000;

export function homePage(view: View): Html {
  const { t, locale } = view;
  return layout(
    view,
    '',
    t('site.name'),
    html`${help(view)}
<h2>${t('home.title')}</h2>
<ul class="choices">
${(['report', 'contest', 'receipt', 'reports'] as const).map(
  (to) => html`<li><a href="/${locale}/${to}">${t(`nav.${to}`)}</a><br>${t(`home.${to}`)}</li>`,
)}
</ul>
${limits(view)}`,
  );
}

export function reportPage(view: View, state: FormState): Html {
  const { t, locale } = view;
  const { typed, faults } = state;
  return layout(
    view,
    'report',
    t('report.title'),
    html`${busy(view, state)}${faultSummary(view, faults)}${help(view)}
<p>${t('report.about')}</p>
<p>${t('report.not-about')}</p>
<section aria-labelledby="next">
<h2 id="next">${t('report.next')}</h2>
<ul>
${(['report.next.sealed', 'report.next.distress', 'report.next.kept'] as const).map((key) => html`<li>${t(key)}</li>`)}
</ul>
</section>
<form method="post" action="/${locale}/report" enctype="multipart/form-data" autocomplete="off" novalidate>
<input type="hidden" name="form" value="${typed.form}">
${field(view, {
  name: 'address',
  label: t('report.address'),
  hint: `${t('report.address.hint')} ${t('report.address.danger')}`,
  kind: 'address',
  value: typed.address,
  fault: faultOf(view, faults, 'address'),
  max: MAX_ADDRESS,
})}
${field(view, {
  name: 'text',
  label: t('report.text'),
  hint: t('report.text.hint'),
  kind: 'text',
  value: typed.text,
  fault: faultOf(view, faults, 'text'),
  max: MAX_PUBLIC_TEXT,
})}
${field(view, {
  name: 'contact',
  label: t('report.contact'),
  hint: t('report.contact.hint'),
  kind: 'line',
  isOptional: true,
  value: typed.contact,
  fault: faultOf(view, faults, 'contact'),
  max: MAX_CONTACT,
})}
${pictureField(view, faultOf(view, faults, 'pictures'))}
<button type="submit">${t('form.send')}</button>
</form>
${limits(view)}`,
  );
}

export function contestPage(view: View, state: FormState): Html {
  const { t, locale, context } = view;
  const { typed, faults } = state;
  return layout(
    view,
    'contest',
    t('contest.title'),
    html`${busy(view, state)}${faultSummary(view, faults)}
<p>${t('contest.about')}</p>
<ul>
<li>${t('contest.next', { days: CONTEST_DAYS })}</li>
<li>${t('contest.next.upheld')}</li>
<li>${t('contest.next.silent', { supervision: context.config.supervision })}</li>
</ul>
<form method="post" action="/${locale}/contest" autocomplete="off" novalidate>
<input type="hidden" name="form" value="${typed.form}">
${field(view, {
  name: 'address',
  label: t('contest.address'),
  hint: t('report.address.hint'),
  kind: 'address',
  value: typed.address,
  fault: faultOf(view, faults, 'address'),
  max: MAX_ADDRESS,
})}
${field(view, {
  name: 'text',
  label: t('contest.text'),
  hint: t('contest.text.hint'),
  kind: 'text',
  value: typed.text,
  fault: faultOf(view, faults, 'text'),
  max: MAX_PUBLIC_TEXT,
})}
<button type="submit">${t('form.send')}</button>
</form>
${limits(view)}`,
  );
}
