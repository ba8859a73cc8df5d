import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { authorisationGap, isInScope, Source } from '../../../queue/contracts/index.ts';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { stateOfRefusal } from '../../../workers/handlers/source-state.ts';
import { decideRound } from '../../../workers/sources/decide-request.ts';
import { loadSources } from '../../../workers/sources/index.ts';
import { authorisationOf, importAuthorisation } from '../../support/authorisation.ts';
import { IN_FORCE } from '../../support/gate.ts';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const DATES = { startsOn: '2026-08-31', reviewBy: '2027-02-28', expiresOn: '2027-12-31' };
const ADDRESS = 'https://board.example.org/latest';

function faultsOf(changes: Record<string, unknown>): string[] {
  const authorisation = authorisationOf(ADDRESS, { ...DATES, ...changes }, NOW);
  const parsed = Source.safeParse({ id: 'a', kind: 'feed', name: 'A', url: ADDRESS, authorisation });
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('an authorisation', () => {
  it('that is complete has no fault', () => expect(faultsOf({})).toEqual([]));

  it.each([
    'legalBasis',
    'controller',
    'purpose',
    'necessity',
    'requester',
    'approver',
    'startsOn',
    'expiresOn',
    'reviewBy',
    'retention',
    'scope',
    'pauseSeconds',
  ])('PUR-01 names %s', (field) => {
    const faults = faultsOf({ [field]: undefined });
    expect(
      faults.some((fault) => fault.startsWith(`authorisation.${field}: `)),
      faults.join(),
    ).toBe(true);
  });

  it.each([
    ['Ana Example', 'ana  example '],
    ['a', 'a'],
  ])('PUR-01 has two persons behind it: %j and %j are one', (requester, approver) => {
    expect(faultsOf({ requester, approver })).toEqual([
      'authorisation.approver: expected an approver who is not the requester, found the same person twice',
    ]);
  });

  it.each(['immigration-enforcement', 'asylum-assessment', 'status-check', ''])(
    'PUR-05 cannot have the purpose %j',
    (purpose) => expect(faultsOf({ purpose })).toHaveLength(1),
  );

  it.each(['', 'because', '                                '])(
    'PUR-07 says why less would not do: %j does not',
    (necessity) => {
      expect(faultsOf({ necessity })).toHaveLength(1);
    },
  );

  it.each([
    [{}, []],
    [{ reviewBy: '2027-03-01' }, ['reviewBy']],
    [{ reviewBy: '2026-08-31' }, ['reviewBy']],
    [{ reviewedOn: '2026-11-20', reviewBy: '2027-05-20' }, []],
    [{ reviewedOn: '2026-11-20', reviewBy: '2027-05-21' }, ['reviewBy']],
    [{ reviewedOn: '2026-08-30' }, ['reviewedOn']],
    [{ expiresOn: '2026-08-31' }, ['expiresOn']],
  ])('PUR-07 is reviewed within six months, in dates that follow each other: %j', (changes, fields) => {
    expect(faultsOf(changes).map((fault) => fault.split(/[.:]/)[1])).toEqual(fields);
  });

  it('tells faults of its whole together with those of its fields', () => {
    const faults = faultsOf({
      requester: 'a',
      approver: 'a',
      reviewBy: '2030-01-01',
      cookie: 'x',
      legalBasis: '',
    });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'authorisation.legalBasis',
      'authorisation',
      'authorisation.approver',
      'authorisation.reviewBy',
    ]);
  });

  it.each([
    ['2026-08-30', 'not-started'],
    ['2026-08-31', null],
    ['2027-02-27', null],
    ['2027-02-28', 'review-overdue'],
  ])('on %s stands as %s', (day, gap) => {
    const record = importAuthorisation(DATES) as typeof DATES;
    expect(authorisationGap(record, Date.parse(`${day}T00:00:00Z`))).toBe(gap);
    expect(authorisationGap(record, Date.parse(`${day}T23:59:59Z`))).toBe(gap);
  });

  it.each([
    ['legalBasis', '<the provision that allows this collection>'],
    ['requester', ' <who asked for it> '],
    ['approver', '<who allowed it:\n another person>'],
    ['controller', 'the authority that answers for it'],
    ['necessity', 'say why the posts are needed as texts,  and what less would not reach'],
  ])('PUR-01 was given by nobody where %s is %j, as an example has it', (field, words) => {
    const record = { ...(importAuthorisation(DATES) as typeof DATES), [field]: words };
    expect(authorisationGap(record, NOW)).toBe('placeholder');
  });

  it('PUR-01 lets no round begin where nobody gave it', () => {
    const authorisation = authorisationOf(ADDRESS, { ...DATES, approver: '<who allowed it>' }, NOW);
    const source = Source.parse({ id: 'a', kind: 'feed', name: 'A', url: ADDRESS, authorisation });
    const refusal = decideRound({ source, assessments: IN_FORCE }, NOW);
    expect(refusal).toMatchObject({
      reason: 'placeholder',
      message: expect.stringContaining('approver hold the words of an example'),
    });
    expect(stateOfRefusal('placeholder')).toBe('expired');
  });

  it.each(['Act 12/2026, section 3', 'posts on places < 5 km and > 2 km from the border', '<a> or <b>'])(
    'counts with words of its own: %s',
    (necessity) => {
      const record = { ...(importAuthorisation(DATES) as typeof DATES), necessity };
      expect(authorisationGap(record, NOW)).toBeNull();
    },
  );

  it('PUR-01 is in none of the files that are shipped', async () => {
    const { located } = await loadSources(join(projectRoot(), 'config', 'sources'));
    expect(located.length).toBeGreaterThan(10);
    for (const { source } of located)
      expect(authorisationGap(source.authorisation, NOW), source.id).toBe('placeholder');
  });

  it('has expired from the first moment of expiresOn', () => {
    const record = { ...DATES, expiresOn: '2026-12-01' };
    expect(authorisationGap(record, Date.parse('2026-11-30T23:59:59.999Z'))).toBeNull();
    expect(authorisationGap(record, Date.parse('2026-12-01T00:00:00Z'))).toBe('expired');
  });

  it('is not renewed by a review that is still to come', () => {
    const record = { ...DATES, reviewedOn: '2026-12-24', reviewBy: '2027-06-24' };
    expect(authorisationGap(record, NOW)).toBe('review-overdue');
  });
});

describe('a scope', () => {
  const scope = [
    { host: 'board.example.org', paths: ['/latest', '/api/'] },
    { host: 'media.example.org:8443', paths: ['/thumbs/'] },
  ];

  it.each([
    'https://board.example.org/latest',
    'https://board.example.org/latest/2?page=3#x',
    'http://board.example.org/api/posts',
    'https://board.example.org/api/x/../posts',
    'https://media.example.org:8443/thumbs/1.jpg',
    'https://board.example.org/robots.txt',
    'https://board.example.org:443/latest',
  ])('covers %s', (address) => expect(isInScope(scope, new URL(address))).toBe(true));

  it.each([
    'https://board.example.org/',
    'https://board.example.org/latestnews',
    'https://board.example.org/api',
    'https://board.example.org/api/../members',
    'https://board.example.org/api/%2e%2e/members',
    'https://board.example.org/api/..%2fmembers',
    'https://board.example.org/api/..%5Cmembers',
    'https://board.example.org:8443/latest',
    'https://media.example.org/thumbs/1.jpg',
    'https://example.org/latest',
    'https://board.example.org.evil.example/latest',
    'https://other.example/robots.txt',
  ])('does not cover %s', (address) => expect(isInScope(scope, new URL(address))).toBe(false));

  it.each([
    [{ host: '*.example.org', paths: ['/'] }],
    [{ host: 'https://board.example.org', paths: ['/'] }],
    [{ host: 'Board.example.org', paths: ['/'] }],
    [{ host: 'board.example.org/latest', paths: ['/'] }],
    [{ host: 'board.example.org', paths: [] }],
    [{ host: 'board.example.org', paths: ['latest'] }],
    [{ host: 'board.example.org', paths: ['/latest*'] }],
    [{ host: 'board.example.org', paths: ['/a/../b'] }],
    [{ host: 'board.example.org', paths: ['/latest?x=1'] }],
  ])('is written without doubt: not as %j', (entry) => {
    const here = { host: 'board.example.org', paths: ['/latest'] };
    expect(faultsOf({ scope: [here, entry] })).toHaveLength(1);
  });

  it('has to cover the address of its source', () => {
    expect(faultsOf({ scope: [{ host: 'board.example.org', paths: ['/news/'] }] })).toEqual([
      'url: expected an address whose host and path are in "authorisation.scope"',
    ]);
  });

  it('has to cover the path of a source that is asked for as it stands, and the host of an interface', async () => {
    const loaded = await loadSources(join(projectRoot(), 'config', 'sources'));
    if (!loaded.ok) throw new Error('expected the sources that come with the product, found faults');
    const asked: Record<string, string[]> = {};
    for (const source of loaded.sources) {
      if (source.kind === 'import') continue;
      const scope = source.authorisation.scope.map((entry) => ({ ...entry, paths: ['/elsewhere/'] }));
      const moved = { ...source, authorisation: { ...source.authorisation, scope } };
      asked[source.kind] = Source.safeParse(moved).error?.issues.map(({ path }) => path.join('.')) ?? [];
    }
    const byPath = ['feed', 'html', 'rendered', 'jetstream', 'telegram', 'forum', 'sitemap', 'classifieds'];
    const byHost = ['mastodon', 'bluesky', 'lemmy', 'discourse', 'reddit', 'youtube', 'wordpress'];
    expect(asked).toEqual({
      ...Object.fromEntries(byPath.map((kind) => [kind, ['url']])),
      ...Object.fromEntries(byHost.map((kind) => [kind, []])),
    });
  });
});
