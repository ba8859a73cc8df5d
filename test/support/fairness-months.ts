import type { FlaggedItem } from '../../queue/fairness/index.ts';

/** What is planted into a month of flagged items; without it rules treat all content alike. */
export interface Planted {
  readonly rule: string;
  readonly language: string;
  /** Share of false flags, or of persons at risk, among what the rule found in that language. */
  readonly falseFlags?: number;
  /** So much more than in the same source otherwise. */
  readonly more?: number;
  readonly atRisk?: number;
}

const LANGUAGES = [
  ['ar', 'Arab', 0.4],
  ['fa', 'Arab', 0.15],
  ['fr', 'Latn', 0.25],
  ['sq', 'Latn', 0.2],
] as const;
const ROUTES = ['LY-IT', 'TR-GR', 'FR-GB', 'none'] as const;
export const RULES = [
  'shared.provider.takes',
  'shared.price.sum',
  'shared.route.joined',
  'shared.contact.handle',
  'shared.guarantee.paid-later',
  'shared.departure.days',
] as const;
/** False flags by source, each of which has languages of its own mix: what differs between languages is the sources'. */
const SOURCES = [
  { id: 'forum', falseFlags: 0.55, leans: 'ar' },
  { id: 'board', falseFlags: 0.35, leans: 'fr' },
  { id: 'channel', falseFlags: 0.2, leans: 'sq' },
] as const;
const AT_RISK = 0.04;

/** A month of decided items of three sources in four languages, each found by three rules of six. */
export function flaggedMonth(count: number, draw: () => number, planted?: Planted): FlaggedItem[] {
  return Array.from({ length: count }, (): FlaggedItem => {
    const source = pick(SOURCES, draw);
    const [language, script] = draw() < 0.4 ? languageOf(source.leans) : byShare(draw);
    const rules = threeOf(draw);
    const isPlanted = planted !== undefined && planted.language === language && rules.includes(planted.rule);
    const atRisk = (isPlanted ? planted.atRisk : undefined) ?? AT_RISK;
    const falseFlags = isPlanted
      ? (planted.falseFlags ?? source.falseFlags + (planted.more ?? 0))
      : source.falseFlags;
    const at = draw();
    const ending = at < atRisk ? 'protect' : at < atRisk + (1 - atRisk) * falseFlags ? 'not_offer' : 'offer';
    return {
      language,
      script,
      corridor: pick(ROUTES, draw),
      sourceId: source.id,
      rules,
      openedAt: 0,
      lane: ending === 'protect' ? 'protect' : 'review',
      ending,
      first: ending,
    };
  });
}

function pick<T>(values: readonly T[], draw: () => number): T {
  return values[Math.floor(draw() * values.length)] as T;
}

function languageOf(tag: string) {
  return LANGUAGES.find(([language]) => language === tag) ?? LANGUAGES[0];
}

function byShare(draw: () => number) {
  let left = draw();
  for (const language of LANGUAGES) {
    left -= language[2];
    if (left < 0) return language;
  }
  return LANGUAGES[0];
}

function threeOf(draw: () => number): string[] {
  const left: string[] = [...RULES];
  return [0, 1, 2].flatMap(() => left.splice(Math.floor(draw() * left.length), 1));
}
