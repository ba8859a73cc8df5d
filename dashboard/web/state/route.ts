export type LaneId = 'review' | 'protect';

export type Route =
  | { readonly page: 'queue'; readonly lane: LaneId }
  | { readonly page: 'item'; readonly lane: LaneId; readonly id: string }
  | { readonly page: 'closed' }
  | { readonly page: 'contests' }
  | { readonly page: 'contest'; readonly id: string }
  | { readonly page: 'cases' }
  | { readonly page: 'case'; readonly id: string }
  | { readonly page: 'notices' }
  | { readonly page: 'notice'; readonly id: string }
  | { readonly page: 'tellings' }
  | { readonly page: 'telling'; readonly id: string }
  | { readonly page: 'names' }
  | { readonly page: 'sources' }
  | { readonly page: 'status' }
  | { readonly page: 'try' }
  | { readonly page: 'people' }
  | { readonly page: 'account' }
  | { readonly page: 'care' }
  | { readonly page: 'quality' }
  | { readonly page: 'fairness' }
  | { readonly page: 'questions' }
  | { readonly page: 'statistics' }
  | { readonly page: 'oversight' }
  | { readonly page: 'coverage' }
  | { readonly page: 'log' }
  | { readonly page: 'audits' }
  | { readonly page: 'audit'; readonly id: string }
  | { readonly page: 'record'; readonly id: string }
  | { readonly page: 'rules' }
  | { readonly page: 'join' }
  | { readonly page: 'return' }
  | { readonly page: 'start' }
  | { readonly page: 'missing' };

const PLAIN = [
  'closed',
  'contests',
  'cases',
  'notices',
  'tellings',
  'names',
  'sources',
  'status',
  'try',
  'people',
  'account',
  'care',
  'quality',
  'fairness',
  'questions',
  'statistics',
  'oversight',
  'coverage',
  'log',
  'audits',
  'rules',
  'join',
] as const;

/** Which page an address means. */
export function parseRoute(pathname: string): Route {
  if (pathname === '/') return { page: 'start' };
  if (pathname === '/sign-in/return') return { page: 'return' };
  const [first, id, ...rest] = pathname.split('/').slice(1);
  if (rest.length > 0) return { page: 'missing' };
  if (first === 'review' || first === 'protect') {
    return id === undefined ? { page: 'queue', lane: first } : { page: 'item', lane: first, id };
  }
  if (first === 'contests' && id !== undefined) return { page: 'contest', id };
  if (first === 'cases' && id !== undefined) return { page: 'case', id };
  if (first === 'notices' && id !== undefined) return { page: 'notice', id };
  if (first === 'tellings' && id !== undefined) return { page: 'telling', id };
  if (first === 'audits' && id !== undefined) return { page: 'audit', id };
  if (first === 'records' && id !== undefined) return { page: 'record', id };
  const plain = PLAIN.find((page) => page === first);
  return plain !== undefined && id === undefined ? { page: plain } : { page: 'missing' };
}
