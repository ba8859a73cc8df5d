import { useState } from 'preact/hooks';
import type { LogPurpose } from '../../../queue/contracts/index.ts';
import type { Difference, Replay } from '../../wire-oversight.ts';
import { languageName, number, weight } from '../state/format.ts';
import { oversightApi } from '../state/oversight-api.ts';
import { ot, oversightNamed } from '../state/oversight-words.ts';
import { useAction } from '../state/use-action.ts';
import { Code, Facts } from './facts.tsx';
import { Notice, StepFailure } from './notice.tsx';
import { textState } from './record-facts.tsx';

/** A past assessment made again from its release, and what today's rules would say. */
export function ReplayPanel({ id, purpose }: { id: string; purpose: LogPurpose }) {
  const [replay, setReplay] = useState<Replay | null>(null);
  const { isBusy, failure, run } = useAction();
  return (
    <section class="card list-section" aria-labelledby="replay">
      <h2 id="replay">{ot('replay.title')}</h2>
      <p class="hint">{ot('replay.hint')}</p>
      <StepFailure failure={failure} />
      <div class="actions">
        <button
          type="button"
          class="button"
          disabled={isBusy}
          onClick={() => void run(() => oversightApi.replay(id, purpose), setReplay)}
        >
          {ot('replay.run')}
        </button>
      </div>
      <div role="status">{replay !== null && <Result replay={replay} />}</div>
    </section>
  );
}

function Result({ replay }: { replay: Replay }) {
  const { verdict, difference, today, isCommitted } = replay;
  const isBad = verdict === 'differs' || isCommitted === false;
  return (
    <div class="replay">
      <Notice
        kind={isBad ? 'failed' : verdict === 'same' ? 'info' : 'warning'}
        title={ot(`replay.${verdict}`)}
      >
        {isCommitted !== null && <p>{ot(isCommitted ? 'replay.committed' : 'replay.not-committed')}</p>}
      </Notice>
      <Facts
        facts={[
          [
            ot('record.release'),
            replay.release === null ? ot('record.release.none') : <Code key="release">{replay.release}</Code>,
          ],
          [
            ot('record.holds'),
            replay.holds === null
              ? ot('record.holds.gone')
              : replay.holds.length === 0
                ? ot('record.holds.none')
                : replay.holds.join(', '),
          ],
          [ot('record.commitment'), <Code key="commitment">{replay.commitment}</Code>],
          [ot('record.text'), textState(replay.text)],
        ]}
      />
      {verdict === 'differs' && (
        <>
          <h3>{ot('replay.then')}</h3>
          <Differences difference={difference} />
        </>
      )}
      {today !== null && (
        <>
          <h3>
            {today.release === null
              ? ot('replay.today.unsigned')
              : ot('replay.today', { release: today.release })}
          </h3>
          {today.holds.length > 0 && (
            <p class="hint">{ot('replay.today.holds', { rules: today.holds.join(', ') })}</p>
          )}
          <Differences difference={today.difference} />
        </>
      )}
    </div>
  );
}

function Differences({ difference }: { difference: Difference | null }) {
  if (difference === null) return <p>{ot('replay.no-difference')}</p>;
  const { lane, score, language, lost, gained, isTraceOther } = difference;
  const laneName = (name: string) => oversightNamed('record.lane', name);
  const points = (value: number | null) => (value === null ? '–' : number(value));
  return (
    <ul class="gaps">
      {lane !== null && <li>{ot('replay.lane', { from: laneName(lane[0]), to: laneName(lane[1]) })}</li>}
      {score !== null && <li>{ot('replay.score', { from: points(score[0]), to: points(score[1]) })}</li>}
      {language !== null && (
        <li>{ot('replay.language', { from: languageName(language[0]), to: languageName(language[1]) })}</li>
      )}
      {(['lost', 'gained'] as const).flatMap((side) =>
        (side === 'lost' ? lost : gained).map((one) => (
          <li key={`${side} ${one.rule} ${one.start} ${one.end}`}>
            {ot(`replay.${side}`, {
              rule: one.rule,
              start: number(one.start),
              end: number(one.end),
              weight: weight(one.weight),
            })}
          </li>
        )),
      )}
      {isTraceOther && <li>{ot('replay.trace')}</li>}
    </ul>
  );
}
