import type { ControlFeedback } from '../../../queue/contracts/index.ts';
import { careText, loadCareWords } from '../state/care-words.ts';
import { named } from '../state/locale.ts';

/** What was known of a post, once it was answered. */
export function KnownAnswer({ feedback, isControl }: { feedback: ControlFeedback; isControl: boolean }) {
  const { expected, reason, explanation, isRight } = feedback;
  return (
    <div class={`notice notice-${isRight ? 'info' : 'warning'}`} role="status">
      <p class="notice-title">{careText(isRight ? 'control.right' : 'control.wrong')}</p>
      <p>
        {careText('control.known', {
          outcome: named('outcome', expected),
          reason: named('reason', reason),
        })}
      </p>
      {explanation !== null && (
        <p>
          <bdi dir="auto">{explanation}</bdi>
        </p>
      )}
      {isControl && <p class="hint">{careText('control.only-you')}</p>}
    </div>
  );
}

export async function loadKnownAnswer(): Promise<typeof KnownAnswer> {
  await loadCareWords();
  return KnownAnswer;
}
