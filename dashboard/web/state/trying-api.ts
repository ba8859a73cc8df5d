import type { PacksOnText, TryView } from '../../wire-try.ts';
import { request } from './api.ts';

export const tryingApi = {
  tryText: (text: string) => request<TryView>('POST', '/api/try', { text }),
  /** What only the packs tell of it; it may take seconds. */
  packsOn: (text: string) => request<PacksOnText>('POST', '/api/try/packs', { text }),
};
