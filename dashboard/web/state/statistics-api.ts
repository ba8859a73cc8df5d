import type { ReleaseRequest, StatisticsView } from '../../../queue/contracts/index.ts';
import { request } from './api.ts';

const RELEASES = '/api/statistics/releases';

/** What the page of statistics asks for. */
export const statisticsApi = {
  view: (first: string | null, last: string | null) => {
    const query = new URLSearchParams({ ...(first !== null && { first }), ...(last !== null && { last }) });
    return request<StatisticsView>('GET', `/api/statistics?${query}`);
  },
  ask: (release: ReleaseRequest) => request<{ id: number }>('POST', RELEASES, release),
  decide: (id: number, word: 'release' | 'refuse') =>
    request<null>('POST', `${RELEASES}/${id}/decide`, { word }),
  correct: (id: number, note: string) => request<null>('POST', `${RELEASES}/${id}/correct`, { note }),
  fileAddress: (id: number) => `${RELEASES}/${id}/file`,
};
