import { describe, expect, it } from 'vitest';
import { careAr } from '../../../dashboard/web/messages/care/care-ar.ts';
import { careEn } from '../../../dashboard/web/messages/care/care-en.ts';
import { careEs } from '../../../dashboard/web/messages/care/care-es.ts';
import { careFr } from '../../../dashboard/web/messages/care/care-fr.ts';
import { fill } from '../../../dashboard/web/messages/fill.ts';
import { LOCALES } from '../../../dashboard/web/messages/index.ts';
import { peopleAr } from '../../../dashboard/web/messages/people/people-ar.ts';
import { peopleEn } from '../../../dashboard/web/messages/people/people-en.ts';
import { peopleEs } from '../../../dashboard/web/messages/people/people-es.ts';
import { peopleFr } from '../../../dashboard/web/messages/people/people-fr.ts';
import { sourcesAr } from '../../../dashboard/web/messages/sources/words-ar.ts';
import { sourcesEn } from '../../../dashboard/web/messages/sources/words-en.ts';
import { sourcesEs } from '../../../dashboard/web/messages/sources/words-es.ts';
import { sourcesFr } from '../../../dashboard/web/messages/sources/words-fr.ts';
import { REASONS } from '../../../queue/contracts/decision.ts';
import { FORBIDDEN_PAIRS, Role } from '../../../queue/contracts/role.ts';
import { SourceState } from '../../../queue/contracts/source.ts';
import { SOURCE_REASONS } from '../../../queue/contracts/source-reason.ts';
import { WORK_STEPS } from '../../../queue/contracts/staffing.ts';
import { ERROR_TRAITS } from '../../../queue/runtime/errors.ts';
import { CATEGORIES } from '../../../rules/categories.ts';

type Words = Readonly<Record<string, string>>;

const tables: [string, Words][] = await Promise.all(
  Object.entries(LOCALES).map(async ([id, { load }]) => [id, await load()] as [string, Words]),
);

/** What fails in the browser itself; no answer has these codes. */
const OF_THE_PAGE = ['passkey.none', 'passkey.known', 'page.gone'];

describe.each(tables)('the %s messages', (_id, table) => {
  it('MIN-08 name the post, the judgments and what the rules found each by another heading', () => {
    const headings = ['post.title', 'decided.history', 'reveal.title'].map((key) => table[key]);
    expect(headings).not.toContain(undefined);
    expect(new Set(headings).size).toBe(3);
  });

  it('have words for every outcome, reason, category and role', () => {
    const wanted = [
      ...Object.keys(REASONS).map((outcome) => `outcome.${outcome}`),
      ...Object.values(REASONS)
        .flat()
        .map((reason) => `reason.${reason}`),
      ...CATEGORIES.map((category) => `category.${category}`),
      ...Role.options.flatMap((role) => [`role.${role}`, `role.does.${role}`]),
    ];
    expect(wanted.filter((key) => !Object.hasOwn(table, key))).toEqual([]);
  });

  it('say what went wrong for the status of every error, and name no error that there is not', () => {
    const statuses = Object.values(ERROR_TRAITS).map(({ status }) => `failure.${status}`);
    expect(statuses.filter((key) => !Object.hasOwn(table, key))).toEqual([]);
    const named = Object.keys(table).flatMap((key) => /^failure\.(.+\..+)$/.exec(key)?.[1] ?? []);
    expect(named.filter((code) => !Object.hasOwn(ERROR_TRAITS, code) && !OF_THE_PAGE.includes(code))).toEqual(
      [],
    );
  });

  it('offer no enforcement in the protection lane', () => {
    expect(Object.hasOwn(table, 'outcome.protect-lane.offer')).toBe(false);
  });
});

describe.each<[string, Words]>([
  ['en', sourcesEn],
  ['fr', sourcesFr],
  ['es', sourcesEs],
  ['ar', sourcesAr],
])('the %s words of sources', (_id, table) => {
  it('name every state and every reason, and say what to do about each state that is not well', () => {
    const ill = SourceState.options.filter((state) => state !== 'ok' && state !== 'new');
    const wanted = [
      ...SourceState.options.map((state) => `sources.state.${state}`),
      ...ill.map((state) => `sources.advice.${state}`),
      ...SOURCE_REASONS.map((reason) => `sources.reason.${reason}`),
    ];
    expect(wanted.filter((key) => !Object.hasOwn(table, key))).toEqual([]);
  });
});

describe.each<[string, Words]>([
  ['en', peopleEn],
  ['fr', peopleFr],
  ['es', peopleEs],
  ['ar', peopleAr],
])('the %s words of people', (_id, table) => {
  it('name every refused pair of roles', () => {
    const wanted = FORBIDDEN_PAIRS.map(({ reason }) => `people.reason.${reason}`);
    expect(wanted.filter((key) => !Object.hasOwn(table, key))).toEqual([]);
  });
});

describe.each<[string, Words]>([
  ['en', careEn],
  ['fr', careFr],
  ['es', careEs],
  ['ar', careAr],
])('the %s words of care and of the team', (_id, table) => {
  it('name every step of the work', () => {
    const wanted = WORK_STEPS.map(({ step }) => `people.step.${step}`);
    expect(wanted.filter((key) => !Object.hasOwn(table, key))).toEqual([]);
  });
});

describe.each([
  ['fr', careFr, /\bmessages?\b/i],
  ['es', careEs, /\bmensajes?\b/i],
])('the %s words for a post', (id, care: Words, other) => {
  it('are one, on whatever page', () => {
    const english: Words = { ...tables.find(([name]) => name === 'en')?.[1], ...careEn };
    const words: Words = { ...tables.find(([name]) => name === id)?.[1], ...care };
    const ofPosts = Object.keys(words).filter((key) => /\bposts?\b/i.test(english[key] ?? ''));
    expect(ofPosts.length).toBeGreaterThan(50);
    expect(ofPosts.filter((key) => other.test(words[key] ?? ''))).toEqual([]);
  });
});

describe('fill', () => {
  it('isolates values where directions can mix, and only there', () => {
    expect(fill('counts {weight}', { weight: '+3' })).toBe('counts +3');
    expect(fill('يُحسب {weight}.', { weight: '+3' })).toBe('يُحسب \u2068+3\u2069.');
    expect(fill('Post from {source}', { source: 'سوق' })).toBe('Post from \u2068سوق\u2069');
  });

  it('ends no line at a space that French sets by a sign', () => {
    expect(fill('Personne en danger ? Page « Qualité » : {source} ; fin', { source: 'a : b' })).toBe(
      'Personne en danger\u00a0? Page «\u00a0Qualité\u00a0»\u00a0: a : b\u00a0; fin',
    );
  });

  it('leaves a name without a value in sight', () => {
    expect(fill('{count} posts', {})).toBe('{count} posts');
  });
});
