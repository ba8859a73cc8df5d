export type LaneId = 'review' | 'protect';

export type Route =
  | { readonly page: 'queue'; readonly lane: LaneId }
  | { readonly page: 'item'; readonly lane: LaneId; readonly id: string }
  | { readonly page: 'closed' }
  | { readonly page: 'sources' }
  | { readonly page: 'status' }
  | { readonly page: 'try' }
  | { readonly page: 'missing' };

/** Which page an address means. */
export function parseRoute(pathname: string): Route {
  if (pathname === '/') return { page: 'queue', lane: 'review' };
  const [first, id, ...rest] = pathname.split('/').slice(1);
  if (rest.length > 0) return { page: 'missing' };
  if (first === 'review' || first === 'protect') {
    return id === undefined ? { page: 'queue', lane: first } : { page: 'item', lane: first, id };
  }
  const isPlain = first === 'closed' || first === 'sources' || first === 'status' || first === 'try';
  if (isPlain && id === undefined) return { page: first };
  return { page: 'missing' };
}
