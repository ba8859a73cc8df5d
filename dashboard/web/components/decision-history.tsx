import type { Decision } from '../../../queue/contracts/index.ts';
import { dateTime, outcomeName } from '../state/format.ts';
import { named } from '../state/locale.ts';
import { usePostFonts } from '../state/post-fonts.ts';
import type { LaneId } from '../state/route.ts';

/** The judgments on record, in the order in which they were given. */
export function DecisionHistory(props: { decisions: readonly Decision[]; lane: LaneId }) {
  const { decisions, lane } = props;
  usePostFonts(decisions.map(({ note }) => note ?? '').join());
  return (
    <ol class="decisions">
      {decisions.map((decision) => (
        <li key={`${decision.stage} ${decision.decidedAt}`}>
          <p class="hint">
            {named('stage', decision.stage)}
            {' · '}
            <time dateTime={decision.decidedAt}>{dateTime(decision.decidedAt)}</time>
          </p>
          <p>
            <strong>{outcomeName(lane, decision.outcome)}</strong>
            {` – ${named('reason', decision.reason)}`}
          </p>
          {decision.elements.length > 0 && (
            <p class="hint">{decision.elements.map((element) => named('element', element)).join(' · ')}</p>
          )}
          {decision.note !== undefined && (
            <p class="note">
              <bdi dir="auto">{decision.note}</bdi>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
