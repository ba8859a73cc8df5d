import { settings } from './desk.ts';
import { type Draft, EMPTY_DRAFT } from './draft.ts';
import type { LaneId } from './route.ts';

const PREFIX = 'vigie.draft.';

/**
 * Drafts outlive the end of a session, in this tab and for this person alone: answers, elements, places in the post and the
 * person's own words, never the post's. Browsers may write what a tab keeps to disk, so words of the protection lane are
 * not kept. Signing out erases them all.
 */
export function keepDraft(id: string, lane: LaneId, draft: Draft): void {
  const kept = isKept(lane) ? draft : { ...draft, note: '' };
  const isEmpty = JSON.stringify(kept) === JSON.stringify(EMPTY_DRAFT);
  inStorage((storage) =>
    isEmpty ? storage.removeItem(nameOf(id)) : storage.setItem(nameOf(id), JSON.stringify(kept)),
  );
}

/** Whether words on an item of this lane outlive their page; `keep-words.ts` asks before others are lost. */
export function isKept(lane: LaneId): boolean {
  return lane !== 'protect';
}

export function keptDraft(id: string): Draft {
  const kept = inStorage((storage) => storage.getItem(nameOf(id)));
  return kept === null ? EMPTY_DRAFT : { ...EMPTY_DRAFT, ...(JSON.parse(kept) as Draft) };
}

/** Erases what others than this person, or (`null`) anybody, left in this tab. */
export function forgetDrafts(person: string | null): void {
  inStorage((storage) => {
    for (const name of Object.keys(storage).filter((one) => one.startsWith(PREFIX)))
      if (person === null || !name.startsWith(`${PREFIX}${person} `)) storage.removeItem(name);
    return null;
  });
}

function nameOf(id: string): string {
  return `${PREFIX}${settings.value?.person.id ?? ''} ${id}`;
}

/** A private window may refuse storage; then a draft lasts as long as its page. */
function inStorage<Value>(use: (storage: Storage) => Value): Value | null {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}
