import type { Lane, Scorer } from '../../rules/index.ts';
import { DISGUISES, type Disguise, disguised } from '../support/disguises.ts';
import type { Case } from './read-cases.ts';
import { groupBy } from './tally.ts';

/** How many texts that end in their lane still end there once each is disguised. */
export interface Kept {
  readonly kept: number;
  readonly tried: number;
}

export interface LanguageKept extends Kept {
  /** The disguise that moves most, and what of it is kept. */
  readonly worst: Kept & { readonly name: string };
}

const share = ({ kept, tried }: Kept) => (tried === 0 ? 1 : kept / tried);

/** Tries every disguise on every case that it changes and that ends in its lane as it stands, language by language. */
export function tryDisguises(
  { cases, lane }: { readonly cases: readonly Case[]; readonly lane: Lane },
  scorer: Scorer,
  disguises: readonly Disguise[] = DISGUISES,
): ReadonlyMap<string, LanguageKept> {
  const isKept = (text: string) => scorer.score({ text }).lane === lane;
  const kept = cases.filter(({ text }) => isKept(text));
  return new Map(
    [...groupBy(kept, ({ lang }) => lang)].map(([lang, of]) => {
      const each = disguises.map((disguise) => {
        const texts = of
          .map(({ text }) => [text, disguised(text, disguise)] as const)
          .filter(([plain, changed]) => changed !== plain);
        return {
          name: disguise.name,
          tried: texts.length,
          kept: texts.filter(([, text]) => isKept(text)).length,
        };
      });
      const sum = (name: keyof Kept) => each.reduce((all, one) => all + one[name], 0);
      const worst = each.reduce((one, other) => (share(other) < share(one) ? other : one));
      return [lang, { kept: sum('kept'), tried: sum('tried'), worst }];
    }),
  );
}
