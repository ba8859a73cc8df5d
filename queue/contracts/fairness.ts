import type { TeamAgreement, WatchAlarm } from './control.ts';

/** What posts may be compared by: what they are about, and nothing of who wrote them (FAI-04). */
export const CONTENT_KINDS = ['language', 'script', 'corridor'] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];

/** Both ends of an interval. */
export type Interval = readonly [low: number, high: number];

/** A share of `n` with its 95 % interval after Wilson (1927); `null` where there is nothing to take a share of. */
export interface Share {
  readonly n: number;
  readonly hits: number;
  readonly share: number | null;
  readonly interval: Interval | null;
}

/** The difference of two shares, the first less the second. */
export interface Gap {
  readonly value: number;
  readonly interval: Interval;
}

/** The shares that say how rules treat a kind of content (FAI-01). */
export const MEASURES = ['flagRate', 'precision', 'falseFlags', 'overturned', 'leakage'] as const;
export type Measure = (typeof MEASURES)[number];

/**
 * `flagRate`: posts flagged for review, of all that were assessed. The others are of flagged items: `precision` those that
 * ended as offers, with the second review behind them, of all that came to an end; `falseFlags` those that ended as no offer;
 * `leakage` those of a person at risk, who should have come to protection at once; `overturned` those that ended otherwise
 * than the first judgment said.
 */
export type Measures = Readonly<Record<Measure, Share>>;

/** How far a kind of content differs from all others: taken together, and within sources alone (FAI-09). */
export interface Difference {
  readonly pooled: Gap | null;
  readonly conditioned: Gap | null;
}

export interface GroupFigures {
  /** A language, a script or a route. */
  readonly group: string;
  readonly pooled: Measures;
  readonly differences: Readonly<Record<Measure, Difference>>;
  readonly bySource: readonly { readonly sourceId: string; readonly measures: Measures }[];
}

/** A number of posts, with its 95 % interval. */
export interface Estimate {
  readonly posts: number;
  readonly interval: Interval;
}

/** What the sample says of posts that nothing flagged (FAI-02). */
export interface MissedOffers {
  readonly sampled: number;
  /** Of these nobody came to say anything within their days. */
  readonly unjudged: number;
  /** Among those that were judged: what two people called an offer. */
  readonly offers: number;
  /** What one person called an offer, and no second word settled within its days; the estimate counts it as missed. */
  readonly halfJudged: number;
  readonly atRisk: number;
  /** Posts that nothing flagged, which the sample stands for. */
  readonly unflagged: number;
  /**
   * Offers that the rules missed, and posts of persons at risk; `null` where nothing was judged. The interval of offers reaches
   * from none of the half-judged being one to all of them.
   */
  readonly missed: Estimate | null;
  readonly missedAtRisk: Estimate | null;
  /** Of all offers those that were flagged; `null` where nothing is known of either. */
  readonly recall: { readonly share: number; readonly interval: Interval } | null;
  /** Of all posts that are no offers those that were flagged. */
  readonly falsePositiveRate: number | null;
}

/** How far people agree beyond chance: 1 always, 0 as chance would, below 0 less than that. */
export interface Alpha {
  /** Things that two people at least have judged. */
  readonly units: number;
  readonly judgments: number;
  /** `null` where nothing can differ: no such thing, or one answer for all of them. */
  readonly alpha: number | null;
  /** 95 % of the values when the things are drawn anew; `null` of few. */
  readonly interval: Interval | null;
}

/** What became of what one rule had a part in. */
export interface RuleFigures {
  readonly rule: string;
  /** Items, decided or not. */
  readonly items: number;
  readonly precision: Share;
  readonly falseFlags: Share;
  readonly byLanguage: readonly {
    readonly language: string;
    readonly precision: Share;
    readonly falseFlags: Share;
  }[];
}

/** A rule that is switched off. */
export interface HeldRule {
  readonly rule: string;
  readonly reason: string;
  readonly heldBy: string;
  readonly heldAt: string;
  /** That one person has said that it may speak again, in the last 24 hours: a second one must. */
  readonly proposal: LiftProposal | null;
}

/** One person's word that a rule may speak again. */
interface LiftProposal {
  /** Id of the account, or what the log calls who said so; who looks at the page learns whether it is theirs. */
  readonly personId: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: string | null;
}

/** A hold that two people lifted. */
export interface LiftedHold {
  readonly rule: string;
  readonly heldBy: string;
  readonly heldAt: string;
  readonly liftedAt: string;
  /** The two, in the order in which they said so. */
  readonly liftedBy: readonly [string, string];
  readonly reason: string | null;
}

/** How a team works in one language; nobody is ranked, and figures of fewer than three people are left out. */
export interface TeamFigures {
  readonly language: string;
  /** On posts whose answer is known and that several people had. */
  readonly onKnown: Alpha | null;
  /** On items that two people judged, of which the first called each an offer. */
  readonly onItems: Alpha | null;
  /** Hours from the queue to the judgment that an outcome rests on. */
  readonly hours: { readonly n: number; readonly median: number; readonly most: number } | null;
}

/** A language in shadow, now or in the months of the figures. */
export interface ShadowFigures {
  readonly language: string;
  readonly isInForce: boolean;
  /** Posts that rules would have flagged for review. */
  readonly posts: number;
}

/** Figures that name no person and hold no text. */
export interface FairnessReport {
  /** First days of the first and last month. */
  readonly from: string;
  readonly to: string;
  /** Positions of the log between which what is counted here was assessed; `null` where there is nothing yet. */
  readonly log: { readonly first: number; readonly last: number } | null;
  readonly groups: Readonly<Record<ContentKind, readonly GroupFigures[]>>;
  readonly rules: readonly RuleFigures[];
  readonly holds: readonly HeldRule[];
  /** Latest first, at most 20. */
  readonly lifted: readonly LiftedHold[];
  readonly missed: readonly (MissedOffers & { readonly language: string })[];
  readonly shadow: readonly ShadowFigures[];
  /** For oversight alone. */
  readonly team: {
    readonly languages: readonly TeamFigures[];
    readonly rules: readonly { readonly rule: string; readonly onItems: Alpha }[];
    readonly controls: readonly TeamAgreement[];
    readonly alarms: readonly WatchAlarm[];
  } | null;
}

/** A meaning in the languages of the interface: always in English, in others where somebody wrote it. */
export interface Gloss {
  readonly en: string;
  readonly fr?: string | undefined;
  readonly es?: string | undefined;
  readonly ar?: string | undefined;
}

/** What the release in force says of a rule. */
export interface RuleOnRecordText {
  readonly title: string;
  readonly gloss: Gloss;
  /** What the same words mean when nothing is wrong. */
  readonly benign: string;
  /** Of the rule's own wording, whatever the language. */
  readonly evidence: string;
}

/** A rule by what became of what it had a part in; `null` figures: it found nothing. */
export interface RuleOnRecord {
  readonly rule: string;
  /** `undefined` where the release in force does not hold it any more. */
  readonly info?: RuleOnRecordText | undefined;
  readonly state: 'live' | 'held' | 'noisy' | 'silent' | 'gone';
  readonly figures: RuleFigures | null;
}

/** A rule on hold, to one person: `isOwn`, whether the word to lift it is theirs. */
export interface HeldRuleView extends Omit<HeldRule, 'proposal'> {
  readonly proposal: (Omit<LiftProposal, 'personId'> & { readonly isOwn: boolean }) | null;
}

/** The page "Fairness". For analysts `team` is `null`, and no figure counts anything of the protection lane. */
export interface FairnessView extends Omit<FairnessReport, 'rules' | 'holds'> {
  readonly holds: readonly HeldRuleView[];
  readonly mayLift: boolean;
  readonly rules: readonly RuleOnRecord[];
  /** What may differ before a rule is put on hold, shares. */
  readonly tolerance: { readonly falseFlags: number; readonly leakage: number };
}
