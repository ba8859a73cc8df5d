/** What kinds of things a post names that can be masked, or compared between posts. */
export type EntityKind = 'phone' | 'handle' | 'link' | 'price' | 'route' | 'date';

/** Something a post names. It says nothing about the post: contacts stand in offers and in calls for help alike. */
export interface Entity {
  readonly kind: EntityKind;
  /** UTF-16 offsets into the post; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /**
   * The same for the same thing however it is written: a telephone number in E.164 (ITU-T) where its country is known and
   * else its digits, a handle in small letters, a link without scheme or slash at its end and its host in small letters, an amount
   * with its currency's code, a sum told in words, a route or a date in folded words.
   */
  readonly value: string;
}

/** In units of the normalised text, before it is put in place. */
export interface Candidate {
  readonly kind: EntityKind;
  readonly start: number;
  readonly end: number;
  readonly value: string;
}
