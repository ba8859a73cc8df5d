import type { ContestRuling } from '../../../queue/contracts/index.ts';
import type { Identity } from '../../wire.ts';
import type {
  CasesView,
  ContestsView,
  OffersView,
  OneCaseView,
  OpenedContest,
  UnmaskedNames,
  WaitingView,
} from '../../wire-casework.ts';
import { request, type SettlingStep } from './api.ts';

/** What the pages of contests, cases and names ask for. */
export const caseApi = {
  contests: () => request<ContestsView>('GET', '/api/contests'),
  examine: (id: string) => request<OpenedContest>('POST', `${contest(id)}/examine`, {}),
  decide: (id: string, ruling: ContestRuling) => request<null>('POST', `${contest(id)}/decide`, ruling),
  cases: () => request<CasesView>('GET', '/api/cases'),
  openCase: (legalReference: string) => request<{ number: number }>('POST', '/api/cases', { legalReference }),
  oneCase: (number: string) => request<OneCaseView>('GET', oneCase(number)),
  askExport: (number: number, asked: { recipient: string; purpose: string; reason: string }) =>
    request<{ number: number }>('POST', `${oneCase(number)}/exports`, asked),
  settleExport: (number: number, word: SettlingStep) =>
    request<null>('POST', `/api/exports/${number}/${word}`, {}),
  offers: () => request<OffersView>('GET', '/api/offers'),
  add: (number: number, itemId: string) => request<null>('POST', `${oneCase(number)}/items`, { itemId }),
  close: (number: number) => request<null>('POST', `${oneCase(number)}/close`, {}),
  askName: (number: number, asked: { itemId: string; purpose: string; justification: string }) =>
    request<{ id: number }>('POST', `${oneCase(number)}/names`, asked),
  readNames: (itemId: string) => request<UnmaskedNames>('POST', `${item(itemId)}/names`, {}),
  breakGlass: (itemId: string, justification: string) =>
    request<{ identities: readonly Identity[] }>('POST', `${item(itemId)}/break-glass`, { justification }),
  waiting: () => request<WaitingView>('GET', '/api/names'),
  settle: (id: number, word: SettlingStep) => request<null>('POST', `/api/names/${id}/${word}`, {}),
};

function oneCase(number: string | number): string {
  return `/api/cases/${encodeURIComponent(number)}`;
}

function item(id: string): string {
  return `/api/items/${encodeURIComponent(id)}`;
}

function contest(id: string): string {
  return `/api/contests/${encodeURIComponent(id)}`;
}
