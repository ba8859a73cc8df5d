import { signal } from '@preact/signals';
import type { DeskSettings, ItemView, NextView, QueueView } from '../../wire.ts';
import { announce } from './announcer.ts';
import { type Asker, api } from './api.ts';
import { timeOfDay } from './format.ts';
import { t } from './locale.ts';
import type { LaneId } from './route.ts';
import { navigate, route } from './router.ts';

/** What the server said once at start. */
export const settings = signal<DeskSettings | null>(null);

/** How often the person stopped for today since the page was opened: whoever shows it asks anew. */
export const stops = signal(0);

/** Open items per lane as last seen. */
export const counts = signal<QueueView['counts'] | null>(null);

/** Counts questions: of two answers the later question's holds, whichever comes last. */
let asked = 0;

/** Asks anew after a step, in a lane that is open to the person. A failure leaves the last counts. */
export function refreshCounts(asker?: Asker): void {
  const may = settings.value?.may;
  if (may === undefined || !(may.review || may.protect)) return;
  const lane = may.protect ? 'protect' : 'review';
  asked += 1;
  const mine = asked;
  api.queue({ lane, language: null, show: 'open' }, asker).then(
    (view) => {
      if (mine === asked) counts.value = view.counts;
    },
    () => undefined,
  );
}

/** Where the person's work begins: the first page that their roles open. */
export function firstPage(): string | undefined {
  const may = settings.value?.may;
  if (may === undefined) return undefined;
  const pages = [
    'review',
    'protect',
    'oversight',
    'people',
    'quality',
    'sources',
    'status',
    'try',
    'cases',
    'names',
  ] as const;
  const page = pages.find((name) => may[name]);
  return page && `/${page}`;
}

/** An item that came with the answer to "next", so that its page need not ask for it again. */
let handedOver: ItemView | null = null;

export function takeHandedOver(id: string): ItemView | null {
  const item = handedOver?.id === id ? handedOver : null;
  handedOver = null;
  return item;
}

/**
 * Claims the next item of the lane and opens its page, unless the person went elsewhere meanwhile: the claim is theirs, and whoever
 * asks again is given it. Where nothing is handed out, `item` is `null`.
 */
export async function openNext(lane: LaneId, language: string | null): Promise<NextView> {
  const askedAt = location.pathname;
  const next = await api.next(lane, language);
  refreshCounts();
  if (location.pathname !== askedAt) return next;
  if (next.item === null) announce(nothingNext(next));
  // The one that is shown was called for anew (PRO-07): no page opens for it, so whoever shows it takes it from the answer.
  else if (!isAt(next.item.id)) {
    handedOver = next.item;
    navigate(itemPath(next.item, language));
  }
  return next;
}

/** Whether an item's page is open: an answer that comes late drags nobody back. */
export function isAt(id: string): boolean {
  return route.value.page === 'item' && route.value.id === id;
}

/** Why no post came: none waits, or the person is to rest. */
export function nothingNext({ rest }: NextView): string {
  if (rest == null) return t('queue.next.none');
  return t(`rest.${rest.why}`, { time: timeOfDay(new Date(rest.until).toISOString()) });
}

export function itemPath(item: { lane: LaneId; id: string }, language: string | null): string {
  return withLanguage(`/${item.lane}/${item.id}`, language);
}

/** The language filter travels in the address, so that "next" keeps to it and a page can be shared. */
export function withLanguage(path: string, language: string | null): string {
  return language === null ? path : `${path}?language=${encodeURIComponent(language)}`;
}
