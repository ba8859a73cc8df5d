import type { ComponentChildren } from 'preact';
import type { SourceHealth } from '../../wire.ts';
import { dateTime, duration, number } from '../state/format.ts';
import { named, t } from '../state/locale.ts';

const SECOND_MS = 1000;

/** One source: its state in words, and the facts behind it. */
export function SourceCard(props: {
  source: SourceHealth;
  isBusy: boolean;
  onTry: () => void;
  children?: ComponentChildren;
}) {
  const { source, isBusy, onTry, children } = props;
  const titleId = `source-${source.id}`;
  const isWell = source.state === 'ok' || source.state === 'new';
  const isTried = source.isEnabled && source.kind !== 'import';
  return (
    <section class="card source-card" aria-labelledby={titleId}>
      <div class="source-head">
        <h2 id={titleId}>
          <bdi>{source.name}</bdi>
        </h2>
        <p class={isWell || !source.isEnabled ? 'source-state' : 'source-state warning-text'}>
          {source.isEnabled ? named('sources.state', source.state) : t('sources.disabled')}
          {source.reason !== null && (
            <>
              {t('app.colon')}
              {reasonName(source.reason)}
            </>
          )}
        </p>
      </div>
      {source.message !== null && (
        <p class="hint">
          <bdi lang="en">{source.message}</bdi>
        </p>
      )}
      <dl class="facts">
        <Fact name={t('sources.id')}>
          <bdi class="mono">{source.id}</bdi>
        </Fact>
        <Fact name={t('sources.last-round')}>{time(source.lastRoundAt)}</Fact>
        <Fact name={t('sources.last-ok')}>{time(source.lastOkAt)}</Fact>
        <Fact name={t('sources.last-yield')}>{time(source.lastYieldAt)}</Fact>
        <Fact name={t('sources.next-due')}>{time(source.nextDueAt)}</Fact>
        {source.everySeconds !== null && (
          <Fact name={t('sources.pace')}>{duration(source.everySeconds * SECOND_MS)}</Fact>
        )}
        {source.headPosts !== null && (
          <Fact name={t('sources.newest-page')}>
            {source.headExpected === null
              ? number(source.headPosts)
              : t('sources.newest-page.expected', {
                  found: number(source.headPosts),
                  expected: number(source.headExpected),
                })}
          </Fact>
        )}
        {source.robots !== null && (
          <Fact name="robots.txt">{named('sources.robots', source.robots.verdict)}</Fact>
        )}
        {source.backfillPages > 0 && <Fact name={t('sources.backfill')}>{number(source.backfillPages)}</Fact>}
      </dl>
      <Refusals refusals={source.refusals} />
      {isTried && (
        <div class="actions">
          <button type="button" class="button" disabled={isBusy} aria-describedby={titleId} onClick={onTry}>
            {t(isBusy ? 'sources.trying' : 'sources.try')}
          </button>
        </div>
      )}
      {children}
    </section>
  );
}

function Refusals({ refusals }: { refusals: SourceHealth['refusals'] }) {
  const counted = Object.entries(refusals).sort(([, one], [, other]) => other - one);
  if (counted.length === 0) return null;
  return (
    <table class="figures">
      <caption class="field-label">{t('sources.refusals')}</caption>
      <tbody>
        {counted.map(([reason, count]) => (
          <tr key={reason}>
            <th scope="row">{reasonName(reason)}</th>
            <td>{number(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function time(iso: string | null) {
  return iso === null ? t('sources.never') : <time dateTime={iso}>{dateTime(iso)}</time>;
}

/** A reason in words; one that has none is shown as the code it is. */
function reasonName(reason: string) {
  const status = /^http-(\d{3})$/.exec(reason)?.[1];
  if (status !== undefined) return t('sources.reason.http', { status });
  const name = named('sources.reason', reason);
  return name === reason ? <bdi class="mono">{reason}</bdi> : name;
}
