import { describe, expect, it } from 'vitest';
import {
  Approvers,
  changesBetween,
  checkRelease,
  type Pack,
  type ReleaseRecord,
} from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';
import { person, signedBy } from './signing-people.ts';

const [ana, ben, cleo] = [person('ana'), person('ben'), person('cleo')];
const DIGEST = 'a'.repeat(64);

function packs(yaml: string): readonly Pack[] {
  return parsed({
    'shared.yml': 'language: shared\nabout: Shared\nconcepts: [{ name: boat, means: "A boat.", not: "" }]\n',
    'en.yml': yaml,
  }).located.map(({ pack }) => pack);
}

const ruleOf = (author: string, weight = 3) => packs(packYaml([ruleYaml({ author, weight })]));
const wordsOf = (author: string | null, words = '["boat"]') =>
  packs(
    `language: en\nabout: Words\n${author === null ? '' : `author: ${author}\n`}words: { boat: ${words} }\n`,
  );

function codesOf(before: readonly Pack[], after: readonly Pack[]) {
  const record: ReleaseRecord = {
    ...{ version: 1, digest: DIGEST, parent: null, isReturn: false, createdOn: '2026-12-01' },
    ...{ changes: [...changesBetween(before, after)], measured: [], signatures: [] },
  };
  const approvers = [ana, ben, cleo].map(({ approver }) => approver);
  const atHand = { digest: DIGEST, live: 'e'.repeat(64), approvers };
  const of = (one: typeof ana, other: typeof ana) =>
    checkRelease(signedBy(record, one, other), atHand).map(({ code }) => code);
  return { of };
}

const REFUSED = ['rules.author-signed', 'rules.too-few-signatures'];

describe('who changed a part of a release', () => {
  it('TRA-03 is whoever is named as its author after the change, and whoever was before', () => {
    expect(changesBetween(ruleOf('ana'), ruleOf('ben', 4))).toMatchObject([
      { what: 'en.provider.test', author: 'ben', authorBefore: 'ana' },
    ]);
    const { of } = codesOf(ruleOf('ana'), ruleOf('ben', 4));
    expect(of(ana, cleo)).toEqual(REFUSED);
    expect(of(ben, cleo)).toEqual(REFUSED);
  });

  it('TRA-03 is so of words and places, too', () => {
    const { of } = codesOf(wordsOf('ana'), wordsOf('ben', '["ship"]'));
    expect(of(ana, cleo)).toEqual(REFUSED);
    expect(of(ben, cleo)).toEqual(REFUSED);
    expect(changesBetween(wordsOf('ana'), wordsOf(null, '["ship"]'))).toMatchObject([
      { what: 'en.yml author', how: 'removed' },
      { what: 'en.yml words', author: 'vigie', authorBefore: 'ana' },
    ]);
  });

  it('TRA-03 cannot give its words to somebody else first, and sign for them afterwards', () => {
    expect(changesBetween(wordsOf('ana'), wordsOf('ben'))).toEqual([
      {
        ...{ what: 'en.yml author', kind: 'vocabulary', how: 'changed', isLive: false },
        ...{ author: 'ben', authorBefore: 'ana' },
      },
    ]);
    expect(codesOf(wordsOf('ana'), wordsOf('ben')).of(ana, cleo)).toEqual(REFUSED);
  });

  it('is named once where it is the same, and where there is no before or after', () => {
    for (const [before, after] of [
      [ruleOf('ana'), ruleOf('ana', 4)],
      [[], ruleOf('ana')],
      [ruleOf('ana'), []],
    ] as const) {
      const [change] = changesBetween(before, after).filter(({ kind }) => kind === 'rule');
      expect(change).toMatchObject({ author: 'ana' });
      expect(change).not.toHaveProperty('authorBefore');
    }
  });
});

describe('one person with two ids', () => {
  const twice = person('Ána');

  it('TRA-03 is one signature', () => {
    const record: ReleaseRecord = {
      ...{ version: 1, digest: DIGEST, parent: null, isReturn: false, createdOn: '2026-12-01' },
      ...{ changes: [], measured: [], signatures: [] },
    };
    const approvers = [ana, twice, ben].map(({ approver }) => approver);
    const atHand = { digest: DIGEST, live: 'e'.repeat(64), approvers };
    const [problem, ...others] = checkRelease(signedBy(record, ana, twice), atHand);
    expect(problem).toMatchObject({ code: 'rules.too-few-signatures' });
    expect(others).toEqual([]);
    expect(checkRelease(signedBy(record, ana, ben), atHand)).toEqual([]);
  });

  it('is a fault of the list of approvers', () => {
    const list = Approvers.safeParse({ approvers: [ana.approver, ben.approver, twice.approver] });
    expect(list.error?.issues).toMatchObject([
      { path: ['approvers', 2, 'id'], message: expect.stringContaining('found "Ána" and "ana"') },
    ]);
    expect(Approvers.safeParse({ approvers: [ana.approver, ben.approver] }).success).toBe(true);
  });

  it.each(['', ' ', '...', 'ana\nben', ' ana', 'a'.repeat(121), 'a\u202eb'])('is no id: %j', (id) => {
    expect(Approvers.safeParse({ approvers: [{ ...ana.approver, id }] }).success).toBe(false);
  });

  it.each(['ana', 'Ana Silva', 'rights-approver', 'راما', 'क्\u200dष'])('is an id: %s', (id) => {
    expect(Approvers.safeParse({ approvers: [{ ...ana.approver, id }] }).success).toBe(true);
  });
});
