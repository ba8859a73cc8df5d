import type { Hono } from 'hono';
import type { EntryKind } from '../queue/contracts/index.ts';

/** What a system does to personal data, in the words of Directive (EU) 2016/680, Article 25(1). */
export type Operation = 'collects' | 'alters' | 'consults' | 'discloses' | 'combines' | 'erases';

/**
 * What a route does to personal data, and the entries that say so: at least one of these kinds is written where the route
 * succeeds. Or that it does nothing to them, with the reason.
 */
export type RouteOperation =
  | { readonly operation: Operation; readonly entries: readonly [EntryKind, ...EntryKind[]] }
  | { readonly operation: 'none'; readonly reason: string };

/** By method and path, as `GET /api/items/:id`. */
export type OperationTable = Readonly<Record<string, RouteOperation>>;

export function does(operation: Operation, ...entries: [EntryKind, ...EntryKind[]]): RouteOperation {
  return { operation, entries };
}

export function doesNone(reason: string): RouteOperation {
  return { operation: 'none', reason };
}

/** Rows for routes of the same kind. */
export function each(routes: readonly string[], row: RouteOperation): OperationTable {
  return Object.fromEntries(routes.map((route) => [route, row]));
}

/**
 * Nothing is served of which nobody said what it does to personal data (LOG-01); asked when an application is built.
 * @throws Error for a route without a row, and for a row without a route
 */
export function requireEveryRouteMapped(
  app: Pick<Hono, 'routes'>,
  table: OperationTable,
  file: string,
): void {
  const handled = new Set(
    app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  );
  const unmapped = [...handled].filter((route) => !(route in table));
  const empty = Object.keys(table).filter((route) => !handled.has(route));
  if (unmapped.length + empty.length === 0) return;
  throw new Error(
    `expected ${file} to say what every route does to personal data; without a row: ${unmapped.join(', ') || 'none'}; ` +
      `without a route: ${empty.join(', ') || 'none'}`,
  );
}
