import type { CaptureProof } from '../../../queue/contracts/index.ts';
import { et } from '../state/evidence-words.ts';
import { dateTime, number } from '../state/format.ts';

/** Whether the archive is signed and its coming into custody stamped, by whom and since when; or why not, as it stands. */
export function CaptureProofs({ proof }: { proof: CaptureProof }) {
  return (
    <section aria-labelledby="capture-proofs">
      <h4 id="capture-proofs">{et('proof.title')}</h4>
      <ul class="plain-list">
        <li>
          <Signature signature={proof.signature} />
        </li>
        {proof.stamps.length === 0 && <li class="warning-text">{et('proof.stamp.none')}</li>}
        {proof.stamps.map((stamp) => (
          <li key={stamp.authority}>
            <Stamp stamp={stamp} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Signature({ signature }: Pick<CaptureProof, 'signature'>) {
  const { state, reason, attempts, domain, authority, genTime, isLate } = signature;
  if (state === 'signed') {
    return (
      <>
        {et('proof.signed')} <bdi>{domain}</bdi>
        <br />
        <bdi class="mono">{authority}</bdi> {et('proof.stamp.confirmed', { time: dateTime(genTime ?? '') })}
        {isLate && <p class="hint">{et('proof.late')}</p>}
      </>
    );
  }
  if (reason === null) return <span class="warning-text">{et('proof.unsigned')}</span>;
  return (
    <>
      <span class="warning-text">{et('proof.unsigned.again', { count: number(attempts) })}</span>{' '}
      <bdi class="mono">{reason}</bdi>
    </>
  );
}

function Stamp({ stamp }: { stamp: CaptureProof['stamps'][number] }) {
  const { authority, state, reason, genTime } = stamp;
  return (
    <>
      {et('proof.stamp')} <bdi class="mono">{authority}</bdi>{' '}
      <span class={state === 'confirmed' ? '' : 'warning-text'}>
        {state === 'confirmed'
          ? et('proof.stamp.confirmed', { time: dateTime(genTime ?? '') })
          : et(`proof.stamp.${state}`)}
      </span>{' '}
      {reason !== null && <bdi class="mono">{reason}</bdi>}
    </>
  );
}
