import { useEffect } from 'preact/hooks';
import type { LogView } from '../../wire-oversight.ts';
import { dateTime, number, sentenceList } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { oversightApi } from '../state/oversight-api.ts';
import { ot } from '../state/oversight-words.ts';
import { useAction } from '../state/use-action.ts';
import { Code, Facts } from './facts.tsx';
import { Notice, StepFailure } from './notice.tsx';

/** A walk through the whole log takes seconds to minutes: so often its end is asked for, ms. */
const ASK_MS = 1500;

interface CheckProps {
  /** Somebody began one. */
  readonly onStarted: () => void;
  /** One is under way: time to ask for its end. */
  readonly onTick: () => void;
}

/** Size and root, what was signed and by whom cosigned, and whether the log is whole. */
export function LogStateCard({ view, ...check }: CheckProps & { view: LogView }) {
  return (
    <section class="card" aria-labelledby="log-state">
      <h2 id="log-state">{ot('log.state')}</h2>
      <Facts
        facts={[
          [ot('log.size'), number(view.size)],
          [ot('log.waiting'), number(view.waiting)],
          [ot('log.shredded'), number(view.shredded)],
          [ot('log.root'), <Code key="root">{view.root}</Code>],
        ]}
      />
      <Check check={view.check} {...check} />
      <Checkpoints checkpoints={view.checkpoints} />
    </section>
  );
}

function Check({ check, onStarted, onTick }: CheckProps & { check: LogView['check'] }) {
  const { isBusy, failure, run } = useAction();
  const isRunning = check !== null && check.endedAt === null;
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(onTick, ASK_MS);
    return () => clearInterval(timer);
  }, [isRunning, onTick]);
  return (
    <>
      <StepFailure failure={failure} />
      <div role="status">
        <Result check={check} />
      </div>
      <div class="actions">
        <button
          type="button"
          class="button"
          disabled={isBusy || isRunning}
          onClick={() => void run(oversightApi.check, onStarted)}
        >
          {ot(check === null ? 'log.check' : 'log.check.again')}
        </button>
      </div>
    </>
  );
}

function Result({ check }: { check: LogView['check'] }) {
  if (check === null) return null;
  const { endedAt, startedAt, result, failure } = check;
  if (endedAt === null) return <p>{ot('log.check.running', { time: dateTime(startedAt) })}</p>;
  if (result === null)
    return (
      <Notice kind="failed" title={ot('log.check.failed')}>
        <p>
          <bdi lang="en">{failure}</bdi>
        </p>
      </Notice>
    );
  if (result.fault !== null)
    return (
      <Notice kind="failed" title={ot('log.check.bad', { time: dateTime(endedAt) })}>
        {result.fault.index !== null && <p>{ot('log.entry', { index: number(result.fault.index) })}</p>}
        <p>
          <bdi lang="en">{result.fault.reason}</bdi>
        </p>
      </Notice>
    );
  return (
    <>
      <p>
        {ot('log.check.good', {
          time: dateTime(endedAt),
          size: number(result.size),
          checkpoints: number(result.checkpoints),
          assessments: number(result.assessments),
        })}
      </p>
      {result.notices.length > 0 && (
        <Notice kind="warning" title={ot('log.check.notices', { count: number(result.notices.length) })}>
          <ul class="gaps">
            {result.notices.map(({ index, reason }) => (
              <li key={index}>
                {ot('log.entry', { index: number(index) })}
                {t('app.colon')}
                <bdi lang="en">{reason}</bdi>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

function Checkpoints({ checkpoints }: Pick<LogView, 'checkpoints'>) {
  if (checkpoints.length === 0) return <p class="hint">{ot('log.checkpoints.none')}</p>;
  return (
    <div class="wide-table">
      <table class="figures">
        <caption>{ot('log.checkpoints')}</caption>
        <thead>
          <tr>
            <th scope="col">{ot('log.signed')}</th>
            <th scope="col">{ot('log.size')}</th>
            <th scope="col">{ot('log.witnesses')}</th>
          </tr>
        </thead>
        <tbody>
          {checkpoints.map(({ size, origin, madeAt, witnesses }) => (
            <tr key={`${origin} ${size}`}>
              <th scope="row">{dateTime(madeAt)}</th>
              <td>{number(size)}</td>
              <td>
                {witnesses.length === 0 ? (
                  ot('log.witnesses.none')
                ) : (
                  <bdi>{sentenceList(witnesses.map(({ name }) => name))}</bdi>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
