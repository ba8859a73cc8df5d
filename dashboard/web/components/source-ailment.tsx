import type { SourceHealth } from '../../wire.ts';
import { sourceNamed, sourceText } from '../state/source-words.ts';

/** A reason in words; one that has none is shown as the code it is. */
export function ReasonName({ reason }: { reason: string }) {
  const status = /^http-(\d{3})$/.exec(reason)?.[1];
  if (status !== undefined) return sourceText('sources.reason.http', { status });
  const name = sourceNamed('sources.reason', reason);
  return name === reason ? <bdi class="mono">{reason}</bdi> : name;
}

/** What to do about a source that is not well, and the program's own words for who looks into it. */
export function SourceAdvice({ state, message }: Pick<SourceHealth, 'state' | 'message'>) {
  const advice = sourceNamed('sources.advice', state);
  return (
    <>
      {advice !== state && <p class="hint">{advice}</p>}
      {message !== null && (
        <details class="hint source-message">
          <summary>{sourceText('sources.technical')}</summary>
          <bdi lang="en" dir="ltr">
            {message}
          </bdi>
        </details>
      )}
    </>
  );
}
