import { signal } from '@preact/signals';
import type { Judgment } from '../../../queue/contracts/index.ts';
import type {
  DeskSettings,
  DryRun,
  ItemView,
  NextView,
  Problem,
  QueueView,
  SourcesView,
  StatusReport,
  TranslationView,
} from '../../wire.ts';
import { PERSON, UNATTENDED } from '../../wire-headers.ts';
import type { LaneId } from './route.ts';

/** Whether the last request got no answer at all. */
export const isOffline = signal(false);

/** Whether the last request found no session in force. */
export const isSignedOut = signal(false);

/** How often a request found that somebody else is signed in here by now: the frame then asks who. */
export const replacements = signal(0);

/** How often a step was refused because what it was about stands otherwise by now, or is gone: what is shown is asked for anew. */
export const refusals = signal(0);

/** What became of a step that failed; a refusal is counted. */
export function failed(error: unknown): ApiFailure {
  const failure = error instanceof ApiFailure ? error : new ApiFailure(null);
  const status = failure.problem?.status;
  if (status === 409 || status === 404) refusals.value += 1;
  return failure;
}

/** Whose pages these are; `null` before anybody is known, and once they left. */
let owner: string | null = null;

export function setOwner(personId: string | null): void {
  owner = personId;
}

/** An answer that is no success, or (`problem` is null) no answer. */
export class ApiFailure extends Error {
  readonly problem: Problem | null;

  constructor(problem: Problem | null) {
    super(problem?.detail ?? 'no answer');
    this.problem = problem;
  }
}

/** Who wants to know: the person, by what they did, or the page by itself, which is no use of the session. */
export type Asker = 'person' | 'page';

export interface QueueFilter {
  readonly lane: LaneId;
  readonly language: string | null;
  readonly show: 'open' | 'closed';
  readonly outcome?: string | null;
  readonly before?: string | null;
}

export type PlainStep = 'claim' | 'conclude' | 'undo';
export type SettlingStep = 'approve' | 'refuse';

export const api = {
  signOut: () => request<null>('POST', '/api/sign-out', {}),
  /** Who is signed in, whoever it is. */
  settings: (asker: Asker = 'person') => ask<DeskSettings>('GET', '/api/desk', undefined, asker, null),
  /** Whether that is still whose page this is, without a use of the session. @throws ApiFailure unless it is */
  check: () => request<DeskSettings>('GET', '/api/desk', undefined, 'page'),
  status: () => request<StatusReport>('GET', '/api/status'),
  sources: () => request<SourcesView>('GET', '/api/sources'),
  trySource: (id: string) => request<DryRun>('POST', `/api/sources/${encodeURIComponent(id)}/try`, {}),
  queue({ lane, language, show, outcome = null, before = null }: QueueFilter, asker?: Asker) {
    const query = new URLSearchParams({
      lane,
      show,
      ...(language !== null && { language }),
      ...(outcome !== null && { outcome }),
      ...(before !== null && { before }),
    });
    return request<QueueView>('GET', `/api/queue?${query}`, undefined, asker);
  },
  next: (lane: LaneId, language: string | null) =>
    request<NextView>('POST', '/api/next', { lane, ...(language !== null && { language }) }),
  item: (id: string, asker?: Asker) =>
    request<ItemView>('GET', `/api/items/${encodeURIComponent(id)}`, undefined, asker),
  step: (id: string, step: PlainStep, asker?: Asker) =>
    request<ItemView>('POST', `/api/items/${encodeURIComponent(id)}/${step}`, {}, asker),
  translate: (id: string, to: string) =>
    request<TranslationView>('POST', `/api/items/${encodeURIComponent(id)}/translate`, { to }),
  release: (id: string) => request<null>('POST', `/api/items/${encodeURIComponent(id)}/release`, {}),
  judge: (id: string, claim: number, judgment: Judgment) =>
    request<NextView>('POST', `/api/items/${encodeURIComponent(id)}/judge`, { claim, judgment }),
  revise: (id: string, judgment: Judgment) =>
    request<NextView>('POST', `/api/items/${encodeURIComponent(id)}/revise`, judgment),
  protect: (id: string, reason: string) =>
    request<null>('POST', `/api/items/${encodeURIComponent(id)}/protect`, { reason }),
  settle: (id: string, step: SettlingStep, note: string) =>
    request<ItemView>('POST', `/api/items/${encodeURIComponent(id)}/${step}`, { note }),
};

/** Asks the server, for whoever the page is of. @throws ApiFailure */
export function request<Answer>(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  asker: Asker = 'person',
): Promise<Answer> {
  return ask(method, path, body, asker, owner);
}

async function ask<Answer>(
  method: 'GET' | 'POST',
  path: string,
  body: unknown,
  asker: Asker,
  of: string | null,
): Promise<Answer> {
  const askedFor = owner;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      redirect: 'error',
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(asker === 'page' && { [UNATTENDED]: '1' }),
        ...(of !== null && { [PERSON]: of }),
      },
    });
  } catch {
    isOffline.value = true;
    throw new ApiFailure(null);
  }
  isOffline.value = false;
  if (response.status === 204) return null as Answer;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer as Answer;
  const problem = asProblem(answer, response.status);
  if (problem.code === 'session.other') replacements.value += 1;
  // A late one, to a page of somebody else by now, says nothing of this one.
  else if (problem.status === 401 && owner === askedFor && !path.startsWith('/api/sign-in'))
    isSignedOut.value = true;
  throw new ApiFailure(problem);
}

function asProblem(answer: unknown, status: number): Problem {
  if (typeof answer === 'object' && answer !== null && 'code' in answer) return answer as Problem;
  return { title: '', status, code: 'internal', detail: `HTTP ${status}` };
}
