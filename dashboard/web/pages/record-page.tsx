import { useEffect, useState } from 'preact/hooks';
import type { LogPurpose } from '../../../queue/contracts/index.ts';
import type { RecordView } from '../../wire-oversight.ts';
import { ContentPanel } from '../components/content-panel.tsx';
import { FailureNotice, Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PURPOSES, PurposeField } from '../components/purpose-field.tsx';
import { RecordFacts } from '../components/record-facts.tsx';
import { RecordSteps } from '../components/record-steps.tsx';
import { ReplayPanel } from '../components/replay-panel.tsx';
import { t } from '../state/locale.ts';
import { oversightApi } from '../state/oversight-api.ts';
import { ot } from '../state/oversight-words.ts';
import { query } from '../state/router.ts';
import { useAction } from '../state/use-action.ts';

/** How one item was handled. Opening its record is an entry, so it is asked for with a purpose. */
export function RecordPage({ id }: { id: string }) {
  const asked = PURPOSES.find((one) => one === query.value.get('purpose')) ?? '';
  const [purpose, setPurpose] = useState<LogPurpose | ''>(asked);
  const [record, setRecord] = useState<RecordView | null>(null);
  const [isMissing, setMissing] = useState(false);
  const { isBusy, failure, run } = useAction();
  const open = (wanted: LogPurpose) => void run(() => oversightApi.record(id, wanted), setRecord);
  // Who comes from an audit has said what for already.
  useEffect(() => {
    if (asked !== '') open(asked);
  }, []);
  const isGone = failure?.problem?.status === 404;
  return (
    <>
      <p class="back">
        <a href="/audits">{ot('audits.title')}</a>
      </p>
      <PageHeading title={ot('record.title')}>
        <p class="lead">{ot('record.lead')}</p>
      </PageHeading>
      {isGone && (
        <Notice kind="empty" title={ot('record.missing')}>
          <p>{ot('record.missing.text')}</p>
        </Notice>
      )}
      {failure !== null && !isGone && <FailureNotice failure={failure} title={t('state.failed')} />}
      {record === null && !isGone && (
        <form
          class="form card narrow-card"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setMissing(purpose === '');
            if (purpose !== '') open(purpose);
          }}
        >
          <p class="hint">{ot('log.read.hint')}</p>
          <PurposeField purposes={PURPOSES} value={purpose} onChoose={setPurpose} />
          <div class="actions">
            <button type="submit" class="button button-primary" disabled={isBusy}>
              {ot('record.open')}
            </button>
          </div>
          <p class="warning-text" role="status">
            {isMissing && purpose === '' && ot('purpose.missing')}
          </p>
        </form>
      )}
      {record !== null && purpose !== '' && (
        <>
          <RecordFacts record={record} />
          <RecordSteps steps={record.steps} />
          {record.assessment !== null && <ReplayPanel id={id} purpose={purpose} />}
          {record.item.text.state !== 'erased' && (
            <ContentPanel
              id={id}
              purpose={purpose}
              language={record.item.language}
              least={record.minReason}
            />
          )}
        </>
      )}
    </>
  );
}
