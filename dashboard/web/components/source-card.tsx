import type { ComponentChildren } from 'preact';
import type { SourceHealth } from '../../wire.ts';
import { settings } from '../state/desk.ts';
import { dateTime, duration, number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { sourceNamed, sourceText } from '../state/source-words.ts';
import { ReasonName, SourceAdvice } from './source-ailment.tsx';

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
  const isTried = settings.value?.may.trySources === true && source.isEnabled && source.kind !== 'import';
  return (
    <section class="card source-card" aria-labelledby={titleId}>
      <div class="source-head">
        <h2 id={titleId}>
          <bdi>{source.name}</bdi>
        </h2>
        <p class={isWell || !source.isEnabled ? 'source-state' : 'source-state warning-text'}>
          {source.isEnabled ? sourceNamed('sources.state', source.state) : sourceText('sources.disabled')}
          {source.reason !== null && (
            <>
              {t('app.colon')}
              <ReasonName reason={source.reason} />
            </>
          )}
        </p>
      </div>
      {source.isEnabled && <SourceAdvice state={source.state} message={source.message} />}
      <dl class="facts">
        <Fact name={sourceText('sources.id')}>
          <bdi class="mono">{source.id}</bdi>
        </Fact>
        <Fact name={sourceText('sources.last-round')}>{time(source.lastRoundAt)}</Fact>
        <Fact name={sourceText('sources.last-ok')}>{time(source.lastOkAt)}</Fact>
        <Fact name={sourceText('sources.last-yield')}>{time(source.lastYieldAt)}</Fact>
        <Fact name={sourceText('sources.next-due')}>{time(source.nextDueAt)}</Fact>
        {source.everySeconds !== null && (
          <Fact name={sourceText('sources.pace')}>{duration(source.everySeconds * SECOND_MS)}</Fact>
        )}
        {source.headPosts !== null && (
          <Fact name={sourceText('sources.newest-page')}>
            {source.headExpected === null
              ? number(source.headPosts)
              : sourceText('sources.newest-page.expected', {
                  found: number(source.headPosts),
                  expected: number(source.headExpected),
                })}
          </Fact>
        )}
        {source.robots !== null && (
          <Fact name="robots.txt">{sourceNamed('sources.robots', source.robots.verdict)}</Fact>
        )}
        {source.backfillPages > 0 && (
          <Fact name={sourceText('sources.backfill')}>{number(source.backfillPages)}</Fact>
        )}
      </dl>
      <Reasons title={sourceText('sources.refusals')} counts={source.refusals} />
      <Reasons title={sourceText('sources.failures')} counts={source.failures} />
      {isTried && (
        <div class="actions">
          <button type="button" class="button" disabled={isBusy} aria-describedby={titleId} onClick={onTry}>
            {sourceText(isBusy ? 'sources.trying' : 'sources.try')}
          </button>
        </div>
      )}
      {children}
    </section>
  );
}

function Reasons({ title, counts }: { title: string; counts: Readonly<Record<string, number>> }) {
  const counted = Object.entries(counts).sort(([, one], [, other]) => other - one);
  if (counted.length === 0) return null;
  return (
    <table class="figures">
      <caption class="field-label">{title}</caption>
      <tbody>
        {counted.map(([reason, count]) => (
          <tr key={reason}>
            <th scope="row">
              <ReasonName reason={reason} />
            </th>
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
  return iso === null ? sourceText('sources.never') : <time dateTime={iso}>{dateTime(iso)}</time>;
}
