import { useState } from 'preact/hooks';
import { announce } from '../state/announcer.ts';
import type { SettlingStep } from '../state/api.ts';
import { careText, loadCareWords } from '../state/care-words.ts';
import { settings } from '../state/desk.ts';
import { t } from '../state/locale.ts';
import { DecisionHistory } from './decision-history.tsx';
import type { PanelProps } from './item-panel.tsx';

const NOTE_LENGTH = 4000;

/** Oversight's word on an offer that the rules take for press, aid or the like (PRO-06). */
function SettlePanel({ item, isBusy, onSettle }: PanelProps) {
  const [note, setNote] = useState('');
  const settle = (word: SettlingStep) => {
    if (note.trim().length < (settings.value?.minNoteLength ?? 0)) announce(t('judge.missing.why'));
    else onSettle(word, note.trim());
  };
  return (
    <>
      <h2 id="panel-title" tabIndex={-1}>
        {careText('override.title')}
      </h2>
      <p class="hint">{careText('override.hint')}</p>
      <DecisionHistory decisions={item.judgments ?? []} lane={item.lane} />
      <label class="field">
        <span class="field-label">{t('judge.note.why')}</span>
        <textarea
          rows={3}
          maxLength={NOTE_LENGTH}
          dir="auto"
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <div class="actions actions-stacked">
        <button type="button" class="button" disabled={isBusy} onClick={() => settle('approve')}>
          {careText('override.approve')}
        </button>
        <button type="button" class="button" disabled={isBusy} onClick={() => settle('refuse')}>
          {careText('override.refuse')}
        </button>
      </div>
    </>
  );
}

export async function loadSettlePanel(): Promise<typeof SettlePanel> {
  await loadCareWords();
  return SettlePanel;
}
