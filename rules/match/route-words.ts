import type { CompiledRules, ListId } from '../compile/compiled-rules.ts';
import type { ListHits } from './list-hits.ts';

/** By list, the rules of ways that read its words, by their index. */
export type RoutesOfList = ReadonlyMap<ListId, readonly number[]>;

export function routesOfLists({ rules, routeRules }: CompiledRules): RoutesOfList {
  const routes = new Map<ListId, number[]>();
  for (const index of routeRules) {
    const route = rules[index]?.route;
    for (const list of [...(route?.between ?? []), ...(route?.toward ?? [])]) {
      const own = routes.get(list);
      if (own === undefined) routes.set(list, [index]);
      else own.push(index);
    }
  }
  return routes;
}

/**
 * Lists with a hit by the rule of a way that reads them. A rule reads lists of every language, some hundreds, and a post touches
 * a handful: so they are gone through the other way round.
 */
export function touchedByRoute(
  lists: ListHits,
  routes: RoutesOfList,
): ReadonlyMap<number, readonly ListId[]> {
  const touched = new Map<number, ListId[]>();
  for (let at = 0; at < lists.touchedCount; at += 1) {
    const list = lists.touched[at] ?? 0;
    for (const rule of routes.get(list) ?? []) {
      const own = touched.get(rule);
      if (own === undefined) touched.set(rule, [list]);
      else own.push(list);
    }
  }
  return touched;
}
