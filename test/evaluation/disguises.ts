import type { Scorer } from '../../rules/index.ts';
import { DISGUISES, type Disguise, disguised } from '../support/disguises.ts';
import type { Case } from './read-cases.ts';
import { groupBy } from './tally.ts';

/** How many offers that the rules find they still find once each is disguised. */
export interface Kept {
  readonly kept: number;
  readonly tried: number;
}

export interface LanguageKept extends Kept {
  /** The disguise that hides most, and what of it is found. */
  readonly worst: Kept & { readonly name: string };
}

const share = ({ kept, tried }: Kept) => (tried === 0 ? 1 : kept / tried);

/** Tries every disguise on every offer that it changes and that the rules find as it stands, language by language. */
export function tryDisguises(
  offers: readonly Case[],
  scorer: Scorer,
  disguises: readonly Disguise[] = DISGUISES,
): ReadonlyMap<string, LanguageKept> {
  const isFound = (text: string) => scorer.score({ text }).lane === 'review';
  const found = offers.filter(({ text }) => isFound(text));
  return new Map(
    [...groupBy(found, ({ lang }) => lang)].map(([lang, of]) => {
      const each = disguises.map((disguise) => {
        const texts = of
          .map(({ text }) => [text, disguised(text, disguise)] as const)
          .filter(([plain, changed]) => changed !== plain);
        return {
          name: disguise.name,
          tried: texts.length,
          kept: texts.filter(([, text]) => isFound(text)).length,
        };
      });
      const sum = (name: keyof Kept) => each.reduce((all, one) => all + one[name], 0);
      const worst = each.reduce((one, other) => (share(other) < share(one) ? other : one));
      return [lang, { kept: sum('kept'), tried: sum('tried'), worst }];
    }),
  );
}
