import type { CollectedPost } from '../../queue/contracts/index.ts';
import { countOne, type Reject, rejectOf } from './import-file.ts';
import type { OpenedFile } from './open-file.ts';

/** What a file would bring. */
export interface Survey {
  readonly valid: number;
  readonly rejected: number;
  /** What the file holds beside posts, by what it is. */
  readonly passedOver: Readonly<Record<string, number>>;
  /** How many posts have it. */
  readonly given: Readonly<Record<(typeof GIVEN)[number], number>>;
  /** How many posts are in which language: as the file says, and as the first posts read. */
  readonly languages: {
    readonly stated: Readonly<Record<string, number>>;
    /** Posts of which the file states as language what is none; it is left out. */
    readonly noTag: number;
    readonly guessed: Readonly<Record<string, number>>;
    readonly guessedOf: number;
  };
  /** Columns, or fields of objects, that are not taken. */
  readonly ignored: readonly string[];
  readonly examples: readonly Example[];
}

export interface Example {
  readonly line: number;
  readonly publishedAt: string | null;
  readonly language: string | null;
  readonly text: string;
}

export const GIVEN = ['publishedAt', 'author', 'permalink', 'language', 'media', 'thread'] as const;

const EXAMPLES = 5;
/** UTF-16 units shown of a text. */
const EXAMPLE_LENGTH = 80;
/** Posts whose language is guessed: enough to see a mix, and done in a blink. */
const GUESSED = 1000;
/** Languages told apart in one file; what comes after is one more. */
const MAX_LANGUAGES = 100;

export interface SurveyOptions {
  onReject(reject: Reject): void;
  onProgress(): void;
  /** BCP 47 tag of a post's language as it reads, `und` where that cannot be told. */
  guessLanguage(post: CollectedPost): string;
}

/** Reads a whole file as an import would, and writes nothing. */
export async function surveyFile(file: OpenedFile, options: SurveyOptions): Promise<Survey> {
  const passedOver: Record<string, number> = {};
  const stated: Record<string, number> = {};
  const guessed: Record<string, number> = {};
  const given = { publishedAt: 0, author: 0, permalink: 0, language: 0, media: 0, thread: 0 };
  const examples: Example[] = [];
  let valid = 0;
  let rejected = 0;
  let noTag = 0;

  for await (const records of file.records()) {
    for (const record of records) {
      const { parsed, line } = record;
      if ('fault' in parsed) {
        rejected += 1;
        options.onReject(rejectOf(record, parsed));
      } else if ('passedOver' in parsed) {
        countOne(passedOver, parsed.passedOver);
      } else {
        const { post } = parsed;
        valid += 1;
        if (parsed.hasNoTag === true) noTag += 1;
        for (const field of GIVEN) if (post[field] !== undefined) given[field] += 1;
        if (post.language !== undefined) countLanguage(stated, post.language);
        if (valid <= GUESSED) countOne(guessed, options.guessLanguage(post));
        if (examples.length < EXAMPLES) examples.push(exampleOf(post, line));
      }
    }
    options.onProgress();
  }
  return {
    valid,
    rejected,
    passedOver,
    given,
    languages: { stated, noTag, guessed, guessedOf: Math.min(valid, GUESSED) },
    ignored: file.ignored(),
    examples,
  };
}

function countLanguage(counts: Record<string, number>, tag: string): void {
  const isKnown = Object.hasOwn(counts, tag) || Object.keys(counts).length < MAX_LANGUAGES;
  countOne(counts, isKnown ? tag : 'others');
}

function exampleOf({ text, publishedAt, language }: CollectedPost, line: number): Example {
  const isCut = text.length > EXAMPLE_LENGTH;
  return {
    line,
    publishedAt: publishedAt ?? null,
    language: language ?? null,
    text: isCut ? `${text.slice(0, EXAMPLE_LENGTH).toWellFormed()}…` : text,
  };
}
