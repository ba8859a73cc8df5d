import {
  authorisationGap,
  placeholdersOf,
  type Source,
  type WordField,
} from '../../queue/contracts/index.ts';
import { describeGap } from './decide-request.ts';

const DAY_MS = 86_400_000;
/** So long before its end an authorisation is spoken of: time enough for two persons to act. */
const NOTICE_DAYS = 30;

/**
 * Something about an authorisation that somebody has to act on. `placeholder`: nobody gave it, as it holds words of an example;
 * `gap`: it does not count today; `soon`: it will not in at most 30 days.
 */
export type AuthorisationNotice = { readonly message: string } & (
  | { readonly kind: 'placeholder'; readonly field: WordField }
  | { readonly kind: 'gap' | 'soon'; readonly field: 'startsOn' | 'expiresOn' | 'reviewBy' }
);

/** What there is to say of a source that is switched on; of one that is off, nothing. */
export function authorisationNotices(source: Source, nowMs: number): AuthorisationNotice[] {
  if (!source.enabled) return [];
  const { authorisation } = source;
  const gap = authorisationGap(authorisation, nowMs);
  if (gap === 'placeholder') {
    const message = describeGap(source, gap);
    return placeholdersOf(authorisation)
      .slice(0, 1)
      .map((field) => ({ kind: 'placeholder', field, message }));
  }
  if (gap !== null) return [{ kind: 'gap', field: GAP_FIELDS[gap], message: describeGap(source, gap) }];
  const daysUntil = (day: string) => Math.ceil((Date.parse(day) - nowMs) / DAY_MS);
  const soon = (field: 'expiresOn' | 'reviewBy', words: string): AuthorisationNotice[] => {
    const days = daysUntil(authorisation[field]);
    if (days > NOTICE_DAYS) return [];
    const message = `${words} ${authorisation[field]}, in ${days} day(s)`;
    return [{ kind: 'soon', field, message }];
  };
  const { id } = source;
  return [
    ...soon('expiresOn', `the authorisation of "${id}" ends; have it renewed before`),
    ...soon('reviewBy', `the authorisation of "${id}" needs its review before`),
  ];
}

const GAP_FIELDS = { 'not-started': 'startsOn', expired: 'expiresOn', 'review-overdue': 'reviewBy' } as const;
