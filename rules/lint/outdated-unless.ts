import { isTried } from '../analysis/shadow-rules.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import type { Finding } from './finding.ts';

/** Rules that say what excuses a call for help. Packs of earlier releases did and are loaded all the same; nothing reads it any more. */
export function outdatedUnless(located: readonly LocatedPack[]): readonly Finding[] {
  return located.flatMap(({ pack, locate }) =>
    pack.rules.flatMap((rule, at): readonly Finding[] => {
      if (!isTried(rule) || rule.unless === undefined) return [];
      return [
        {
          file: pack.file,
          ...locate(['rules', at, 'unless']),
          level: 'error',
          code: 'rules.outdated-unless',
          message: `rule "${rule.id}": expected no "unless", found one; signs of need and other voices are weighed for every rule alike, so remove it`,
        },
      ];
    }),
  );
}
