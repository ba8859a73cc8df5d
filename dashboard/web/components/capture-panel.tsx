import { useState } from 'preact/hooks';
import type { CaptureFacts, CaptureView } from '../../../queue/contracts/index.ts';
import type { CaptureAnswer } from '../../wire-casework.ts';
import { request } from '../state/api.ts';
import { et, evidenceNamed, loadEvidenceWords } from '../state/evidence-words.ts';
import { dateTime, number, sentenceList } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { useRemote } from '../state/use-remote.ts';
import { Awaited } from './awaited.tsx';
import { CaptureProofs } from './capture-proofs.tsx';
import { Facts } from './facts.tsx';

const KIB = 1024;

const pathOf = (itemId: string) => `/api/items/${encodeURIComponent(itemId)}/capture`;

/** How the capture of the post's page went, and, once asked for, the picture of its text. */
function CapturePanel({ itemId }: { itemId: string }) {
  const remote = useRemote(`capture ${itemId}`, () => request<CaptureAnswer>('GET', pathOf(itemId)));
  const { value } = remote;
  return (
    <section class="capture" aria-labelledby="capture-title">
      <h3 id="capture-title">{et('capture.title')}</h3>
      <Awaited {...remote} />
      {value !== null &&
        (value.capture === null ? (
          <p class="hint">{et('capture.none')}</p>
        ) : (
          <Capture capture={value.capture} itemId={itemId} />
        ))}
    </section>
  );
}

function Capture({ capture, itemId }: { capture: CaptureView; itemId: string }) {
  const { record, seenUntil, missedAt, endedAt } = capture;
  return (
    <>
      <p class={capture.state === 'captured' ? '' : 'warning-text'}>{standingOf(capture)}</p>
      {record?.postFound === false && <p class="warning-text">{et('capture.unfound')}</p>}
      {record?.kind === 'answer' && <p class="hint">{et('capture.answer')}</p>}
      {seenUntil !== null && seenUntil !== endedAt && (
        <p class="hint">{et('capture.seen', { time: dateTime(seenUntil) })}</p>
      )}
      {missedAt !== null && <p class="warning-text">{et('capture.missed', { time: dateTime(missedAt) })}</p>}
      {capture.hasPicture && <Picture itemId={itemId} />}
      {capture.proof !== null && <CaptureProofs proof={capture.proof} />}
      {record !== null && <Record record={record} />}
      {capture.objects.length > 0 && <Objects objects={capture.objects} />}
    </>
  );
}

function standingOf({ state, reason, attempts, endedAt, objects }: CaptureView): string {
  switch (state) {
    case 'captured':
      return et('capture.captured', { time: dateTime(endedAt ?? ''), size: sizeOf(objects) });
    case 'failed':
      return et('capture.failed', { reason: evidenceNamed('reason', reason ?? '') });
    case 'erased':
      return et('capture.erased');
    default:
      if (reason === null) return et('capture.wanted');
      return et('capture.again', { reason: evidenceNamed('reason', reason), count: number(attempts) });
  }
}

/** Nothing of the picture is asked for before somebody wants to see it (WEL-01); asking is an entry. */
function Picture({ itemId }: { itemId: string }) {
  const [isShown, setShown] = useState(false);
  const [isGrey, setGrey] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  if (!isShown) {
    return (
      <div class="capture-reveal">
        <button type="button" class="button button-small" onClick={() => setShown(true)}>
          {et('capture.show')}
        </button>
        <p class="hint">{et('capture.show.hint')}</p>
      </div>
    );
  }
  if (hasFailed)
    return (
      <div class="capture-reveal">
        <p class="warning-text">{et('capture.picture.failed')}</p>
        <button type="button" class="button button-small" onClick={() => setFailed(false)}>
          {t('state.retry')}
        </button>
      </div>
    );
  return (
    <figure class="capture-picture">
      <img
        class={isGrey ? 'is-grey' : ''}
        src={`${pathOf(itemId)}/picture`}
        alt={et('capture.picture')}
        onError={() => setFailed(true)}
      />
      <figcaption>
        <label class="choice">
          <input
            type="checkbox"
            checked={isGrey}
            onChange={(event) => setGrey(event.currentTarget.checked)}
          />
          <span>{et('capture.grey')}</span>
        </label>
      </figcaption>
    </figure>
  );
}

function Record({ record }: { record: CaptureFacts }) {
  const { collector, egress, tools, clock, authorisation, startedAt, endedAt } = record;
  const withheld = Object.entries(record.withheld).map(([why, count]) => `${why} ${number(count)}`);
  const facts = [
    [et('capture.when'), `${dateTime(startedAt)} – ${dateTime(endedAt)}`],
    [et('capture.who'), <bdi>{`${collector.program} · ${collector.host}`}</bdi>],
    [et('capture.from'), <bdi class="mono">{egress.stated ?? sentenceList(egress.local)}</bdi>],
    ...(tools.chromium === undefined
      ? []
      : [[et('capture.browser'), <bdi>{`Chromium ${tools.chromium}`}</bdi>] as const]),
    [et('capture.clock'), et(`capture.clock.${clock.synchronised}`)],
    [et('capture.basis'), <bdi>{authorisation.legalBasis}</bdi>],
    [et('capture.robots'), <bdi class="mono">{record.robots ?? '–'}</bdi>],
    [et('capture.status'), number(record.status)],
    [et('capture.exchanges'), number(record.exchanges)],
    ...(withheld.length === 0
      ? []
      : [[et('capture.withheld'), <bdi class="mono">{withheld.join(', ')}</bdi>] as const]),
  ] as const;
  return (
    <details>
      <summary>{et('capture.record')}</summary>
      <Facts facts={facts} />
      <h4>{et('capture.conversions')}</h4>
      {/* The record's own words, which stand in no other language. */}
      <ul lang="en" dir="ltr">
        {record.conversions.map((conversion) => (
          <li key={conversion}>{conversion}</li>
        ))}
      </ul>
    </details>
  );
}

function Objects({ objects }: { objects: CaptureView['objects'] }) {
  return (
    <details>
      <summary>{et('capture.objects')}</summary>
      <ul class="plain-list">
        {objects.map(({ role, bytes, sha256 }) => (
          <li key={role}>
            {evidenceNamed('role', role)} · {kilobytes(bytes)}
            <br />
            <bdi class="mono capture-hash">{sha256}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}

function sizeOf(objects: CaptureView['objects']): string {
  return kilobytes(objects.reduce((sum, { bytes }) => sum + bytes, 0));
}

function kilobytes(bytes: number): string {
  return `${number(Math.max(1, Math.round(bytes / KIB)))} KiB`;
}

export async function loadCapturePanel(): Promise<typeof CapturePanel> {
  await loadEvidenceWords();
  return CapturePanel;
}
