import { useState } from 'preact/hooks';
import type { DoubtKind, RecordedDoubt } from '../../../queue/contracts/index.ts';
import type { ItemView } from '../../wire.ts';
import { announce } from '../state/announcer.ts';
import { request } from '../state/api.ts';
import { et, loadEvidenceWords } from '../state/evidence-words.ts';
import { dateTime } from '../state/format.ts';
import { useAction } from '../state/use-action.ts';
import { ChoiceField } from './choice-field.tsx';
import { NoteField } from './note-field.tsx';
import { StepFailure } from './notice.tsx';

const KINDS: readonly DoubtKind[] = ['edited', 'synthetic', 'satire', 'other'];
const MIN_GROUNDS = 20;
const MAX_GROUNDS = 2000;

/** Opinions that a post is not what it seems, each with whose it is and why; and adding one's own. */
function DoubtPanel({ item, onChanged }: { item: ItemView; onChanged: () => void }) {
  const doubts = item.doubts ?? [];
  return (
    <section class="doubts" aria-labelledby="doubts-title">
      <h3 id="doubts-title">{et('doubt.title')}</h3>
      <p class="hint">{et('doubt.lead')}</p>
      {doubts.length === 0 && <p>{et('doubt.none')}</p>}
      {doubts.length > 0 && (
        <ol class="decisions">
          {doubts.map((doubt) => (
            <Opinion key={`${doubt.at} ${doubt.author}`} doubt={doubt} />
          ))}
        </ol>
      )}
      {item.mayDoubt === true && <DoubtForm itemId={item.id} onRecorded={onChanged} />}
    </section>
  );
}

function Opinion({ doubt: { kind, grounds, authorName, at } }: { doubt: RecordedDoubt }) {
  return (
    <li>
      <p>
        <strong>{et(`doubt.${kind}`)}</strong>
        {' · '}
        <bdi>{authorName ?? et('doubt.author.gone')}</bdi>
        {' · '}
        <time dateTime={at}>{dateTime(at)}</time>
      </p>
      <p class="note">{grounds === null ? et('doubt.grounds.gone') : <bdi dir="auto">{grounds}</bdi>}</p>
    </li>
  );
}

function DoubtForm({ itemId, onRecorded }: { itemId: string; onRecorded: () => void }) {
  const [kind, setKind] = useState<DoubtKind>('edited');
  const [grounds, setGrounds] = useState('');
  const { isBusy, failure, run } = useAction();
  const isWhole = grounds.trim().length >= MIN_GROUNDS;
  const record = (event: Event) => {
    event.preventDefault();
    if (!isWhole) return;
    const path = `/api/items/${encodeURIComponent(itemId)}/doubt`;
    void run(
      () => request<null>('POST', path, { kind, grounds: grounds.trim() }),
      () => {
        setGrounds('');
        announce(et('doubt.recorded'));
        onRecorded();
      },
    );
  };
  return (
    <details class="hand-over">
      <summary>{et('doubt.add')}</summary>
      <form noValidate onSubmit={record}>
        <ChoiceField
          label={et('doubt.kind')}
          value={kind}
          none={null}
          options={KINDS.map((one) => [one, et(`doubt.${one}`)])}
          onChoose={(value) => setKind(KINDS.find((one) => one === value) ?? kind)}
        />
        <NoteField
          label={et('doubt.grounds')}
          hint={et('doubt.grounds.hint')}
          value={grounds}
          maxLength={MAX_GROUNDS}
          onInput={setGrounds}
        />
        <button type="submit" class="button" disabled={isBusy || !isWhole}>
          {et('doubt.submit')}
        </button>
      </form>
      <StepFailure failure={failure} />
    </details>
  );
}

export async function loadDoubtPanel(): Promise<typeof DoubtPanel> {
  await loadEvidenceWords();
  return DoubtPanel;
}
