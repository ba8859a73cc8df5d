import type { Reveal } from '../../../queue/review/port.ts';
import { type Finding, sumOf } from '../post/explain.ts';
import { traceWords } from '../post/trace-words.ts';
import { number, sentenceList, weight } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { type ExplainedPost, FindingList } from './finding-list.tsx';
import { Notice } from './notice.tsx';

type Assessment = Reveal['assessment'];

interface ExplanationProps {
  readonly item: ExplainedPost;
  readonly assessment: Assessment;
  readonly findings: readonly Finding[];
  readonly active: number | null;
  readonly onShow: (number: number) => void;
}

/** Why the rules brought this post here: findings, the sum, and the trace in words. */
export function Explanation({ item, assessment, findings, active, onShow }: ExplanationProps) {
  const isProtect = item.lane === 'protect';
  const towards = findings.filter(
    ({ kind, isProtection }) => kind === 'signal' && isProtection === isProtect,
  );
  const others = findings.filter(({ kind, isProtection }) => kind === 'signal' && isProtection !== isProtect);
  const against = findings.filter(({ kind }) => kind === 'counter');
  const common = { item, active, onShow };
  return (
    <section class="card explanation" aria-labelledby="explanation-title">
      <h2 id="explanation-title" tabIndex={-1}>
        {t('reveal.title')}
      </h2>
      <Legend findings={findings} />
      <FindingList
        title={t(isProtect ? 'reveal.signals.protect' : 'reveal.signals')}
        findings={towards}
        {...common}
      />
      {(against.length > 0 || !isProtect) && (
        <FindingList title={t('reveal.counters')} findings={against} {...common} />
      )}
      {others.length > 0 && <FindingList title={t('reveal.signals.other')} findings={others} {...common} />}
      {isProtect ? <p class="hint">{t('reveal.no-score')}</p> : <ScoreSum assessment={assessment} />}
      <Trace assessment={assessment} />
    </section>
  );
}

function Legend({ findings }: { findings: readonly Finding[] }) {
  const hasSignal = findings.some(({ kind }) => kind === 'signal');
  const hasCounter = findings.some(({ kind }) => kind === 'counter');
  if (findings.length === 0) return null;
  return (
    <p class="legend">
      <span>{t('reveal.legend') + t('app.colon')}</span>
      {hasSignal && <span class="mark mark-signal">{t('reveal.legend.signal')}</span>}
      {hasCounter && <span class="mark mark-counter">{t('reveal.legend.counter')}</span>}
      {hasSignal && hasCounter && (
        <span class="mark mark-signal mark-counter">{t('reveal.legend.both')}</span>
      )}
    </p>
  );
}

function ScoreSum({ assessment }: { assessment: Assessment }) {
  const { parts, total, isExact } = sumOf(assessment);
  return (
    <section aria-labelledby="sum-title">
      <h3 id="sum-title">{t('reveal.sum')}</h3>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{t('reveal.sum.category')}</th>
            <th scope="col">{t('reveal.weight')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.rule}>
              <th scope="row">
                {named('category', part.category)} <bdi class="mono rule-id">{part.rule}</bdi>
              </th>
              <td>
                <span dir="ltr">{weight(part.weight)}</span>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('reveal.sum.total')}</th>
            <td>
              <span dir="ltr">{number(total)}</span>
            </td>
          </tr>
        </tfoot>
      </table>
      {!isExact && (
        <Notice
          kind="warning"
          title={t('reveal.sum.broken', { score: number(assessment.score ?? 0) })}
          isAlert
          isStill
        />
      )}
    </section>
  );
}

function Trace({ assessment }: { assessment: Assessment }) {
  const { release, holds, trace } = assessment;
  return (
    <section aria-labelledby="trace-title">
      <h3 id="trace-title">{t('reveal.trace')}</h3>
      <ol class="trace">
        {trace.map((step, at) => (
          <li key={at}>{traceWords(step)}</li>
        ))}
      </ol>
      <p class="hint">
        {release === null ? t('reveal.release.none') : t('reveal.release', { release })}
        {holds.length > 0 && ` · ${t('reveal.holds', { rules: sentenceList(holds) })}`}
      </p>
    </section>
  );
}
