/** What a post can end as. `none` is counted and erased; `review` and `protect` are seen by people. */
export const LANES = ['none', 'review', 'protect'] as const;
export type Lane = (typeof LANES)[number];

/** Kinds of offer evidence beside the provider's own voice. */
const OFFER_KINDS = [
  'route',
  'price',
  'guarantee',
  'payment-on-arrival',
  'departure',
  'transport',
  'documents',
  'contact',
] as const;

/** What speaks for an offer and is no kind of evidence: all words of a text together, as offers use them. */
const WORDING = 'wording';

/** Readings that weigh against an offer. */
const COUNTER_KINDS = [
  'seeker',
  'news',
  'warning',
  'aid',
  'court',
  'licensed-travel',
  'freight',
  /** Sales, rents, jobs, licensed money transfer, talk about words. */
  'commerce',
  /** Officials and migrants named as outsiders name them. */
  'officials',
  /** An honest provider who says no. */
  'refusal',
  'fiction',
] as const;

/** Signs of a person at risk; recognised before anything is scored. */
const PROTECTION_KINDS = [
  'distress',
  'medical',
  'missing',
  'minor-alone',
  'extortion',
  'captivity',
  'trafficking',
] as const;

/** What adds up to a person at risk, and is no call for help by itself. */
const NEED_KINDS = [
  /** Something is wrong: somebody is alone, held, ill, threatened or looked for. */
  'vulnerability',
  /** Who somebody is and what is there: a relative, a child, an age, a doctor, water. Harmless talk is full of it. */
  'circumstance',
  /** All words of a text together, as those who call for help use them. */
  'appeal',
] as const;

/**
 * The closed list: a rule has exactly one of these. `recruiter` is one who hires carriers: it goes to review like an offer
 * and is counted apart.
 */
export const CATEGORIES = [
  'provider',
  'recruiter',
  ...OFFER_KINDS,
  WORDING,
  ...COUNTER_KINDS,
  ...PROTECTION_KINDS,
  ...NEED_KINDS,
] as const;
export type Category = (typeof CATEGORIES)[number];

const COUNTER = new Set<string>(COUNTER_KINDS);
const PROTECTION = new Set<string>(PROTECTION_KINDS);
const NEED = new Set<string>(NEED_KINDS);

export function isCounterKind(category: Category): boolean {
  return COUNTER.has(category);
}

export function isProtectionKind(category: Category): boolean {
  return PROTECTION.has(category);
}

/** Whether rules of this category only add up with others, for protection alone. */
export function isNeedKind(category: Category): boolean {
  return NEED.has(category);
}

/** Whether rules of this category speak of a person at risk, by themselves or with others. */
export function isOfPersonAtRisk(category: Category): boolean {
  return isProtectionKind(category) || isNeedKind(category);
}

/** Payment on arrival is one more form of guarantee, so the two never count as two kinds. */
export function independentKind(category: Category): Category {
  return category === 'payment-on-arrival' ? 'guarantee' : category;
}
