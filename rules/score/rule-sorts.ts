import type { CompiledRule } from '../compile/compiled-rules.ts';

/** Rules of one category that the gate tells apart by what they find. */
export interface RuleSorts {
  /** Rules that find sums of money; other prices are words. */
  readonly sums: ReadonlySet<string>;
  /** Rules that find where to write to, a number, a name or a link; other contacts are words that ask for it. */
  readonly addresses: ReadonlySet<string>;
}

export function sortsOf(rules: readonly CompiledRule[]): RuleSorts {
  const idsOf = (wanted: (rule: CompiledRule) => boolean) =>
    new Set(rules.filter(wanted).map(({ id }) => id));
  return {
    sums: idsOf(({ price }) => price !== null),
    addresses: idsOf(({ category, patterns }) => category === 'contact' && patterns.length > 0),
  };
}
