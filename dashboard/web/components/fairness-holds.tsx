import type { FairnessView, LiftedHold, PROCESS } from '../../../queue/contracts/index.ts';
import { settings } from '../state/desk.ts';
import { fairnessText } from '../state/fairness-words.ts';
import { dateTime } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { logAddress } from '../state/log-address.ts';
import { LiftHold } from './lift-hold.tsx';

/** Who holds rules where no person did. */
const WATCH: (typeof PROCESS)['fairness'] = 'worker:fairness';

type Held = FairnessView['holds'][number];

/** Rules that are switched off, why, and who would let them speak again; those that speak again, and on whose word. */
export function FairnessHolds({ view, onChange }: { view: FairnessView; onChange: () => void }) {
  const { holds, lifted, mayLift } = view;
  return (
    <section class="card" aria-labelledby="fairness-holds">
      <h2 id="fairness-holds">{fairnessText('holds.title')}</h2>
      <p class="hint">{fairnessText(holds.length === 0 ? 'holds.none' : 'holds.hint')}</p>
      <ul class="gaps">
        {holds.map((hold) => (
          <li key={hold.rule}>
            <bdi class="mono">{hold.rule}</bdi>{' '}
            {fairnessText('holds.since', { time: dateTime(hold.heldAt), who: whoOf(hold.heldBy) })}
            {t('app.colon')}
            <bdi>{hold.reason}</bdi>
            <HoldEntries rule={hold.rule} />
            <Proposal hold={hold} />
            {mayLift && hold.proposal?.isOwn !== true && <LiftHold hold={hold} onChange={onChange} />}
          </li>
        ))}
      </ul>
      {lifted.length > 0 && (
        <details>
          <summary>{fairnessText('holds.lifted')}</summary>
          <ul class="gaps">
            {lifted.map((one) => (
              <li key={`${one.rule} ${one.liftedAt}`}>
                <Lifted hold={one} />
                <HoldEntries rule={one.rule} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** Everything the log says of a rule, for whoever may read it. */
function HoldEntries({ rule }: { rule: string }) {
  if (settings.value?.may.log !== true) return null;
  return (
    <>
      {' '}
      <a href={logAddress({ subject: rule })}>{t('figures.log')}</a>
    </>
  );
}

function Proposal({ hold: { proposal } }: { hold: Held }) {
  if (proposal === null) return null;
  return (
    <>
      <p class="warning-text">
        {proposal.isOwn
          ? fairnessText('holds.own')
          : fairnessText('holds.half', { who: proposal.by, time: dateTime(proposal.at) })}
      </p>
      {proposal.reason !== null && (
        <p>
          <bdi>{fairnessText('holds.half.reason', { reason: proposal.reason })}</bdi>
        </p>
      )}
    </>
  );
}

function Lifted({ hold: { rule, heldBy, heldAt, liftedAt, liftedBy, reason } }: { hold: LiftedHold }) {
  const [first, second] = liftedBy;
  const at = { since: dateTime(heldAt), time: dateTime(liftedAt) };
  return (
    <>
      <bdi class="mono">{rule}</bdi>{' '}
      {fairnessText('holds.lifted.of', { ...at, who: whoOf(heldBy), first, second })}
      {reason !== null && (
        <>
          {t('app.colon')}
          <bdi>{reason}</bdi>
        </>
      )}
    </>
  );
}

function whoOf(heldBy: string): string {
  return heldBy === WATCH ? fairnessText('holds.watch') : heldBy;
}
