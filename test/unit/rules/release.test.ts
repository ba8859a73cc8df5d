import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type Approver,
  Approvers,
  changesBetween,
  checkRelease,
  publicKeyOf,
  type ReleaseRecord,
  signRelease,
  standingRecord,
} from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

function approver(id: string): { approver: Approver; key: KeyObject } {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { approver: { id, publicKey: publicKeyOf(privateKey) }, key: privateKey };
}

const ann = approver('ann');
const ben = approver('ben');
const writer = approver('writer');
const approvers = [ann.approver, ben.approver, writer.approver];

function packs(...rules: readonly string[]) {
  return parsed({ 'en.yml': packYaml(rules) }).located.map(({ pack }) => pack);
}

const DIGEST = 'a'.repeat(64);
const LIVE = 'e'.repeat(64);
const record: ReleaseRecord = {
  version: 1,
  digest: DIGEST,
  parent: null,
  isReturn: false,
  createdOn: '2026-11-25',
  changes: [...changesBetween([], packs(ruleYaml()))],
  measured: [],
  signatures: [],
};

function codesOf(signed: ReleaseRecord, digest = DIGEST) {
  return checkRelease(signed, { digest, live: LIVE, approvers }).map(({ code }) => code);
}

describe('approvers', () => {
  const { publicKey } = ann.approver;
  const keysOf = (...keys: readonly string[]) =>
    Approvers.safeParse({ approvers: keys.map((key, index) => ({ id: `a${index}`, publicKey: key })) });

  it('have every key once, in one spelling', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    // The last letter before "=" has two bits that say nothing.
    const other = `${publicKey.slice(0, 42)}${letters[letters.indexOf(publicKey.charAt(42)) + 1]}=`;
    expect(Buffer.from(other, 'base64')).toEqual(Buffer.from(publicKey, 'base64'));
    expect(keysOf(publicKey, ben.approver.publicKey).success).toBe(true);
    expect(keysOf(publicKey, publicKey).success).toBe(false);
    expect(keysOf(publicKey, other).success).toBe(false);
  });

  it.each([
    ['33 bytes', 'A'.repeat(44)],
    ['31 bytes', Buffer.alloc(31).toString('base64')],
    ['no base64', '?'.repeat(44)],
  ])('have keys of 32 bytes, not %s', (_what, key) => {
    expect(keysOf(key).error?.issues[0]?.message).toBe('expected 32 bytes in base64');
  });
});

describe('a release', () => {
  const signed = signRelease(signRelease(record, 'ann', ann.key), 'ben', ben.key);

  describe('that follows another', () => {
    const share = (count: number, of = 100) => ({ count, of, low: 0, high: 100 });
    const language = (lang: string, falseFlags: [number, number], leaked: [number, number]) => ({
      ...{ lang, posts: 100, gained: 0, lost: 0, offersFound: null },
      flagged: { before: share(9), after: share(9) },
      protected: { before: share(9), after: share(9) },
      falseFlags: { before: share(falseFlags[0]), after: share(falseFlags[1]) },
      leaked: { before: share(leaked[0]), after: share(leaked[1]) },
    });
    const codesAfter = (...languages: ReturnType<typeof language>[]) => {
      const measured = [{ file: 'posts.ndjson', sha256: 'c'.repeat(64), posts: 200, languages }];
      const next = { ...record, parent: 'b'.repeat(64), measured };
      return codesOf(signRelease(signRelease(next, 'ann', ann.key), 'ben', ben.key));
    };

    it('FAI-07 is refused where it flags more people at risk in any language', () => {
      expect(codesAfter(language('ar', [4, 4], [1, 1]), language('fr', [4, 4], [0, 0]))).toEqual([]);
      expect(codesAfter(language('ar', [4, 4], [1, 0]), language('fr', [4, 4], [0, 1]))).toEqual([
        'rules.treats-worse',
      ]);
    });

    it('FAI-07 is refused where shares of false flags lie further apart between languages', () => {
      expect(codesAfter(language('ar', [9, 5], [0, 0]), language('fr', [4, 3], [0, 0]))).toEqual([]);
      expect(codesAfter(language('ar', [5, 9], [0, 0]), language('fr', [4, 4], [0, 0]))).toEqual([
        'rules.treats-worse',
      ]);
    });

    it('FAI-07 is refused where a live change was not measured on labelled posts', () => {
      expect(codesAfter()).toEqual(['rules.treats-worse']);
    });

    it('FAI-07 is refused where a live change was measured on too little to compare languages', () => {
      const of = (lang: string, labelled: number) => ({
        ...language(lang, [0, 0], [0, 0]),
        falseFlags: { before: share(0, labelled), after: share(0, labelled) },
      });
      expect(codesAfter(of('ar', 1))).toEqual(['rules.treats-worse']);
      expect(codesAfter(of('ar', 20))).toEqual(['rules.treats-worse']);
      expect(codesAfter(of('ar', 20), of('fr', 19))).toEqual(['rules.treats-worse']);
      expect(codesAfter(of('ar', 20), of('fr', 20))).toEqual([]);
    });

    it('FAI-07 takes spellings of one tag for one language, and no tag for none', () => {
      const of = (lang: string, labelled: number) => ({
        ...language(lang, [0, 0], [0, 0]),
        falseFlags: { before: share(0, labelled), after: share(0, labelled) },
      });
      expect(codesAfter(of('en', 20), of('EN-gb', 20))).toEqual(['rules.treats-worse']);
      expect(codesAfter(of('en', 20), of('und', 20))).toEqual(['rules.treats-worse']);
      expect(codesAfter(of('en', 20), of('ar', 10), of('ar-SY', 10))).toEqual([]);
      expect(codesAfter(of('ur', 20), of('ur-Latn', 20))).toEqual([]);
    });

    it('takes shares that lie as far apart as before, however a computer rounds them', () => {
      const of = (lang: string, before: number, after: number) => ({
        ...language(lang, [0, 0], [0, 0]),
        falseFlags: { before: share(before, 20), after: share(after, 20) },
      });
      expect(codesAfter(of('ar', 1, 2), of('fr', 3, 4))).toEqual([]);
      expect(codesAfter(of('ar', 1, 2), of('fr', 3, 5))).toEqual(['rules.treats-worse']);
    });
  });

  it('TRA-03 takes two approvers', () => {
    expect(codesOf(record)).toEqual(['rules.too-few-signatures']);
    expect(codesOf(signRelease(record, 'ann', ann.key))).toEqual(['rules.too-few-signatures']);
    expect(codesOf(signed)).toEqual([]);
  });

  it('does not take one approver twice', () => {
    const [one] = signRelease(record, 'ann', ann.key).signatures;
    if (one === undefined) throw new Error('expected a signature');
    expect(codesOf({ ...record, signatures: [one, one] })).toEqual(['rules.too-few-signatures']);
  });

  it('does not take the author of a changed rule', () => {
    const byAuthor = signRelease(signRelease(record, 'ann', ann.key), 'writer', writer.key);
    expect(codesOf(byAuthor)).toEqual(['rules.author-signed', 'rules.too-few-signatures']);
  });

  it('TRA-03 does not take the author under another spelling of the name', () => {
    for (const author of ['Writer', 'WRITER ', 'Wríter']) {
      const changes = record.changes.map((change) => ({ ...change, author }));
      const byAuthor = signRelease({ ...record, changes }, 'writer', writer.key);
      const [problem] = checkRelease(signRelease(byAuthor, 'ann', ann.key), {
        ...{ digest: DIGEST, live: LIVE, approvers },
      });
      expect(problem).toMatchObject({
        code: 'rules.author-signed',
        message: expect.stringContaining(`"writer", who changed a part of this release as "${author}"`),
      });
    }
  });

  it('takes no unknown key, and no key under another name', () => {
    const stranger = approver('eve');
    expect(codesOf(signRelease(signed, 'eve', stranger.key))).toEqual(['rules.unknown-approver']);
    expect(codesOf(signRelease(signRelease(record, 'ann', ann.key), 'ben', ann.key))).toEqual([
      'rules.bad-signature',
      'rules.too-few-signatures',
    ]);
  });

  it('stands for these packs and for what was signed only', () => {
    expect(codesOf(signed, 'b'.repeat(64))).toEqual(['rules.release-differs']);
    expect(codesOf({ ...signed, changes: [] })).toContain('rules.bad-signature');
    expect(codesOf({ ...signed, createdOn: '2026-11-26' })).toContain('rules.bad-signature');
  });

  it('TRA-03 takes two approvers however little the record says that it changes', () => {
    const quiet = { ...record, changes: [] };
    expect(codesOf(signRelease(quiet, 'ann', ann.key))).toEqual(['rules.too-few-signatures']);
  });

  it('does not follow itself: nothing would differ, and nothing be measured', () => {
    const itself = { ...record, parent: DIGEST, changes: [] };
    expect(codesOf(signRelease(signRelease(itself, 'ann', ann.key), 'ben', ben.key))).toEqual([
      'rules.follows-itself',
    ]);
  });

  describe('that is a return', () => {
    const returnsTo = standingRecord(signed);
    const change = { ...record, parent: 'b'.repeat(64), changes: [], isReturn: true };
    const proven = { ...change, ...(returnsTo && { returnsTo }) };

    it('takes one approver where it holds the record that two have signed', () => {
      expect(codesOf(proven)).toEqual(['rules.too-few-signatures']);
      const returned = signRelease(proven, 'ann', ann.key);
      expect(codesOf(returned)).toEqual([]);
      expect(standingRecord(returned)).toEqual(returnsTo);
    });

    it('is none because it says so', () => {
      const said = { ...change, changes: record.changes };
      expect(codesOf(signRelease(said, 'ann', ann.key))).toEqual([
        'rules.unproven-return',
        'rules.treats-worse',
        'rules.too-few-signatures',
      ]);
    });

    it('is none to what one approver signed, or to other packs', () => {
      const byOne = signRelease(record, 'ann', ann.key);
      const toOther = { ...record, digest: 'd'.repeat(64) };
      const released = signRelease(signRelease(toOther, 'ann', ann.key), 'ben', ben.key);
      for (const earlier of [byOne, released]) {
        const claimed = { ...change, returnsTo: { ...earlier, isReturn: false as const } };
        expect(codesOf(signRelease(claimed, 'ann', ann.key))).toEqual([
          'rules.unproven-return',
          'rules.too-few-signatures',
        ]);
      }
    });

    it('does not take the author of what it returns to', () => {
      expect(codesOf(signRelease(proven, 'writer', writer.key))).toEqual([
        'rules.author-signed',
        'rules.too-few-signatures',
      ]);
    });
  });

  it('counts a rule in the shadow as not live', () => {
    const shadow = changesBetween(
      packs(ruleYaml()),
      packs(ruleYaml(), ruleYaml({ id: 'en.provider.s', status: 'shadow' })),
    );
    expect(shadow).toMatchObject([{ what: 'en.provider.s', how: 'added', isLive: false, author: 'writer' }]);
  });

  it('counts a rule that leaves the shadow, or enters it, as live', () => {
    const live = packs(ruleYaml());
    const inShadow = packs(ruleYaml({ status: 'shadow' }));
    expect(changesBetween(inShadow, live)).toMatchObject([{ how: 'changed', isLive: true }]);
    expect(changesBetween(live, inShadow)).toMatchObject([{ how: 'changed', isLive: true }]);
  });

  it('counts the language of a file as live: its words are heard in another one', () => {
    const words = (language: string) =>
      parsed({
        'shared.yml':
          'language: shared\nabout: Shared\nconcepts: [{ name: boat, means: "A boat.", not: "" }]\n',
        'boats.yml': `language: ${language}\nabout: Words\nauthor: writer\nwords: { boat: ["boat"] }\n`,
      }).located.map(({ pack }) => pack);
    expect(changesBetween(words('en'), words('nl'))).toEqual([
      { what: 'boats.yml language', kind: 'vocabulary', how: 'changed', author: 'writer', isLive: true },
    ]);
  });

  it('counts words and places as live, and examples not', () => {
    const words = (more: string) =>
      parsed({
        'shared.yml':
          'language: shared\nabout: Shared\nconcepts: [{ name: boat, means: "A boat.", not: "" }]\n',
        'en.yml': `language: en\nabout: Words\nauthor: writer\n${more}`,
      }).located.map(({ pack }) => pack);
    expect(changesBetween(words(''), words('words: { boat: ["boat"] }\n'))).toEqual([
      { what: 'en.yml words', kind: 'vocabulary', how: 'added', author: 'writer', isLive: true },
    ]);
    expect(changesBetween(words(''), words('cases: [{ text: "a boat", lane: none }]\n'))).toMatchObject([
      { what: 'en.yml cases', isLive: false },
    ]);
  });

  it('lists what a file that comes or goes says, and not whose it is', () => {
    const shared = 'language: shared\nabout: Shared\nconcepts: [{ name: boat, means: "A boat.", not: "" }]\n';
    const words = 'language: en\nabout: Words\nauthor: writer\ncases: []\nwords: { boat: ["boat"] }\n';
    const [without, within] = [{ 'shared.yml': shared }, { 'shared.yml': shared, 'en.yml': words }].map(
      (files) => parsed(files).located.map(({ pack }) => pack),
    );
    const change = { what: 'en.yml words', kind: 'vocabulary', author: 'writer', isLive: true };
    expect(changesBetween(without ?? [], within ?? [])).toEqual([{ ...change, how: 'added' }]);
    expect(changesBetween(within ?? [], without ?? [])).toEqual([{ ...change, how: 'removed' }]);
  });
});
