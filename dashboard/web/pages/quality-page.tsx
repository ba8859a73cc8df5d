import type { QualityView } from '../../wire-oversight.ts';
import { AgreementRow } from '../components/agreement-row.tsx';
import { Awaited } from '../components/awaited.tsx';
import { FigureOrigin } from '../components/figure-origin.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { careApi } from '../state/care-api.ts';
import { careText, loadCareWords } from '../state/care-words.ts';
import { itemPath } from '../state/desk.ts';
import { dateTime, languageName, sentenceList } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { useRemote } from '../state/use-remote.ts';

/** For oversight: the team against known answers, and judgments that look as if posts were not read. */
function QualityPage() {
  const remote = useRemote('quality', careApi.quality);
  const { value } = remote;
  return (
    <>
      <PageHeading title={careText('quality.title')}>
        <p class="lead">{careText('quality.lead')}</p>
      </PageHeading>
      <Awaited {...remote} />
      {value !== null && (
        <div class="status-grid">
          <Overrides overrides={value.overrides} />
          <Alarms alarms={value.alarms} />
          <Team team={value.team} />
        </div>
      )}
    </>
  );
}

function Overrides({ overrides }: Pick<QualityView, 'overrides'>) {
  return (
    <section class="card" aria-labelledby="quality-overrides">
      <h2 id="quality-overrides">{careText('overrides.title')}</h2>
      <p class="hint">{careText(overrides.length === 0 ? 'overrides.none' : 'overrides.hint')}</p>
      <ul class="gaps">
        {overrides.map((item) => (
          <li key={item.id}>
            <a href={itemPath(item, null)}>
              {careText('overrides.item', {
                language: languageName(item.language),
                time: dateTime(item.openedAt),
              })}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Alarms({ alarms }: Pick<QualityView, 'alarms'>) {
  return (
    <section class="card" aria-labelledby="quality-alarms">
      <h2 id="quality-alarms">{careText('quality.alarms')}</h2>
      <p class="hint">{careText(alarms.length === 0 ? 'quality.alarms.none' : 'quality.alarms.hint')}</p>
      <ul class="gaps">
        {alarms.map(({ name, raisedAt, signals }) => (
          <li key={`${name} ${raisedAt}`}>
            <strong>{careText('quality.alarm', { name, time: dateTime(raisedAt) })}</strong>
            {t('app.colon')}
            {sentenceList(signals.map((sign) => careText(`sign.${sign}`)))}
          </li>
        ))}
      </ul>
      <FigureOrigin origin={{ query: '/api/quality', kinds: ['watch.alarmed'], range: {} }} />
    </section>
  );
}

function Team({ team }: Pick<QualityView, 'team'>) {
  return (
    <section class="card" aria-labelledby="quality-team">
      <h2 id="quality-team">{careText('quality.team')}</h2>
      {team.length === 0 && <p class="hint">{careText('quality.none')}</p>}
      {team.length > 0 && (
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{careText('quality.language')}</th>
              <th scope="col">{careText('calibration.met')}</th>
              <th scope="col">{careText('calibration.interval')}</th>
            </tr>
          </thead>
          <tbody>
            {team.map(({ language, agreement }) =>
              agreement === null ? (
                <tr key={language}>
                  <th scope="row">{languageName(language)}</th>
                  <td colSpan={2}>{careText('quality.few')}</td>
                </tr>
              ) : (
                <AgreementRow key={language} name={languageName(language)} agreement={agreement} />
              ),
            )}
          </tbody>
        </table>
      )}
      <FigureOrigin origin={{ query: '/api/quality', kinds: ['control.ended'], range: {} }} />
    </section>
  );
}

export async function loadQualityPage(): Promise<typeof QualityPage> {
  await loadCareWords();
  return QualityPage;
}
