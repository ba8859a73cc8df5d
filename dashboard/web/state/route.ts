import type { PageAddress } from '../../page-addresses.ts';

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

/** Names that stand alone in an address, and those of one of several, by its id; what the server does not know does not compile. */
type Plain = Exclude<PageAddress, '/' | `/${string}/${string}`> extends `/${infer Name}` ? Name : never;
type OneOf = Extract<PageAddress, `/${string}s/:id`> extends `/${infer Name}s/:id` ? Name : never;

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
] as const satisfies readonly Plain[];

const ONE_OF = [
  'contest',
  'case',
  'notice',
  'telling',
  'audit',
  'record',
] as const satisfies readonly OneOf[];

/** Which page an address means. */
export function parseRoute(pathname: string): Route {
  if (pathname === '/') return { page: 'start' };
  if (pathname === '/sign-in/return') return { page: 'return' };
  const [first, id, ...rest] = pathname.split('/').slice(1);
  if (rest.length > 0) return { page: 'missing' };
  if (first === 'review' || first === 'protect') {
    return id === undefined ? { page: 'queue', lane: first } : { page: 'item', lane: first, id };
  }
  if (id === undefined) {
    const plain = PLAIN.find((name) => name === first);
    return { page: plain ?? 'missing' };
  }
  const one = ONE_OF.find((name) => `${name}s` === first);
  return one === undefined ? { page: 'missing' } : { page: one, id };
}

/** Pages that lie below one of the navigation, and are opened by the same permission. */
const PARENTS = {
  contest: 'contests',
  case: 'cases',
  notice: 'notices',
  telling: 'tellings',
  audit: 'audits',
  record: 'audits',
  coverage: 'oversight',
} as const satisfies Partial<Record<Route['page'], Route['page']>>;

type Below = keyof typeof PARENTS;

/** The page of the navigation that one belongs to, which may be itself. */
export function sectionOf<Page extends Route['page']>(page: Page) {
  return (
    (PARENTS as Partial<Record<string, (typeof PARENTS)[Below]>>)[page] ?? (page as Exclude<Page, Below>)
  );
}
