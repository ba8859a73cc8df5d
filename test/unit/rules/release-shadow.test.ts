import { describe, expect, it } from 'vitest';
import {
  changesBetween,
  checkRelease,
  compileRules,
  liveDigestOf,
  type Pack,
  ReleaseRecord,
  recordOfLive,
  standingRecord,
} from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';
import { person, type SigningPerson, signedBy } from './signing-people.ts';

const [ann, ben, writer] = [person('ann'), person('ben'), person('writer')];
const approvers = [ann, ben, writer].map(({ approver }) => approver);
const HEAD = 'language: en\nabout: A pack\n';

function packs(files: Readonly<Record<string, string>>): readonly Pack[] {
  return parsed({
    'shared.yml': 'language: shared\nabout: Shared\nconcepts: [{ name: boat, means: "A boat.", not: "" }]\n',
    ...files,
  }).located.map(({ pack }) => pack);
}

const shadow = (more: Parameters<typeof ruleYaml>[0] = {}) =>
  ruleYaml({ id: 'en.provider.s', status: 'shadow', ...more });
const BEFORE = packs({ 'en.yml': packYaml([ruleYaml()], HEAD) });

describe('the digest of what is live', () => {
  const digest = liveDigestOf(BEFORE);

  it('is the same whatever is in shadow, retired or a draft', () => {
    const more = ['shadow', 'retired', 'draft'].map((status, at) =>
      ruleYaml({ id: `en.provider.s${at}`, status }),
    );
    expect(liveDigestOf(packs({ 'en.yml': packYaml([ruleYaml(), ...more], HEAD) }))).toBe(digest);
    const apart = { 'en.yml': packYaml([ruleYaml()], HEAD), 'fr.yml': packYaml([shadow()]) };
    expect(liveDigestOf(packs(apart))).toBe(digest);
    expect(liveDigestOf([...packs(apart)].reverse())).toBe(digest);
  });

  it('is the same whatever examples and whole posts are listed beside the rules', () => {
    const head = `${HEAD.replace('A pack', 'Another word of it')}cases: [{ text: "a boat", lane: none }]\n`;
    expect(liveDigestOf(packs({ 'en.yml': packYaml([ruleYaml()], head) }))).toBe(digest);
  });

  it.each([
    ['a live rule', packYaml([ruleYaml({ weight: 4 })], HEAD)],
    ['the text of a live rule', packYaml([ruleYaml({ match: '["we take you", "We take you"]' })], HEAD)],
    ['a rule more', packYaml([ruleYaml(), ruleYaml({ id: 'en.provider.s' })], HEAD)],
    ['a rule in shadow that was live', packYaml([ruleYaml({ status: 'shadow' })], HEAD)],
    ['words', packYaml([ruleYaml()], `${HEAD}words: { boat: ["boat"] }\n`)],
    ['the gate', packYaml([ruleYaml()], `${HEAD}gate: { threshold: 4, kinds: 2 }\n`)],
    ['whose the words are', packYaml([ruleYaml()], `${HEAD}author: ann\n`)],
    [
      'what was read',
      packYaml([ruleYaml()], `${HEAD}review: { status: native, by: "Ann", on: "2026-12-01" }\n`),
    ],
    ['the language', packYaml([ruleYaml()], HEAD.replace('en', 'nl'))],
  ])('differs with %s', (_, yaml) => {
    expect(liveDigestOf(packs({ 'en.yml': yaml }))).not.toBe(digest);
  });

  it('differs with a file of words alone, and not with one of rules in shadow alone', () => {
    const beside = (yaml: string) =>
      liveDigestOf(packs({ 'en.yml': packYaml([ruleYaml()], HEAD), 'fr.yml': yaml }));
    expect(beside('language: fr\nabout: Words\nwords: { boat: ["bateau"] }\n')).not.toBe(digest);
    expect(beside(packYaml([shadow()], 'language: fr\nabout: Rules\n'))).toBe(digest);
  });

  it('is in the compiled rules, so that a start need not read the packs', () => {
    expect(compileRules(BEFORE).liveDigest).toBe(digest);
  });
});

describe('a release that changes rules in shadow alone', () => {
  const AFTER = packs({ 'en.yml': packYaml([ruleYaml(), shadow()], HEAD) });
  const live = liveDigestOf(BEFORE);
  const first: ReleaseRecord = {
    ...{ version: 1, digest: 'a'.repeat(64), live, parent: null, isReturn: false, createdOn: '2026-11-25' },
    ...{ changes: [...changesBetween([], BEFORE)], measured: [], signatures: [] },
  };
  const released = signedBy(first, ann, ben);
  const next = (liveFrom: ReleaseRecord['liveFrom'], after = AFTER): ReleaseRecord => ({
    ...{ ...first, digest: 'b'.repeat(64), live: liveDigestOf(after), parent: first.digest },
    ...{ changes: [...changesBetween(BEFORE, after)], ...(liveFrom && { liveFrom }) },
  });
  const codesOf = (record: ReleaseRecord, people: readonly SigningPerson[], after = AFTER) =>
    checkRelease(signedBy(record, ...people), {
      ...{ digest: record.digest, live: liveDigestOf(after), approvers },
    }).map(({ code }) => code);
  const FEW = ['rules.too-few-signatures'];

  it('TRA-03 takes one signature where it holds what two signed for all that is live', () => {
    const record = next(recordOfLive(released, live));
    expect(codesOf(record, [])).toEqual(FEW);
    expect(codesOf(record, [ann])).toEqual([]);
    expect(codesOf(record, [writer])).toEqual(['rules.author-signed', ...FEW]);
  });

  it('takes two where no record holds what is live, as those of before, and is released by them', () => {
    expect(codesOf(next(undefined), [ann])).toEqual(FEW);
    expect(codesOf(next(undefined), [ann, ben])).toEqual([]);
    const { live: _, ...old } = released;
    expect(recordOfLive(old, live)).toBeUndefined();
    expect(codesOf(next({ ...old, isReturn: false }), [ann])).toEqual(FEW);
  });

  it('TRA-03 takes two where a live rule differs, whatever the record says', () => {
    const changed = packs({ 'en.yml': packYaml([ruleYaml({ weight: 4 }), shadow()], HEAD) });
    const proof = recordOfLive(released, live);
    expect(recordOfLive(released, liveDigestOf(changed))).toBeUndefined();
    const quiet = { ...next(proof, changed), changes: [] };
    expect(codesOf(quiet, [ann], changed)).toEqual(FEW);
    // The digest of the release before in the place of one's own.
    expect(codesOf({ ...quiet, live }, [ann], changed)).toEqual(['rules.record-differs', ...FEW]);
  });

  it('takes two where the record that it holds was not signed by two who are listed', () => {
    const byOne = { ...signedBy(first, ann), isReturn: false as const };
    const edited = { ...released, createdOn: '2026-11-26', isReturn: false as const };
    const byAuthor = { ...signedBy(first, ann, writer), isReturn: false as const };
    for (const proof of [byOne, edited, byAuthor]) {
      expect(codesOf(next(proof), [ann])).toEqual(FEW);
      expect(codesOf(next(proof), [ann, ben])).toEqual([]);
    }
  });

  it('holds no record that is a return, which would prove itself by yet another one', () => {
    const proof = recordOfLive(released, live);
    const read = (liveFrom: object | undefined) => ReleaseRecord.safeParse({ ...next(undefined), liveFrom });
    expect(read(proof).success).toBe(true);
    expect(read({ ...proof, isReturn: true }).error?.issues[0]?.path).toEqual(['liveFrom', 'isReturn']);
  });

  it('is followed by another one on the same proof, and returned to by one', () => {
    const second = signedBy(next(recordOfLive(released, live)), ann);
    const third = { ...next(recordOfLive(second, live)), digest: 'c'.repeat(64), parent: second.digest };
    expect(third.liveFrom).toEqual(standingRecord(released));
    expect(codesOf(third, [ben])).toEqual([]);
    const returnsTo = standingRecord(second);
    const back = { ...first, digest: second.digest, isReturn: true, ...(returnsTo && { returnsTo }) };
    expect(codesOf(back, [ben])).toEqual([]);
    expect(recordOfLive(signedBy(back, ben), live)).toEqual(standingRecord(released));
  });
});
