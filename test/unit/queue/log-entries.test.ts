import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../queue/contracts/entry.ts';
import { EntryTally, parseEntry } from '../../../queue/log/report.ts';

const BODY =
  '{"actor":"pia","at":"2026-11-25T02:00:00.000Z","body":{"outcome":"protect"},"kind":"item.judged","subject":"item:a","version":1}';
const OTHER = /^expected an entry in canonical JSON/;

describe('the body of an entry', () => {
  it('is read in canonical JSON', () => {
    expect(parseEntry(BODY)).toMatchObject({ kind: 'item.judged', body: { outcome: 'protect' } });
  });

  it.each([
    ['a name that stands there twice', BODY.replace('{"outcome"', '{"outcome":"offer","outcome"')],
    ['white space', ` ${BODY}`],
    ['another order', BODY.replace('"subject":"item:a","version":1', '"version":1,"subject":"item:a"')],
    ['another spelling of a letter', BODY.replace('pia', '\\u0070ia')],
  ])('is refused with %s', (_, body) => {
    expect(parseEntry(body)).toMatch(OTHER);
  });
});

describe('a body that is nested deeper than any reader follows', () => {
  it('is another shape, and ends nobody who verifies a log or a proof', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    expect(parseEntry(BODY.replace('"protect"', deep))).toMatch(/^expected an entry of a known version/);
  });
});

describe('bodies that are not there', () => {
  const shredded = (before: Entry['body'][string]): Entry => ({
    version: 1,
    kind: 'log.shredded',
    actor: 'vigie',
    at: '2026-11-25T02:00:00.000Z',
    subject: 'log',
    body: { before },
  });

  it('are explained by a later entry', () => {
    const tally = new EntryTally();
    tally.skip(0);
    tally.skip(1);
    tally.add(2, shredded(2));
    expect(tally.unexplained).toBeNull();
  });

  it('are not explained by an entry that was there before them', () => {
    const tally = new EntryTally();
    tally.add(0, shredded(1_000_000));
    tally.skip(1);
    expect(tally.unexplained).toBe(1);
  });

  it.each([
    ['nothing', null],
    ['a word', 'all'],
    ['a list', [1, 2]],
    ['less than nothing', -1],
  ])('are not explained by an entry that names %s for a position', (_, before) => {
    const tally = new EntryTally();
    tally.skip(0);
    tally.add(1, shredded(before));
    expect(tally.unexplained).toBe(0);
  });

  it('are not explained by an entry that names no position', () => {
    const tally = new EntryTally();
    tally.skip(0);
    tally.add(1, { ...shredded(1), body: {} });
    tally.add(2, shredded(1));
    tally.skip(3);
    expect(tally.unexplained).toBe(3);
  });
});
