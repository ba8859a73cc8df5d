import { z } from 'zod';
import type { Outcome } from './decision.ts';

/**
 * What the author of a post is taken to be (Directive (EU) 2016/680, article 6). Everybody is `unknown` until a reviewer's
 * reason says otherwise.
 */
export const PersonCategory = z.enum([
  'suspected-offeror',
  'prospective-migrant',
  'possible-victim',
  'witness-or-reporter',
  'bystander',
  'unknown',
]);
export type PersonCategory = z.infer<typeof PersonCategory>;

/** Whom an export may name: nobody of whom it is not known what they are. */
export const ExportablePerson = PersonCategory.exclude(['unknown']);

const BY_REASON: Readonly<Record<string, PersonCategory>> = {
  seeker: 'prospective-migrant',
  news_or_research: 'witness-or-reporter',
  warning_or_aid: 'witness-or-reporter',
};

/**
 * The category that follows from the judgment an item ended with. Of a post about a person at risk the author counts as
 * one of them: who asks for help for others is often among them, and the doubt protects.
 */
export function categoryOfAuthor(outcome: Outcome, reason: string): PersonCategory {
  if (outcome === 'offer') return 'suspected-offeror';
  if (outcome === 'protect') return 'possible-victim';
  return BY_REASON[reason] ?? 'unknown';
}
