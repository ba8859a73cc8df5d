import type { Calibration } from '../../../queue/contracts/index.ts';
import { AgreementRow } from '../components/agreement-row.tsx';
import { Awaited } from '../components/awaited.tsx';
import { Notice, StepFailure } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { Practice } from '../components/practice.tsx';
import { careApi } from '../state/care-api.ts';
import { careText, loadCareWords } from '../state/care-words.ts';
import { settings, stops } from '../state/desk.ts';
import { dateTime, languageName } from '../state/format.ts';
import { named } from '../state/locale.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';

const KINDS = ['offer', 'not_offer', 'protect'] as const;

/** Help, stopping, own results and practice: for the person alone. */
function CarePage() {
  return (
    <>
      <PageHeading title={careText('care.title')}>
        <p class="lead">{careText('care.lead')}</p>
      </PageHeading>
      <Stopped />
      <div class="status-grid">
        <Help />
        {settings.value?.may.judgeReview === true && (
          <>
            <Practice />
            <OwnResults />
          </>
        )}
      </div>
    </>
  );
}

function Stopped() {
  const care = useRemote(`care ${stops.value}`, careApi.care);
  const { isBusy, failure, run } = useAction();
  const rest = care.value?.rest;
  if (rest?.why !== 'stopped') return null;
  return (
    <Notice
      kind="info"
      title={careText('care.stopped', { time: dateTime(new Date(rest.until).toISOString()) })}
    >
      <p>{careText('care.stopped.text')}</p>
      <button
        type="button"
        class="button"
        disabled={isBusy}
        onClick={() => void run(careApi.goOn, care.reload)}
      >
        {careText('care.go-on')}
      </button>
      <StepFailure failure={failure} />
    </Notice>
  );
}

function Help() {
  const help = settings.value?.help ?? [];
  return (
    <section class="card" aria-labelledby="care-help">
      <h2 id="care-help">{careText('care.help')}</h2>
      <p>{careText('care.help.text')}</p>
      {help.length === 0 && <p class="hint">{careText('care.help.none')}</p>}
      <ul class="care-help">
        {help.map((line) => (
          <li key={line}>
            <bdi dir="auto">{line}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OwnResults() {
  const results = useRemote('calibration', careApi.calibration);
  return (
    <section class="card" aria-labelledby="care-results">
      <h2 id="care-results">{careText('calibration.title')}</h2>
      <p class="hint">{careText('calibration.lead')}</p>
      <Awaited {...results} />
      {results.value?.all.n === 0 && <p>{careText('calibration.none')}</p>}
      {results.value !== null && results.value.all.n > 0 && <Figures results={results.value} />}
    </section>
  );
}

function Figures({ results }: { results: Calibration }) {
  return (
    <>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{careText('calibration.kind')}</th>
            <th scope="col">{careText('calibration.met')}</th>
            <th scope="col">{careText('calibration.interval')}</th>
          </tr>
        </thead>
        <tbody>
          {KINDS.map((kind) => (
            <AgreementRow key={kind} name={named('outcome', kind)} agreement={results.byExpected[kind]} />
          ))}
          <AgreementRow name={careText('calibration.all')} agreement={results.all} />
        </tbody>
      </table>
      <h3>{careText('calibration.recent')}</h3>
      <ul class="gaps">
        {results.recent.map((one) => (
          <li key={one.itemId}>
            <a href={`/review/${one.itemId}`}>
              {languageName(one.language)}, {dateTime(one.endedAt)}
            </a>
            <br />
            {careText(one.isRight ? 'control.right' : 'control.wrong')}
          </li>
        ))}
      </ul>
    </>
  );
}

export async function loadCarePage(): Promise<typeof CarePage> {
  await loadCareWords();
  return CarePage;
}
