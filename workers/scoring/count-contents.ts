import type { Assessment } from '../../queue/contracts/index.ts';
import type { ContentCount } from '../../queue/storage/index.ts';
import type { Assessed } from './assessed.ts';

/** How many posts of each lane are about the same, in the order in which each was first met. */
export function countContents(posts: readonly Pick<Assessed, 'assessment' | 'content'>[]): ContentCount[] {
  const counts = new Map<string, ContentCount>();
  for (const { assessment, content } of posts) {
    const { lane, language } = assessment;
    const { script, corridor } = content;
    const key = `${lane} ${language} ${script} ${corridor}`;
    const count = (counts.get(key)?.count ?? 0) + 1;
    counts.set(key, { lane, language, script, corridor, count });
  }
  return [...counts.values()];
}

/** The rules that counted for an offer, as the trace says. */
export function countedRules({ trace }: Assessment): string[] {
  return trace.flatMap(({ step, rule, weight }) =>
    step === 'counted' && typeof rule === 'string' && typeof weight === 'number' && weight > 0 ? [rule] : [],
  );
}
