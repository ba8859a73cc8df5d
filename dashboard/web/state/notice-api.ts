import type { NoticeAnswer, NoticeDraft, NoticeFile, NoticeSending } from '../../../queue/contracts/index.ts';
import type { DownloadView, NoticesView, OneNoticeView, PreparationView } from '../../wire-casework.ts';
import { request } from './api.ts';

/** What the outbox asks for. */
export const noticeApi = {
  list: () => request<NoticesView>('GET', '/api/notices'),
  one: (number: string) => request<OneNoticeView>('GET', `/api/notices/${encodeURIComponent(number)}`),
  prepare: (caseNumber: number, itemId: string) =>
    request<PreparationView>('POST', `/api/cases/${caseNumber}/notices/prepare`, { itemId }),
  draft: (draft: NoticeDraft) => request<{ number: number }>('POST', '/api/notices', draft),
  edit: (number: number, digest: string, draft: NoticeDraft) => step(number, 'edit', { digest, draft }),
  confirm: (number: number, digest: string) => step(number, 'confirm', { digest, isInGoodFaith: true }),
  file: (number: number, file: NoticeFile) =>
    request<DownloadView>('POST', `/api/notices/${number}/file`, { file }),
  send: (number: number, sending: NoticeSending) => step(number, 'sent', sending),
  answer: (number: number, answer: NoticeAnswer) => step(number, 'outcome', answer),
  withdraw: (number: number) => step(number, 'withdraw', {}),
  correction: (number: number) => request<DownloadView>('POST', `/api/notices/${number}/correction`, {}),
  correct: (number: number) => step(number, 'corrected', {}),
};

function step(number: number, name: string, body: object): Promise<null> {
  return request<null>('POST', `/api/notices/${number}/${name}`, body);
}
