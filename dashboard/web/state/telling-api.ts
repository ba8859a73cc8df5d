import type { NoticeLanguage, TellingOutcome, TellingWord } from '../../../queue/contracts/index.ts';
import type { LettersView, OneTellingView, TellingsView } from '../../wire-casework.ts';
import { request } from './api.ts';

/** What the pages on duties to tell ask for. */
export const tellingApi = {
  list: () => request<TellingsView>('GET', '/api/tellings'),
  one: (number: string) => request<OneTellingView>('GET', `/api/tellings/${encodeURIComponent(number)}`),
  letters: (number: number, language: NoticeLanguage) =>
    request<LettersView>('POST', `/api/tellings/${number}/letters`, { language }),
  record: (number: number, outcome: TellingOutcome) =>
    request<null>('POST', `/api/tellings/${number}/record`, outcome),
  settle: (number: number, word: TellingWord) =>
    request<null>('POST', `/api/tellings/${number}/settle`, word),
};
