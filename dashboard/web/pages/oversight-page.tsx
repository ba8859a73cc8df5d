import type { OversightView } from '../../wire-oversight.ts';
import { Awaited } from '../components/awaited.tsx';
import { Code } from '../components/facts.tsx';
import { FigureOrigin } from '../components/figure-origin.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ReportDutyCard } from '../components/report-duty.tsx';
import { SignsCard } from '../components/signs-card.tsx';
import { TellingDutyCard } from '../components/telling-duty.tsx';
import { dateTime, day, number } from '../state/format.ts';
import { logAddress } from '../state/log-address.ts';
import { oversightApi } from '../state/oversight-api.ts';
import { ot, oversightNamed } from '../state/oversight-words.ts';
import { useRemote } from '../state/use-remote.ts';

/** How things stand, in counts and times: what waits, what ends soon, what is kept and what was erased. */
export function OversightPage() {
  const remote = useRemote('oversight', oversightApi.overview);
  const { value } = remote;
  return (
    <>
      <PageHeading title={ot('over.title')}>
        <p class="lead">{ot('over.lead')}</p>
        <p>
          <a href="/coverage">{ot('over.coverage')}</a>
        </p>
      </PageHeading>
      <Awaited {...remote} />
      {value !== null && (
        <div class="status-grid">
          <Requests requests={value.requests} />
          <Authorisations dates={value.authorisations} />
          <ReportDutyCard report={value.report} />
          <TellingDutyCard tellings={value.tellings} />
          <SignsCard signs={value.signs} />
          <Kept view={value} />
        </div>
      )}
    </>
  );
}

function Requests({ requests }: Pick<OversightView, 'requests'>) {
  return (
    <section class="card" aria-labelledby="over-requests">
      <h2 id="over-requests">{ot('over.requests')}</h2>
      {requests.length === 0 && <p class="hint">{ot('over.requests.none')}</p>}
      {requests.length > 0 && (
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{ot('over.kind')}</th>
              <th scope="col">{ot('over.since')}</th>
            </tr>
          </thead>
          <tbody>
            {requests.map(({ kind, since, subject }) => (
              <tr key={`${kind} ${subject}`}>
                <th scope="row">
                  {kind === 'override' ? (
                    <a href={`/review/${encodeURIComponent(subject)}`}>{ot(`request.${kind}`)}</a>
                  ) : (
                    ot(`request.${kind}`)
                  )}{' '}
                  <a href={entriesOf(kind, subject)}>
                    <Code>{subject}</Code>
                  </a>
                </th>
                <td>{dateTime(since)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** What the log says of a step: of a name's request it knows the item, not the number. */
function entriesOf(kind: OversightView['requests'][number]['kind'], subject: string): string {
  if (kind === 'resume') return logAddress({ subject: 'work' });
  return logAddress(kind === 'name' ? { kind: 'identity.requested' } : { subject });
}

function Authorisations({ dates }: { dates: OversightView['authorisations'] }) {
  return (
    <section class="card" aria-labelledby="over-authorisations">
      <h2 id="over-authorisations">{ot('over.authorisations')}</h2>
      {dates.length === 0 && <p class="hint">{ot('over.authorisations.none')}</p>}
      <ul class="gaps">
        {dates.map((one) => (
          <li key={wordsOfDate(one)} class={one.kind === 'soon' ? undefined : 'warning-text'}>
            {wordsOfDate(one)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function wordsOfDate(one: OversightView['authorisations'][number]): string {
  const { sourceId: source, kind } = one;
  if (kind === 'placeholder') return ot('date.placeholder', { source });
  return ot(`date.${kind}.${one.field}`, { source, day: day(one.day) });
}

function Kept({ view }: { view: OversightView }) {
  const { kept, erasures, holds } = view;
  return (
    <section class="card card-wide" aria-labelledby="over-kept">
      <h2 id="over-kept">{ot('over.kept')}</h2>
      {kept.length === 0 && <p class="hint">{ot('over.kept.none')}</p>}
      <p class="hint">{ot('over.kept.hint')}</p>
      {kept.length > 0 && (
        <div class="wide-table">
          <table class="figures">
            <thead>
              <tr>
                <th scope="col">{ot('over.class')}</th>
                <th scope="col">{ot('over.texts')}</th>
                <th scope="col">{ot('over.next')}</th>
                <th scope="col">{ot('over.overdue')}</th>
              </tr>
            </thead>
            <tbody>
              {kept.map((one) => (
                <tr key={one.class}>
                  <th scope="row">{oversightNamed('class', one.class)}</th>
                  <td>{number(one.texts)}</td>
                  <td>{one.nextAt === null ? '–' : dateTime(one.nextAt)}</td>
                  <td class={one.overdue > 0 ? 'warning-text' : undefined}>{number(one.overdue)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p>
        {erasures.lastAt === null
          ? ot('over.erased.none')
          : ot('over.erased', {
              texts: number(erasures.texts),
              count: number(erasures.certificates),
              time: dateTime(erasures.lastAt),
            })}
      </p>
      <p>
        {holds.lastEndsAt === null
          ? ot('over.holds.none')
          : ot('over.holds', { count: number(holds.inForce), time: dateTime(holds.lastEndsAt) })}
      </p>
      <FigureOrigin
        origin={{
          query: '/api/oversight',
          kinds: ['posts.erased', 'hold.approved', 'hold.lifted'],
          range: {},
        }}
      />
    </section>
  );
}
