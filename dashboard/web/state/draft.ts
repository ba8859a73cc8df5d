import type { CitedSpan, Judgment, Outcome } from '../../../queue/contracts/index.ts';
import type { MessageKey } from '../messages/index.ts';
import { settings } from './desk.ts';

/** What has been entered so far; nothing is chosen at the start. */
export interface Draft {
  readonly outcome: Outcome | null;
  readonly reason: string | null;
  readonly note: string;
  readonly elements: readonly string[];
  readonly spans: readonly CitedSpan[];
}

export const EMPTY_DRAFT: Draft = { outcome: null, reason: null, note: '', elements: [], spans: [] };

/** Another answer has other reasons; what was cited and written stays. */
export function withOutcome(draft: Draft, outcome: Outcome): Draft {
  return { ...draft, outcome, reason: draft.outcome === outcome ? draft.reason : null };
}

export function toggled<Value>(list: readonly Value[], value: Value, isSame = Object.is): Value[] {
  return list.some((one) => isSame(one, value))
    ? list.filter((one) => !isSame(one, value))
    : [...list, value];
}

export function isSameSpan(one: CitedSpan, other: CitedSpan): boolean {
  return one.start === other.start && one.end === other.end;
}

/** What still lacks before the draft can be recorded, in the order of the form. */
export function missingIn(draft: Draft, isRevision: boolean): MessageKey[] {
  const missing: MessageKey[] = [];
  if (draft.outcome === null || draft.reason === null) return ['judge.submit.missing'];
  const isOffer = draft.outcome === 'offer';
  const elements = settings.value?.elements;
  const names = (keys: readonly string[] = []) => keys.some((key) => draft.elements.includes(key));
  if (isOffer && !names(elements?.act)) missing.push('judge.missing.act');
  if (isOffer && !names(elements?.benefit)) missing.push('judge.missing.benefit');
  if (isOffer && draft.spans.length === 0) missing.push('judge.missing.spans');
  if ((isOffer || isRevision) && draft.note.trim().length < (settings.value?.minNoteLength ?? 0)) {
    missing.push(isRevision ? 'judge.missing.why' : 'judge.missing.note');
  }
  return missing;
}

/** The judgment that a complete draft says. */
export function judgmentOf({ outcome, reason, note, elements, spans }: Draft): Judgment | null {
  if (outcome === null || reason === null) return null;
  const words = note.trim();
  return {
    outcome,
    reason,
    ...(words !== '' && { note: words }),
    ...(outcome === 'offer' && {
      elements: [...elements] as NonNullable<Judgment['elements']>,
      spans: [...spans].sort((one, other) => one.start - other.start),
    }),
  };
}
