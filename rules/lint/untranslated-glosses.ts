import { isTried } from '../analysis/shadow-rules.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import type { Finding } from './finding.ts';

/**
 * Rules whose meaning is told in English alone. Packs of earlier releases said it so and are loaded all the same, or nothing could be
 * compared with them; a new release is read by people who work in French, too.
 */
export function untranslatedGlosses(located: readonly LocatedPack[]): readonly Finding[] {
  return located.flatMap(({ pack, locate }) =>
    pack.rules.flatMap((rule, at): readonly Finding[] => {
      if (!isTried(rule) || rule.gloss.fr !== undefined) return [];
      return [
        {
          file: pack.file,
          ...locate(['rules', at, 'gloss']),
          level: rule.status === 'live' ? 'error' : 'warning',
          code: 'rules.untranslated-gloss',
          message: `rule "${rule.id}": expected a gloss as { en, fr }, found it in English alone; add the French`,
        },
      ];
    }),
  );
}
