import type { HeldRule } from '../../../queue/contracts/index.ts';
import { fairnessText } from '../state/fairness-words.ts';
import { dateTime } from '../state/format.ts';
import { t } from '../state/locale.ts';

/** Who holds rules where no person did. */
const WATCH = 'worker:fairness';

/** Rules that are switched off, why, and whether one person would let them speak again. */
export function FairnessHolds({ holds }: { holds: readonly HeldRule[] }) {
  return (
    <section class="card" aria-labelledby="fairness-holds">
      <h2 id="fairness-holds">{fairnessText('holds.title')}</h2>
      <p class="hint">{fairnessText(holds.length === 0 ? 'holds.none' : 'holds.hint')}</p>
      <ul class="gaps">
        {holds.map(({ rule, reason, heldAt, heldBy, isHalfLifted }) => (
          <li key={rule}>
            <bdi class="mono">{rule}</bdi>{' '}
            {fairnessText('holds.since', {
              time: dateTime(heldAt),
              who: heldBy === WATCH ? fairnessText('holds.watch') : heldBy,
            })}
            {t('app.colon')}
            <bdi>{reason}</bdi>
            {isHalfLifted && <p class="warning-text">{fairnessText('holds.half')}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
