import { useState } from 'preact/hooks';
import type { ContestRuling } from '../../../queue/contracts/index.ts';
import type { ContestsView, OpenedContest } from '../../wire-casework.ts';
import { caseNamed, ct } from '../state/case-words.ts';
import { settings } from '../state/desk.ts';
import { ChoiceLine } from './choice-line.tsx';
import { NoteField } from './note-field.tsx';

type Verdict = ContestRuling['verdict'];
const VERDICTS: readonly Verdict[] = ['upheld', 'rejected'];

/** The decision on a contest, with its reason; nothing is chosen beforehand. Without an item there is nothing to uphold. */
export function RulingForm(props: {
  contest: OpenedContest;
  reasons: ContestsView['reasons'];
  isBusy: boolean;
  onDecide: (ruling: ContestRuling) => void;
}) {
  const { contest, reasons, isBusy, onDecide } = props;
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [isMissing, setMissing] = useState(false);
  const offered = VERDICTS.filter((one) => one === 'rejected' || contest.itemId !== null);
  const submit = (event: Event) => {
    event.preventDefault();
    const isWhole = reason !== '' && note.trim().length >= (settings.value?.minNoteLength ?? 0);
    setMissing(verdict === null || !isWhole);
    if (verdict !== null && isWhole) onDecide({ verdict, reason, note: note.trim() });
  };
  return (
    <>
      <h2 id="panel-title">{ct('contest.decide')}</h2>
      <form class="judgment" noValidate onSubmit={submit}>
        <fieldset>
          <legend>{ct('contest.verdict')}</legend>
          {offered.map((one) => (
            <label key={one} class="choice">
              <input
                type="radio"
                name="verdict"
                value={one}
                checked={verdict === one}
                onChange={() => {
                  setVerdict(one);
                  setReason('');
                }}
              />
              <span class="choice-text">
                {ct(`contest.verdict.${one}`)}
                <small>{ct(`contest.verdict.${one}.hint`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {verdict !== null && (
          <fieldset>
            <legend>{ct('contest.reason')}</legend>
            {reasons[verdict].map((one) => (
              <ChoiceLine
                key={one}
                type="radio"
                name="reason"
                value={one}
                isChosen={reason === one}
                onChoose={() => setReason(one)}
                text={caseNamed('contest.reason', one)}
              />
            ))}
          </fieldset>
        )}
        <NoteField label={ct('contest.note')} hint={ct('contest.note.hint')} value={note} onInput={setNote} />
        <div class="actions">
          <button type="submit" class="button button-primary" disabled={isBusy}>
            {ct(verdict === 'upheld' ? 'contest.submit.upheld' : 'contest.submit')}
          </button>
        </div>
        <p class="hint" role="status">
          {isMissing && ct('contest.missing')}
        </p>
      </form>
    </>
  );
}
