import { normalise } from '../../../rules/scoring.ts';

/** What a source wants of the stream. */
export interface Wanted {
  readonly words: readonly string[];
  readonly hashtags: readonly string[];
  readonly languages: readonly string[];
  readonly accounts: readonly string[];
}

/** The parts of a post that decide whether it is wanted. */
export interface Candidate {
  readonly account: string;
  readonly text: string;
  readonly hashtags: readonly string[];
  readonly languages: readonly string[];
}

/** As the rules read it, with one letter for each run of it: they take three and more for one, and look for two as well. */
function plain(text: string): string {
  return normalise(text).replaceAll(/(\p{L})\1+/gu, '$1');
}

/**
 * Decides which posts are kept. Words are compared as the rules read them, so that capitals of Turkish, letters of other Arabic
 * keyboards, accents and disguises make no difference; whole words are not asked for, as many scripts join them. What it says
 * no to must not leave the thread that asked.
 */
export function createMatcher(wanted: Wanted): (candidate: Candidate) => boolean {
  const words = wanted.words.map(plain);
  const hashtags = new Set(wanted.hashtags.map(plain));
  const accounts = new Set(wanted.accounts);
  const languages = new Set(wanted.languages);
  const wantsText = words.length + hashtags.size > 0;
  return ({ account, text, hashtags: tags, languages: stated }) => {
    // The server was asked for these accounts; it may not have listened.
    if (accounts.size > 0 && !accounts.has(account)) return false;
    if (languages.size > 0 && stated.length > 0 && !stated.some((tag) => languages.has(primaryOf(tag)))) {
      return false;
    }
    if (!wantsText) return accounts.size > 0;
    if (tags.some((tag) => hashtags.has(plain(tag)))) return true;
    const said = plain(text);
    return words.some((word) => said.includes(word)) || saysHashtag(said, hashtags);
  };
}

function primaryOf(tag: string): string {
  return (tag.split('-', 1)[0] ?? '').toLowerCase();
}

function saysHashtag(said: string, hashtags: ReadonlySet<string>): boolean {
  if (hashtags.size === 0) return false;
  return [...said.matchAll(/#([\p{L}\p{M}\p{N}_]+)/gu)].some((match) => hashtags.has(match[1] ?? ''));
}
