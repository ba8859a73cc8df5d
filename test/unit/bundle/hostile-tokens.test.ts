import { afterAll, describe, expect, it } from 'vitest';
import { parseRoots } from '../../../workers/timestamps/authorities.ts';
import { stampRequest } from '../../../workers/timestamps/request.ts';
import { checkToken } from '../../../workers/timestamps/token.ts';
import { slowness } from '../../support/machine-speed.ts';
import { MadeUpAuthorities } from '../../support/made-up-authorities.ts';

const DATA = Buffer.from('an event of custody');

describe('tokens that somebody made to do harm', () => {
  const made = new MadeUpAuthorities(['root', 'one', 'other', 'stamps']);
  const { der, nonce } = stampRequest(DATA, undefined);
  const wanted = { data: DATA, roots: made.roots('root'), nonce };
  const stamps = (by: string) => made.certify('stamps', { by, is: 'stamps' });
  afterAll(() => made.remove());

  it('EVI-06 hold with a chain of several certificates', async () => {
    const chain = [
      made.certify('one', { by: 'other', is: 'authority' }),
      made.certify('other', { by: 'root', is: 'authority' }),
      made.root('root'),
    ];
    const token = made.reply(der, { key: 'stamps', certificate: stamps('one'), chain });
    expect(await checkToken(token, wanted)).toMatchObject({ signer: 'CN=stamps' });
  });

  it.each([
    ['one certificate each', 1],
    ['several, so that the search branches', 4],
  ])('EVI-06 are refused, and soon, when two authorities certified each other with %s', async (_, count) => {
    const chain = Array.from({ length: count }, () => [
      made.certify('one', { by: 'other', is: 'authority' }),
      made.certify('other', { by: 'one', is: 'authority' }),
    ]).flat();
    const token = made.reply(der, { key: 'stamps', certificate: stamps('one'), chain });
    expect(await checkToken(token, wanted)).toMatch(/found one that goes round in circles or branches/);
  });

  it('EVI-06 are refused with more certificates than an authority has between it and a root', async () => {
    const chain = Array.from({ length: 10 }, () => made.certify('one', { by: 'root', is: 'authority' }));
    const token = made.reply(der, { key: 'stamps', certificate: stamps('one'), chain });
    expect(await checkToken(token, wanted)).toMatch(/with 10 certificates at most, found 11/);
  });

  it('EVI-06 have roots that are found in a time that grows with the length of their text alone', () => {
    const beginnings = '-----BEGIN CERTIFICATE-----\n'.repeat(40_000);
    const before = process.cpuUsage();
    expect(parseRoots(beginnings)).toEqual([]);
    expect(parseRoots(made.root('root') + beginnings)).toEqual(made.roots('root'));
    expect(parseRoots(`words\n${made.root('root')}words\n${made.root('one')}`)).toHaveLength(2);
    const { user, system } = process.cpuUsage(before);
    // A second for what takes some milliseconds; a search from each beginning took forty.
    expect((user + system) / 1000 / slowness()).toBeLessThan(1000);
  });
});
