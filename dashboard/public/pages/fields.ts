import { html } from 'hono/html';
import { MAX_PICTURE_BYTES, MAX_PICTURES } from '../../../queue/contracts/index.ts';
import type { FieldFault, Typed } from '../submit.ts';
import type { Html, View } from './layout.ts';

export interface Field {
  readonly name: 'address' | 'text' | 'contact' | 'receipt' | 'message';
  readonly label: string;
  readonly hint?: string;
  readonly kind: 'line' | 'text' | 'address' | 'code';
  readonly isOptional?: boolean;
  readonly value: string;
  readonly fault?: string | undefined;
  readonly max: number;
}

/** One field with its label, its hint and what is wrong with it, tied together for a screen reader. */
export function field({ t }: View, one: Field): Html {
  const { name, label, hint, fault, value, max } = one;
  const described = [hint === undefined ? '' : `${name}-hint`, fault === undefined ? '' : `${name}-fault`]
    .filter((id) => id !== '')
    .join(' ');
  const about = html`${described === '' ? '' : html` aria-describedby="${described}"`}${
    fault === undefined ? '' : html` aria-invalid="true"`
  }${one.isOptional === true ? '' : html` required`} maxlength="${max}"`;
  return html`<div class="field">
<label for="${name}">${label}${one.isOptional === true ? html` <small>(${t('form.optional')})</small>` : ''}</label>
${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
${fault === undefined ? '' : html`<p class="fault" id="${name}-fault">${fault}</p>`}
${
  one.kind === 'text'
    ? html`<textarea id="${name}" name="${name}" rows="8" dir="auto" autocomplete="off"${about}>
${value}</textarea>`
    : html`<input id="${name}" name="${name}" type="text" value="${value}" dir="${
        one.kind === 'line' ? 'auto' : 'ltr'
      }" autocomplete="off" autocapitalize="off" spellcheck="false"${
        one.kind === 'address' ? html` inputmode="url"` : ''
      }${about}>`
}
</div>`;
}

/** Files cannot be put back into a form by the server: after a fault they are chosen again, and the hint says so. */
export function pictureField({ t }: View, fault: string | undefined): Html {
  return html`<div class="field">
<label for="pictures">${t('report.pictures')} <small>(${t('form.optional')})</small></label>
<p class="hint" id="pictures-hint">${t('report.pictures.hint', { max: MAX_PICTURES, mib: MAX_PICTURE_BYTES / 2 ** 20 })}</p>
${fault === undefined ? '' : html`<p class="fault" id="pictures-fault">${fault}</p>`}
<input id="pictures" name="pictures" type="file" multiple accept="image/jpeg,image/png,image/webp" aria-describedby="pictures-hint${
    fault === undefined ? '' : ' pictures-fault'
  }"${fault === undefined ? '' : html` aria-invalid="true"`}>
</div>`;
}

/** What is wrong, above the form, with links to the fields; read out at once. */
export function faultSummary({ t }: View, faults: readonly FieldFault[]): Html {
  if (faults.length === 0) return html``;
  return html`<div class="faults" role="alert">
<h2>${t('form.fault')}</h2>
<ul>
${faults.map((fault) => {
  const text = t(fault.key, fault.max === undefined ? {} : { max: fault.max });
  return fault.field === 'form'
    ? html`<li>${text}</li>`
    : html`<li><a href="#${fault.field}">${text}</a></li>`;
})}
</ul>
</div>`;
}

export function faultOf(
  { t }: View,
  faults: readonly FieldFault[],
  name: FieldFault['field'],
): string | undefined {
  const fault = faults.find((one) => one.field === name);
  return fault === undefined ? undefined : t(fault.key, fault.max === undefined ? {} : { max: fault.max });
}

/** A form page as it is drawn: what was typed stays, whatever went wrong. */
export interface FormState {
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly isBusy: boolean;
}

export function busy({ t }: View, { isBusy }: Pick<FormState, 'isBusy'>): Html {
  return isBusy
    ? html`<div class="faults" role="alert"><h2>${t('busy.title')}</h2><p>${t('busy.text')}</p></div>`
    : html``;
}
