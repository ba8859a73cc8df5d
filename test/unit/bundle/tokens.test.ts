import { afterAll, describe, expect, it } from 'vitest';
import { stampRequest } from '../../../workers/timestamps/request.ts';
import { type CheckedToken, checkToken } from '../../../workers/timestamps/token.ts';
import { OpensslAuthority, POLICY } from '../../support/timestamp-authority.ts';

const DATA = Buffer.from('an event of custody');

describe('tokens of time-stamp authorities', () => {
  const tsa = new OpensslAuthority('first');
  const stranger = new OpensslAuthority('stranger');
  const { der, nonce } = stampRequest(DATA, POLICY);
  const token = tsa.reply(der);
  const wanted = { data: DATA, roots: tsa.roots, nonce, policy: POLICY };
  afterAll(() => {
    tsa.remove();
    stranger.remove();
  });

  it('EVI-06 are taken when imprint, nonce, policy, use of the key and chain hold', async () => {
    const checked = await checkToken(token, wanted);
    expect(checked).toMatchObject({ policy: POLICY, signer: 'CN=first' });
    expect(tsa.verifies(DATA, token)).toBe(true);
  });

  it('EVI-06 ask with a nonce of their own and for certificates', () => {
    const others = Array.from({ length: 50 }, () => stampRequest(DATA, undefined).nonce);
    expect(new Set(others).size).toBe(50);
    // certReq TRUE ends the request (DER).
    expect(Buffer.from(der).subarray(-3)).toEqual(Buffer.from([0x01, 0x01, 0xff]));
  });

  it.each([
    ['other data', { data: Buffer.from('another event of custody') }, /message imprint mismatch/],
    ['another nonce', { nonce: 'ff'.repeat(16) }, /nonce of the request/],
    ['another policy', { policy: '1.2.3' }, /policy 1\.2\.3/],
    ['another root', { roots: stranger.roots }, /signature and chain/],
    ['no root', { roots: [] }, /root certificates/],
  ])('EVI-06 are refused for %s', async (_, change, reason) => {
    expect(await checkToken(token, { ...wanted, ...change })).toMatch(reason);
  });

  it.each([
    ['something else too', 'extendedKeyUsage=critical,serverAuth,timeStamping'],
    ['time stamping, but not marked critical', 'extendedKeyUsage=timeStamping'],
    ['anything', 'keyUsage=critical,digitalSignature'],
  ])('EVI-06 are refused when their key is for %s', async (_, usage) => {
    expect(await checkToken(tsa.replyAs(usage, der), wanted)).toMatch(/time stamping alone/);
  });

  it('EVI-06 are taken from any certificate of the authority that is for time stamping', async () => {
    const usage = 'extendedKeyUsage=critical,timeStamping';
    expect(await checkToken(tsa.replyAs(usage, der), wanted)).toMatchObject({ policy: POLICY });
  });

  it('EVI-06 are a rejection where the authority does not take the policy', async () => {
    const { der: query, nonce: fresh } = stampRequest(DATA, '1.2.3.4');
    const checked = await checkToken(tsa.reply(query), { ...wanted, nonce: fresh, policy: '1.2.3.4' });
    expect(checked).toEqual({ status: 2, failures: [15] });
  });

  it('EVI-06 never say anything else with a byte changed', async () => {
    // A certificate that comes along beside the signer's is in no signature of the token, and vouches for nothing by itself.
    const said = (checked: CheckedToken) => ({ ...checked, certificates: checked.certificates.slice(0, 1) });
    const before = await checkToken(token, wanted);
    if (typeof before === 'string' || !('genTime' in before)) throw new Error('expected a token that holds');
    let refused = 0;
    for (let at = 0; at < token.length; at += 7) {
      const changed = Buffer.from(token);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      const checked = await checkToken(changed, wanted);
      const holds = typeof checked !== 'string' && 'genTime' in checked;
      if (holds) expect(said(checked), `byte ${at}`).toEqual(said(before));
      else refused += 1;
    }
    expect(refused).toBeGreaterThan(token.length / 7 / 3);
  });
});
