import { html } from 'hono/html';
import { MAX_PUBLIC_TEXT } from '../../../queue/contracts/index.ts';
import type { ReceiptFound } from '../context.ts';
import type { MessageKey } from '../messages/index.ts';
import type { FieldFault, Taken } from '../submit.ts';
import { busy, faultOf, faultSummary, field } from './fields.ts';
import { help } from './help.ts';
import { type Html, layout, type View } from './layout.ts';

/** The receipt, this once. */
export function newReceiptPage(view: View, path: string, taken: Extract<Taken, { kind: 'receipt' }>): Html {
  const { t } = view;
  return layout(
    view,
    path,
    t('receipt.title'),
    html`<p class="receipt"><bdi dir="ltr">${taken.receipt}</bdi></p>
<p><b>${t('receipt.once')}</b></p>
<p>${t('receipt.keep')}</p>
${
  taken.isDistress
    ? html`<p>${t('receipt.distress')}</p>${taken.isQueued ? '' : html`<p>${t('receipt.referred-only')}</p>`}${help(view)}`
    : ''
}`,
  );
}

export function twicePage(view: View, path: string): Html {
  return layout(view, path, view.t('receipt.twice'), html`<p>${view.t('receipt.twice.text')}</p>`);
}

export interface ReceiptState {
  readonly form: string;
  /** `null` where no report and no contest has it. */
  readonly found?: ReceiptFound | null;
  readonly answer?: string | undefined;
  readonly isAdded?: boolean;
  readonly message?: string;
  readonly faults?: readonly FieldFault[];
  readonly isBusy: boolean;
}

/** Where a report or contest stands: its state and the answer, never what was sent. The receipt is typed, not shown. */
export function receiptPage(view: View, state: ReceiptState): Html {
  const { t, locale } = view;
  const { found, faults = [] } = state;
  return layout(
    view,
    'receipt',
    t('receipt.use'),
    html`${busy(view, state)}${faultSummary(view, faults)}
${found === null ? html`<div class="faults" role="alert"><h2>${t('receipt.unknown')}</h2><p>${t('receipt.unknown.text')}</p></div>` : ''}
${found ? standing(view, found, state) : ''}
<form method="post" action="/${locale}/receipt" autocomplete="off" novalidate>
<input type="hidden" name="form" value="${state.form}">
${field(view, { name: 'receipt', label: t('receipt.label'), hint: t('receipt.hint'), kind: 'code', value: '', max: 60 })}
${field(view, {
  name: 'message',
  label: t('receipt.message'),
  hint: t('receipt.message.hint'),
  kind: 'text',
  isOptional: true,
  value: state.message ?? '',
  fault: faultOf(view, faults, 'message'),
  max: MAX_PUBLIC_TEXT,
})}
<button type="submit">${t('receipt.show')}</button>
</form>`,
  );
}

function standing(
  { t }: View,
  { kind, state, changedOn }: ReceiptFound,
  { answer, isAdded }: ReceiptState,
): Html {
  return html`<section class="standing" aria-labelledby="standing">
<h2 id="standing">${t('receipt.state')}</h2>
<p role="status">${t(`state.${kind}.${state}` as MessageKey)}${changedOn === null ? '' : html` <bdi>${changedOn}</bdi>`}</p>
${answer === undefined ? '' : html`<h3>${t('receipt.answer')}</h3><p class="answer" dir="auto">${answer}</p>`}
${isAdded === true ? html`<p>${t('receipt.message.taken')}</p>` : ''}
</section>`;
}

/** A page that only says something. */
export function plainPage(view: View, title: MessageKey, text?: MessageKey): Html {
  return layout(view, '', view.t(title), text === undefined ? html`` : html`<p>${view.t(text)}</p>`);
}
