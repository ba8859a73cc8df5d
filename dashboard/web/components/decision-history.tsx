import type { Decision } from '../../../queue/contracts/index.ts';
import { dateTime, outcomeName } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { usePostFonts } from '../state/post-fonts.ts';
import type { LaneId } from '../state/route.ts';

/** The judgments on record, the first one and a revision. */
export function DecisionHistory(props: { decisions: readonly Decision[]; lane: LaneId }) {
  const { decisions, lane } = props;
  usePostFonts(decisions.map(({ note }) => note ?? '').join());
  return (
    <ol class="decisions">
      {decisions.map((decision) => (
        <li key={`${decision.stage} ${decision.decidedAt}`}>
          <p class="hint">
            {t(decision.stage === 'first' ? 'decided.first' : 'decided.revision')}
            {' · '}
            <time dateTime={decision.decidedAt}>{dateTime(decision.decidedAt)}</time>
          </p>
          <p>
            <strong>{outcomeName(lane, decision.outcome)}</strong>
            {` – ${named('reason', decision.reason)}`}
          </p>
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
