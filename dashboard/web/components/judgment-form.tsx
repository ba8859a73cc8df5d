import type { Judgment, Outcome } from '../../../queue/contracts/index.ts';
import { announce } from '../state/announcer.ts';
import { settings } from '../state/desk.ts';
import { named, t } from '../state/locale.ts';
import { OUTCOME_KEYS, orderedOutcomes, outcomesOf, sessionSeed } from '../state/outcome-order.ts';
import { usePostFonts } from '../state/post-fonts.ts';
import type { LaneId } from '../state/route.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { Kbd } from './kbd.tsx';

const NOTE_LENGTH = 4000;

/** What has been entered so far; nothing is chosen at the start. */
export interface Draft {
  readonly outcome: Outcome | null;
  readonly reason: string | null;
  readonly note: string;
}

export const EMPTY_DRAFT: Draft = { outcome: null, reason: null, note: '' };

interface FormProps {
  readonly lane: LaneId;
  readonly draft: Draft;
  readonly isRevision: boolean;
  readonly isBusy: boolean;
  readonly onDraft: (draft: Draft) => void;
  readonly onSubmit: (judgment: Judgment) => void;
  readonly onCancel?: () => void;
}

/** One answer, one reason, a note if wanted: by pointer or by single keys. */
export function JudgmentForm(props: FormProps) {
  const { lane, draft, isRevision, isBusy, onDraft, onSubmit, onCancel } = props;
  usePostFonts(draft.note);
  const reasons = draft.outcome === null ? [] : (settings.value?.reasons[draft.outcome] ?? []);
  const chooseOutcome = (outcome: Outcome) => {
    onDraft({ ...draft, outcome, reason: draft.outcome === outcome ? draft.reason : null });
  };
  const submit = () => {
    const { outcome, reason } = draft;
    const note = draft.note.trim();
    if (isBusy) return;
    if (outcome === null || reason === null) announce(t('judge.submit.missing'));
    else onSubmit({ outcome, reason, ...(note !== '' && { note }) });
  };

  useShortcuts({
    ...Object.fromEntries(
      outcomesOf(lane).map((outcome) => [OUTCOME_KEYS[outcome], () => chooseOutcome(outcome)]),
    ),
    ...Object.fromEntries(reasons.map((reason, at) => [String(at + 1), () => onDraft({ ...draft, reason })])),
    Enter: submit,
  });

  const isComplete = draft.outcome !== null && draft.reason !== null;
  return (
    <form
      class="judgment"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <OutcomeChoice lane={lane} chosen={draft.outcome} onChoose={chooseOutcome} />
      <ReasonChoice
        reasons={reasons}
        chosen={draft.reason}
        onChoose={(reason) => onDraft({ ...draft, reason })}
      />
      <label class="field">
        <span class="field-label">{t('judge.note')}</span>
        <textarea
          rows={2}
          maxLength={NOTE_LENGTH}
          dir="auto"
          value={draft.note}
          aria-describedby="note-hint"
          onInput={(event) => onDraft({ ...draft, note: event.currentTarget.value })}
        />
        <small id="note-hint">{t('judge.note.hint')}</small>
      </label>
      <div class="actions">
        <button type="submit" class="button button-primary" disabled={isBusy} aria-describedby="submit-hint">
          {t(isRevision ? 'judge.submit.revision' : 'judge.submit')} <Kbd name="Enter" />
        </button>
        {onCancel !== undefined && (
          <button type="button" class="button" onClick={onCancel}>
            {t('step.cancel')}
          </button>
        )}
      </div>
      <p class="hint" id="submit-hint">
        {isComplete ? '' : t('judge.submit.missing')}
      </p>
    </form>
  );
}

function OutcomeChoice(props: {
  lane: LaneId;
  chosen: Outcome | null;
  onChoose: (outcome: Outcome) => void;
}) {
  const { lane, chosen, onChoose } = props;
  const prefix = lane === 'protect' ? 'outcome.protect-lane' : 'outcome';
  return (
    <fieldset>
      <legend>{t(lane === 'protect' ? 'judge.outcome.protect-lane' : 'judge.outcome')}</legend>
      {orderedOutcomes(lane, sessionSeed()).map((outcome) => (
        <label key={outcome} class="choice">
          <input
            type="radio"
            name="outcome"
            value={outcome}
            checked={chosen === outcome}
            onChange={() => onChoose(outcome)}
          />
          <span class="choice-text">
            {named(prefix, outcome)}
            <small>{named(prefix, `${outcome}.hint`)}</small>
          </span>
          <Kbd name={OUTCOME_KEYS[outcome]} />
        </label>
      ))}
    </fieldset>
  );
}

function ReasonChoice(props: {
  reasons: readonly string[];
  chosen: string | null;
  onChoose: (reason: string) => void;
}) {
  const { reasons, chosen, onChoose } = props;
  return (
    <fieldset>
      <legend>{t('judge.reason')}</legend>
      {reasons.length === 0 && <p class="hint">{t('judge.reason.first')}</p>}
      {reasons.map((reason, at) => (
        <label key={reason} class="choice choice-compact">
          <input
            type="radio"
            name="reason"
            value={reason}
            checked={chosen === reason}
            onChange={() => onChoose(reason)}
          />
          <span class="choice-text">{named('reason', reason)}</span>
          <Kbd name={String(at + 1)} />
        </label>
      ))}
    </fieldset>
  );
}
