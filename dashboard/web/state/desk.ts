import { signal } from '@preact/signals';
import type { QueueCounts } from '../../../queue/review/port.ts';
import type { DeskSettings, ItemView } from '../../wire.ts';
import { announce } from './announcer.ts';
import { api } from './api.ts';
import { t } from './locale.ts';
import type { LaneId } from './route.ts';
import { navigate } from './router.ts';

/** What the server said once at start. */
export const settings = signal<DeskSettings | null>(null);

/** Open items per lane as last seen. */
export const counts = signal<QueueCounts | null>(null);

/** Asks anew after a step; the protection lane's list is the shorter one. A failure leaves the last counts. */
export function refreshCounts(): void {
  api.queue({ lane: 'protect', language: null, show: 'open' }).then(
    (view) => {
      counts.value = view.counts;
    },
    () => undefined,
  );
}

/** An item that came with the answer to "next", so that its page need not ask for it again. */
let handedOver: ItemView | null = null;

export function takeHandedOver(id: string): ItemView | null {
  const item = handedOver?.id === id ? handedOver : null;
  handedOver = null;
  return item;
}

/** Claims the next item of the lane and opens its page; answers whether there was one. */
export async function openNext(lane: LaneId, language: string | null): Promise<boolean> {
  const { item } = await api.next(lane, language);
  refreshCounts();
  if (item === null) {
    announce(t('queue.next.none'));
    return false;
  }
  handedOver = item;
  navigate(itemPath(item, language));
  return true;
}

export function itemPath(item: { lane: LaneId; id: string }, language: string | null): string {
  return withLanguage(`/${item.lane}/${item.id}`, language);
}

/** The language filter travels in the address, so that "next" keeps to it and a page can be shared. */
export function withLanguage(path: string, language: string | null): string {
  return language === null ? path : `${path}?language=${encodeURIComponent(language)}`;
}
