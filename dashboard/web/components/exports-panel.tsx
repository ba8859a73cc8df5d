import type { ExportSummary, OneCaseView } from '../../wire-casework.ts';
import type { SettlingStep } from '../state/api.ts';
import { caseApi } from '../state/case-api.ts';
import { caseNamed, ct } from '../state/case-words.ts';
import { dateTime, number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { useAction } from '../state/use-action.ts';
import { ExportRequestForm } from './export-request-form.tsx';
import { Code, Facts } from './facts.tsx';
import { StepFailure } from './notice.tsx';
import { SettleButtons } from './settle-buttons.tsx';

/** What of a case was, or is to be, handed over: to whom, who asked, who decided, and what one may say to it. */
export function ExportsPanel({ view, onChanged }: { view: OneCaseView; onChanged: () => void }) {
  const isOpen = view.case.closedAt === null;
  return (
    <section class="list-section" aria-labelledby="case-exports">
      <h2 id="case-exports">{ct('exports.title')}</h2>
      {view.exports.length === 0 && <p class="hint">{ct('exports.none')}</p>}
      <ol class="case-items">
        {view.exports.map((one) => (
          <ExportCard key={one.number} one={one} onChanged={onChanged} />
        ))}
      </ol>
      {isOpen && <ExportRequestForm view={view} onAsked={onChanged} />}
    </section>
  );
}

function ExportCard({ one, onChanged }: { one: ExportSummary; onChanged: () => void }) {
  const { isBusy, failure, run } = useAction();
  const titleId = `export-${one.number}`;
  const whoAt = (name: string | null, at: string) =>
    ct('exports.who', { name: name ?? ct('cases.owner.gone'), time: dateTime(at) });
  const recalled = one.recalled === 0 ? '' : ` · ${ct('exports.recalled', { count: number(one.recalled) })}`;
  const facts: (readonly [string, string])[] = [
    [ct('exports.form'), ct(`exports.form.${one.form}`)],
    [ct('exports.recipient'), one.recipientName],
    [ct('exports.purpose'), caseNamed('exports.purpose', one.purpose)],
    [ct('exports.reason'), one.reason],
    [ct('exports.items'), number(one.itemCount)],
    [ct('exports.by'), whoAt(one.requestedByName, one.requestedAt)],
    ...(one.settledAt === null
      ? []
      : [[ct('exports.settled'), whoAt(one.settledByName, one.settledAt)] as const]),
    [ct('exports.state'), caseNamed('exports.state', one.state) + recalled],
  ];
  const settle = (word: SettlingStep) => void run(() => caseApi.settleExport(one.number, word), onChanged);
  return (
    <li class="card case-item">
      <h3 id={titleId}>{ct('exports.number', { number: String(one.number) })}</h3>
      <Facts facts={facts} />
      <StepFailure failure={failure} />
      {one.state === 'waiting' && !one.isMineToSettle && <p class="hint">{ct('exports.mine')}</p>}
      {one.isMineToSettle && (
        <SettleButtons
          of={titleId}
          isBusy={isBusy}
          label={(word) => ct(`exports.${word}`)}
          onSettle={settle}
        />
      )}
      {one.state === 'approved' && (
        <p class="hint">
          {ct(one.form === 'bundle' ? 'exports.write' : 'exports.write.indicators')}
          {t('app.colon')}
          <Code>
            {one.form === 'bundle'
              ? `vigie evidence export ${one.number} FOLDER`
              : `vigie share stix --case ${one.caseNumber} --out FILE`}
          </Code>
        </p>
      )}
    </li>
  );
}
