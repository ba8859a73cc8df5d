import { type Category, isNeedKind, isProtectionKind } from '../categories.ts';
import type { Leaning, RuleLeaning } from '../leanings.ts';
import type { Rule } from '../schema.ts';
import type { Fault } from './fault.ts';
import type { Legible } from './legible.ts';

/**
 * What a shape alone cannot say: how the parts of one rule must agree with each other and with their pack. Rules are looked at one
 * by one, those that have not the shape of one passed over: a misshapen one must not hide what is wrong with its neighbours.
 */
export function ruleFaults({ file, language, rules, locate }: Legible): readonly Fault[] {
  return rules.flatMap(({ index, rule }) =>
    disagreements(rule, language).map(({ key, code, message }) => ({
      file,
      ...locate(['rules', index, key]),
      code,
      message: `rule "${rule.id}": ${message}`,
    })),
  );
}

/** Whether the parts of a rule agree with each other and with its pack. */
export function isAgreed(rule: Rule, language: string | null): boolean {
  return disagreements(rule, language).length === 0;
}

interface Disagreement {
  readonly key: string;
  readonly code: string;
  readonly message: string;
}

/** @param language of the pack; null for one that does not tell it */
function disagreements(rule: Rule, language: string | null): readonly Disagreement[] {
  const found: Disagreement[] = [];
  const [prefix, category] = rule.id.split('.');
  if (language !== null && prefix !== language) {
    found.push({
      key: 'id',
      code: 'rules.bad-id',
      message: `expected an id that begins with the pack's "${language}.", found "${prefix}."; rename it`,
    });
  }
  if (category !== rule.category) {
    found.push({
      key: 'id',
      code: 'rules.bad-id',
      message: `expected the id to name its category "${rule.category}", found "${category}"; make them agree`,
    });
  }
  if ([rule.terms, rule.patterns, rule.route, rule.price, rule.leaning].every(isNothing)) {
    found.push({
      key: 'id',
      code: 'rules.matches-nothing',
      message:
        'expected terms, patterns, a route, a price or a leaning, found none; add what the rule looks for',
    });
  }
  if (rule.route !== undefined && rule.category !== 'route') {
    found.push({
      key: 'route',
      code: 'rules.misplaced-route',
      message: `expected "route" only in category "route", found "${rule.category}"; place names are no other evidence`,
    });
  }
  const hasCompanions = rule.with !== undefined || rule.without !== undefined;
  if (hasCompanions && rule.terms === undefined && rule.price === undefined) {
    found.push({
      key: rule.with === undefined ? 'without' : 'with',
      code: 'rules.companion-without-terms',
      message: 'expected terms or a price beside "with" or "without", found none; add what they stand near',
    });
  }
  found.push(...impossibleParts(rule), ...needDisagreements(rule), ...leaningDisagreements(rule));
  return found;
}

function isNothing(part: Rule['terms' | 'patterns' | 'route' | 'price' | 'leaning']): boolean {
  return part === undefined || (Array.isArray(part) && part.length === 0);
}

/** Parts that no post can meet, or that say nothing. */
function impossibleParts({ route, price }: Rule): readonly Disagreement[] {
  const found: Disagreement[] = [];
  if (route !== undefined) {
    const ways = (['between', 'toward', 'adjacent'] as const).filter((way) => route[way] !== undefined);
    if (ways.length !== 1)
      found.push({
        key: 'route',
        code: 'rules.vague-route',
        message: `expected exactly one of "between", "toward" and "adjacent", found ${ways.join(' and ') || 'none'}; say how the places are joined`,
      });
  }
  if (price !== undefined) {
    const { atLeast = 0, below = Number.POSITIVE_INFINITY } = price;
    if (below <= atLeast || (price.atLeast ?? price.below) === undefined)
      found.push({
        key: 'price',
        code: 'rules.impossible-price',
        message: `expected "atLeast", or "below" above it, found ${JSON.stringify(price)}; say which sums are meant`,
      });
  }
  return found;
}

function needDisagreements({ category, weight }: Rule): readonly Disagreement[] {
  if (isProtectionKind(category) && weight !== 0)
    return [
      {
        key: 'weight',
        code: 'rules.weighted-protection',
        message: `expected weight 0, found ${weight}; a person at risk is never ranked`,
      },
    ];
  if (isNeedKind(category) && weight === 0)
    return [
      {
        key: 'weight',
        code: 'rules.weightless-sign',
        message:
          'expected a weight of 1 or more, found 0; a sign of need speaks by what it adds to others alone',
      },
    ];
  return [];
}

/** The category that goes by each leaning. */
const BY_LEANING: Readonly<Record<Leaning, Category>> = { offer: 'wording', call: 'appeal' };

/** A leaning is of a whole post: it is a category of its own, and looks for nothing else. */
function leaningDisagreements({
  category,
  leaning,
  terms,
  patterns,
  route,
  price,
}: Rule): readonly Disagreement[] {
  const wanted = leaning === undefined ? null : BY_LEANING[leaning.toward];
  if (wanted !== null && [terms, patterns, route, price].some((part) => part !== undefined))
    return [
      {
        key: 'leaning',
        code: 'rules.mixed-leaning',
        message:
          'expected nothing beside "leaning", found terms, patterns, a route or a price; make it a rule of its own',
      },
    ];
  const measure = leaning === undefined ? null : misfitMeasure(leaning);
  if (measure !== null) return [{ key: 'leaning', code: 'rules.misfit-leaning', message: measure }];
  if (wanted === category || (wanted === null && !Object.values(BY_LEANING).includes(category))) return [];
  const message =
    wanted === null
      ? `expected a leaning in category "${category}", found none; add it, or choose the category of what the rule looks for`
      : `expected category "${wanted}" for what leans toward "${leaning?.toward}", found "${category}"; make them agree`;
  return [{ key: 'category', code: 'rules.misplaced-leaning', message }];
}

/** What is wrong with how a leaning counts, or null. */
function misfitMeasure({ toward, least, degrees }: RuleLeaning): string | null {
  if (least === undefined && degrees === undefined)
    return 'expected "least" or "degrees", found neither; say from which sum on the leaning counts';
  if (least !== undefined && degrees !== undefined)
    return 'expected "least" or "degrees", found both; keep one';
  if (toward === 'offer' && degrees !== undefined)
    return 'expected "least" for what leans toward "offer", found "degrees"; nothing may be taken off for the words of a post alone';
  return null;
}
