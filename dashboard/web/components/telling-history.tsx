import type { ComponentChildren } from 'preact';
import type { RecordedTelling, TellingView } from '../../wire-casework.ts';
import { dateTime, day } from '../state/format.ts';
import { tellingNamed, tt } from '../state/telling-words.ts';
import { Facts } from './facts.tsx';

/** Everything that was written down of a duty, in that order; nothing of it can be changed. */
export function TellingHistory({ telling }: { telling: TellingView }) {
  const { history, withdrawnAt } = telling;
  return (
    <section class="list-section" aria-labelledby="telling-history">
      <h2 id="telling-history">{tt('telling.history')}</h2>
      {history.length === 0 && <p class="hint">{tt('telling.history.none')}</p>}
      <ol class="case-items telling-history">
        {history.map((one) => (
          <li key={one.number} class="card case-item">
            <h3>
              {tellingNamed('telling.outcome', one.outcome.outcome)}
              {withdrawnAt !== null && !one.isOfWithdrawn && ` (${tt('telling.before')})`}
            </h3>
            <Facts facts={factsOf(one)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function factsOf(one: RecordedTelling): (readonly [string, ComponentChildren])[] {
  const { outcome: said } = one;
  const recorded = [tt('telling.recorded'), whoAt(one.recordedByName, one.recordedAt)] as const;
  if (said.outcome === 'told')
    return [[tt('telling.at'), dateTime(said.at)], [tt('telling.channel'), said.channel], recorded];
  return [
    ...(said.outcome === 'delayed'
      ? ([[tt('telling.ground'), tellingNamed('telling.ground', said.ground)]] as const)
      : []),
    [tt('telling.reason'), said.reason],
    ...(said.outcome === 'delayed' ? ([[tt('telling.basis'), said.legalBasis]] as const) : []),
    [tt('telling.review'), day(said.reviewOn)],
    recorded,
    [tt('telling.settled'), secondWord(one)],
  ];
}

function secondWord({ isApproved, settledByName, settledAt }: RecordedTelling): string {
  if (isApproved === null || settledAt === null) return tt('telling.word.waiting');
  const who = whoAt(settledByName, settledAt);
  return tt(isApproved ? 'telling.word.approved' : 'telling.word.refused', { who });
}

function whoAt(name: string | null, at: string): string {
  return tt('telling.who', { name: name ?? tt('telling.who.gone'), time: dateTime(at) });
}
