import { useRef } from 'preact/hooks';
import type { Judgment, Outcome } from '../../../queue/contracts/index.ts';
import { announce } from '../state/announcer.ts';
import { settings } from '../state/desk.ts';
import { type Draft, judgmentOf, missingIn, withOutcome } from '../state/draft.ts';
import { number } from '../state/format.ts';
import { isKept } from '../state/kept-drafts.ts';
import { named, t } from '../state/locale.ts';
import { OUTCOME_KEYS, orderedOutcomes, outcomesOf, sessionSeed } from '../state/outcome-order.ts';
import { usePostFonts } from '../state/post-fonts.ts';
import type { LaneId } from '../state/route.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { useHold } from '../state/use-hold.ts';
import { ChoiceLine } from './choice-line.tsx';
import { Kbd } from './kbd.tsx';
import { CitedParts, ElementChoice } from './offer-parts.tsx';

const NOTE_LENGTH = 4000;

interface FormProps {
  readonly lane: LaneId;
  readonly text: string;
  readonly language: string;
  readonly draft: Draft;
  readonly isRevision: boolean;
  readonly isBusy: boolean;
  /** From when on a judgment is taken, ms since 1970; earlier ones are held until then. */
  readonly readyAtMs: number;
  readonly onDraft: (draft: Draft) => void;
  readonly onSubmit: (judgment: Judgment) => void;
  readonly onCancel?: () => void;
}

/** One answer, one reason, and for an offer what makes it one: by pointer or by single keys. */
export function JudgmentForm(props: FormProps) {
  const { lane, draft, isRevision, isBusy, readyAtMs, onDraft, onSubmit, onCancel } = props;
  usePostFonts(draft.note);
  const note = useRef<HTMLTextAreaElement>(null);
  const reasons = draft.outcome === null ? [] : (settings.value?.reasons[draft.outcome] ?? []);
  const isOffer = draft.outcome === 'offer';
  const missing = missingIn(draft, isRevision);
  const hold = useHold(readyAtMs, draft);
  const chooseOutcome = (outcome: Outcome) => onDraft(withOutcome(draft, outcome));
  const submit = () => {
    const judgment = judgmentOf(draft);
    if (isBusy) return;
    if (missing.length > 0 || judgment === null) announce(missing.map((key) => t(key)).join(' '));
    else
      hold.run(
        () => onSubmit(judgment),
        (seconds) => announce(heldFor(seconds)),
      );
  };

  useShortcuts({
    ...Object.fromEntries(
      outcomesOf(lane).map((outcome) => [OUTCOME_KEYS[outcome], () => chooseOutcome(outcome)]),
    ),
    ...Object.fromEntries(reasons.map((reason, at) => [String(at + 1), () => onDraft({ ...draft, reason })])),
    m: () => note.current?.focus(),
    Enter: submit,
  });

  return (
    <form
      class="judgment"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        // A note is ended by the key that ends a message in other programs, so that no pointer is needed.
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
      }}
    >
      <OutcomeChoice lane={lane} chosen={draft.outcome} onChoose={chooseOutcome} />
      <ReasonChoice
        reasons={reasons}
        chosen={draft.reason}
        onChoose={(reason) => onDraft({ ...draft, reason })}
      />
      {isOffer && <ElementChoice draft={draft} onDraft={onDraft} />}
      {isOffer && <CitedParts draft={draft} onDraft={onDraft} text={props.text} language={props.language} />}
      <label class="field">
        <span class="field-label">
          {t(isRevision ? 'judge.note.why' : isOffer ? 'judge.note.needed' : 'judge.note')} <Kbd name="m" />
        </span>
        <textarea
          ref={note}
          rows={2}
          maxLength={NOTE_LENGTH}
          dir="auto"
          value={draft.note}
          aria-describedby="note-hint"
          data-kept={isKept(lane)}
          onInput={(event) => onDraft({ ...draft, note: event.currentTarget.value })}
        />
        <small id="note-hint">{t('judge.note.hint')}</small>
      </label>
      <div class="actions">
        {/* Said once when it begins: a status that counts would be read aloud every second. */}
        <p class="hint" id="submit-hint" role={hold.leftSeconds === null ? 'status' : 'timer'}>
          {hold.leftSeconds !== null ? heldFor(hold.leftSeconds) : missing.map((key) => t(key)).join(' ')}
        </p>
        <button type="submit" class="button button-primary" disabled={isBusy} aria-describedby="submit-hint">
          {t(isRevision ? 'judge.submit.revision' : 'judge.submit')} <Kbd name="Enter" />
        </button>
        {onCancel !== undefined && (
          <button type="button" class="button" onClick={onCancel}>
            {t('step.cancel')}
          </button>
        )}
      </div>
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
        <ChoiceLine
          key={reason}
          type="radio"
          name="reason"
          value={reason}
          isChosen={chosen === reason}
          onChoose={() => onChoose(reason)}
          text={named('reason', reason)}
        >
          <Kbd name={String(at + 1)} />
        </ChoiceLine>
      ))}
    </fieldset>
  );
}

function heldFor(seconds: number): string {
  return t('judge.held', { seconds: number(seconds) });
}
