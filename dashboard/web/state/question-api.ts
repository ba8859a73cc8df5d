import type { Answer, Question } from '../../../queue/contracts/index.ts';
import type { QuestionsView, ReadQuestion } from '../../wire-casework.ts';
import { type Asker, request } from './api.ts';

/** What asking a colleague, and answering one, asks the server for. */
export const questionApi = {
  ask: (itemId: string, question: Question) =>
    request<null>('POST', `/api/items/${encodeURIComponent(itemId)}/ask`, question),
  waiting: (asker?: Asker) => request<QuestionsView>('GET', '/api/questions', undefined, asker),
  read: (id: number) => request<ReadQuestion>('POST', `/api/questions/${id}/read`, {}),
  answer: (id: number, answer: Answer) => request<null>('POST', `/api/questions/${id}/answer`, answer),
};
