import { afterAll, describe, expect, it } from 'vitest';
import { parseRoots } from '../../../workers/timestamps/authorities.ts';
import { stampRequest } from '../../../workers/timestamps/request.ts';
import { checkToken } from '../../../workers/timestamps/token.ts';
import { cpuMicroseconds } from '../../bench/cpu-time.ts';
import { slowness } from '../../support/machine-speed.ts';
import { MadeUpAuthorities } from '../../support/made-up-authorities.ts';

const DATA = Buffer.from('an event of custody');

describe('tokens that somebody made to do harm', () => {
  const made = new MadeUpAuthorities(['root', 'one', 'other', 'stamps', 'rsa'], ['rsa']);
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

  it.each(['stamps', 'rsa'])('EVI-06 are refused when a key signed them by SHA-1: %s', async (key) => {
    const certificate = made.certify(key, { by: 'root', is: 'stamps' });
    const token = made.reply(der, { key, certificate, digest: 'sha1' });
    expect(await checkToken(token, wanted)).toMatch(/in the token, found 1\.3\.14\.3\.2\.26/);
  });

  it('EVI-06 hold when plain RSA signed them, which names its hash beside it', async () => {
    const certificate = made.certify('rsa', { by: 'root', is: 'stamps' });
    const token = made.reply(der, { key: 'rsa', certificate, digest: 'sha512' });
    expect(await checkToken(token, wanted)).toMatchObject({ signer: 'CN=rsa' });
  });

  it.each([
    ['their own certificate', 'sha1', 'sha256'],
    ['one above it', 'sha256', 'sha1'],
  ] as const)('EVI-06 are refused when %s was signed by SHA-1', async (_, own, above) => {
    const certificate = made.certify('stamps', { by: 'one', is: 'stamps', digest: own });
    const chain = [made.certify('one', { by: 'root', is: 'authority', digest: above })];
    const token = made.reply(der, { key: 'stamps', certificate, chain });
    expect(await checkToken(token, wanted)).toMatch(/under each certificate, found 1\.2\.840\.10045\.4\.1/);
  });

  it('EVI-06 hold under a root that signed itself by SHA-1: its key is what is trusted', async () => {
    const root = parseRoots(made.certify('root', { by: 'root', is: 'authority', digest: 'sha1' }));
    const token = made.reply(der, { key: 'stamps', certificate: stamps('root') });
    expect(await checkToken(token, { ...wanted, roots: root })).toMatchObject({ signer: 'CN=stamps' });
  });

  it('EVI-06 are refused with something behind them', async () => {
    const token = made.reply(der, { key: 'stamps', certificate: stamps('root') });
    expect(await checkToken(token, wanted)).toMatchObject({ signer: 'CN=stamps' });
    const longer = Buffer.concat([token, Buffer.from('x')]);
    expect(await checkToken(longer, wanted)).toMatch(/something follows it/);
  });

  it('EVI-06 have roots that are found in a time that grows with the length of their text alone', () => {
    const beginnings = '-----BEGIN CERTIFICATE-----\n'.repeat(40_000);
    const taken = cpuMicroseconds(() => {
      expect(parseRoots(beginnings)).toEqual([]);
      expect(parseRoots(made.root('root') + beginnings)).toEqual(made.roots('root'));
      expect(parseRoots(`words\n${made.root('root')}words\n${made.root('one')}`)).toHaveLength(2);
    });
    // A second for what takes some milliseconds; a search from each beginning took forty.
    expect(taken / 1000 / slowness()).toBeLessThan(1000);
  });
});
