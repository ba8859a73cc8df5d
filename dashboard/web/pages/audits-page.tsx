import { useState } from 'preact/hooks';
import type { LogPurpose } from '../../../queue/contracts/index.ts';
import { latinDigits } from '../../latin-digits.ts';
import type { AuditsView } from '../../wire-oversight.ts';
import { Awaited } from '../components/awaited.tsx';
import { HeadRow } from '../components/head-row.tsx';
import { Notice, StepFailure } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PurposeField } from '../components/purpose-field.tsx';
import { TextField } from '../components/text-field.tsx';
import { dateTime, number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { oversightApi } from '../state/oversight-api.ts';
import { ot } from '../state/oversight-words.ts';
import { navigate } from '../state/router.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';

/** Announced audits, and the way to announce one. */
export function AuditsPage() {
  const remote = useRemote('audits', oversightApi.audits);
  const { value } = remote;
  return (
    <>
      <PageHeading title={ot('audits.title')}>
        <p class="lead">{ot('audits.lead')}</p>
      </PageHeading>
      <Awaited {...remote} />
      {value !== null && value.audits.length === 0 && <Notice kind="empty" title={ot('audits.none')} />}
      {value !== null && value.audits.length > 0 && <AuditTable audits={value.audits} />}
      {value !== null && <NewAudit view={value} />}
    </>
  );
}

function AuditTable({ audits }: Pick<AuditsView, 'audits'>) {
  const label = (name: string) => name + t('app.colon');
  return (
    <table class="item-list">
      <caption class="visually-hidden">{ot('audits.list')}</caption>
      <HeadRow
        names={(
          ['audits.title', 'audits.announced', 'audits.by', 'audits.wanted', 'audits.state'] as const
        ).map((name) => ot(name))}
      />
      <tbody>
        {audits.map((audit) => (
          <tr key={audit.id}>
            <th scope="row">
              <a href={`/audits/${audit.id}`} class="row-link">
                {ot('audits.name', { id: String(audit.id) })}
              </a>
            </th>
            <td data-label={label(ot('audits.announced'))}>{dateTime(audit.announcedAt)}</td>
            <td data-label={label(ot('audits.by'))}>
              <bdi>{audit.announcedBy ?? '–'}</bdi>
            </td>
            <td data-label={label(ot('audits.wanted'))}>{number(audit.wanted)}</td>
            <td data-label={label(ot('audits.state'))}>
              {audit.draw === null
                ? ot('audits.state.waiting')
                : ot('audits.state.drawn', { time: dateTime(audit.draw.drawnAt) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NewAudit({ view }: { view: AuditsView }) {
  const [purpose, setPurpose] = useState<LogPurpose | ''>('');
  const [wanted, setWanted] = useState('10');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { isBusy, failure, run } = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    setMissing(purpose === '');
    if (purpose === '') return;
    const days = { ...(from !== '' && { from }), ...(to !== '' && { to }) };
    void run(
      () => oversightApi.announce({ purpose, wanted: Number(latinDigits(wanted)), ...days }),
      ({ id }) => navigate(`/audits/${id}`),
    );
  };
  return (
    <section class="card list-section narrow-card" aria-labelledby="new-audit">
      <h2 id="new-audit">{ot('audits.new')}</h2>
      <p class="hint">{ot('audits.new.hint')}</p>
      <form class="form" noValidate onSubmit={submit}>
        <PurposeField purposes={view.purposes} value={purpose} onChoose={setPurpose} />
        <TextField
          label={ot('audits.count', { max: number(view.maxPicks) })}
          value={wanted}
          onInput={setWanted}
          input={{ inputmode: 'numeric', dir: 'ltr', autocomplete: 'off', size: 4, maxlength: 3 }}
        />
        <TextField label={ot('audits.from')} type="date" value={from} onInput={setFrom} />
        <TextField label={ot('audits.to')} type="date" value={to} onInput={setTo} />
        <StepFailure failure={failure} />
        <div class="actions">
          <button type="submit" class="button button-primary" disabled={isBusy}>
            {ot('audits.submit')}
          </button>
        </div>
        <p class="warning-text" role="status">
          {isMissing && purpose === '' && ot('purpose.missing')}
        </p>
      </form>
    </section>
  );
}
