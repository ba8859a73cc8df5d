import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../queue/runtime/config.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';

describe('configuration', () => {
  it('needs nothing: the embedded default on loopback', () => {
    expect(parseConfig({})).toMatchObject({ profile: 'embedded', host: '127.0.0.1', port: 8417 });
  });

  it('reports every fault at once, unknown names among them', () => {
    const env = {
      VIGIE_PORT: 'seven',
      VIGIE_LOG_LEVEL: 'loud',
      VIGIE_PROT: '1',
      VIGIE_REDIS_URL: 'redis://x',
    };
    expect(() => parseConfig(env)).toThrow(
      /VIGIE_PORT: .*found "seven"[\s\S]*VIGIE_LOG_LEVEL: .*found "loud"[\s\S]*VIGIE_PROT: expected one of[\s\S]*expected both/,
    );
  });

  it('reads a secret from the file that _FILE names, and refuses both at once', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-config-'));
    const file = join(folder, 'url');
    writeFileSync(file, 'postgres://db/vigie\n');
    const env = { VIGIE_DATABASE_URL_FILE: file, VIGIE_REDIS_URL: 'redis://queue' };
    expect(parseConfig(env)).toMatchObject({ databaseUrl: 'postgres://db/vigie', profile: 'production' });
    expect(() => parseConfig({ ...env, VIGIE_DATABASE_URL: 'postgres://other' })).toThrow(/found both/);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['https://unit.example/über uns', 'https://unit.example/%C3%BCber%20uns'],
    ['desk@unit.example', 'desk@unit.example'],
  ])('takes %s for where the collectors can be asked about, fit for a header', (given, told) => {
    expect(parseConfig({ VIGIE_COLLECTOR_CONTACT: given })).toMatchObject({ collectorContact: told });
  });

  it.each(['unit.example', 'desk@unit.example\r\nx: y', 'javascript:alert(1)'])(
    'does not take %j',
    (given) => {
      expect(() => parseConfig({ VIGIE_COLLECTOR_CONTACT: given })).toThrow(
        /VIGIE_COLLECTOR_CONTACT: expected the address of a page, or one of electronic mail/,
      );
    },
  );

  it.each(['http://queue:6379', 'redis://queue:6379/main', 'redis://:6379:1/2', 'postgres://queue/1'])(
    'refuses %s as the address of Redis, which would dial another place or end the process',
    (given) => {
      expect(() => parseConfig({ VIGIE_DATABASE_URL: 'postgres://db/x', VIGIE_REDIS_URL: given })).toThrow(
        /^VIGIE_REDIS_URL: expected an address such as redis:\/\/host:6379 or redis:\/\/host:6379\/1, found "…"$/,
      );
    },
  );

  it.each([
    'redis://queue',
    'rediss://:secret@queue:6379/3',
    'redis://queue/?family=6',
    'queue:6379',
    '/run/redis.sock',
  ])('takes %s as the address of Redis', (given) => {
    const config = parseConfig({ VIGIE_DATABASE_URL: 'postgres://db/x', VIGIE_REDIS_URL: given });
    expect(config.redisUrl).toBe(given);
  });

  it('never repeats a secret in a message', () => {
    expect(() => parseConfig({ VIGIE_DATABASE_URL: 'postgres://user:hunter2@db/x' })).toThrow(
      /^(?![\s\S]*hunter2)/,
    );
  });

  it('takes an identity provider whole, over https, and its lists by spaces', () => {
    const env = {
      VIGIE_OIDC_ISSUER: 'https://id.example.org/realm',
      VIGIE_OIDC_CLIENT_ID: 'vigie',
      VIGIE_OIDC_CLIENT_SECRET: 'fictional',
    };
    expect(parseConfig(env)).toMatchObject({
      oidcIssuer: env.VIGIE_OIDC_ISSUER,
      oidcOrigins: [],
      oidcAcr: [],
    });
    const lists = { VIGIE_OIDC_ORIGINS: 'https://a.example/x  https://b.example', VIGIE_OIDC_ACR: 'one two' };
    expect(parseConfig({ ...env, ...lists })).toMatchObject({
      oidcOrigins: ['https://a.example', 'https://b.example'],
      oidcAcr: ['one', 'two'],
    });
    expect(() => parseConfig({ VIGIE_OIDC_CLIENT_ID: 'vigie' })).toThrow(/all three or none, found 1/);
    expect(() => parseConfig({ ...env, VIGIE_OIDC_ISSUER: 'http://127.0.0.1:9000' })).toThrow(
      /VIGIE_OIDC_ISSUER: expected an https address/,
    );
    expect(() => parseConfig({ ...env, VIGIE_OIDC_ORIGINS: 'http://127.0.0.1:9000' })).toThrow(
      /VIGIE_OIDC_ORIGINS: expected https origins/,
    );
  });

  it('takes an object store whole, and a lock with its days', () => {
    const env = {
      VIGIE_S3_ENDPOINT: 'https://s3.example:9000',
      VIGIE_S3_BUCKET: 'captures',
      VIGIE_S3_ACCESS_KEY: 'an id',
      VIGIE_S3_SECRET_KEY: 'fictional',
    };
    const taken = parseConfig(env);
    expect(taken).toMatchObject({ s3Region: 'us-east-1', s3PathStyle: true, s3LockDays: undefined });
    expect(taken.s3Endpoint?.href).toBe('https://s3.example:9000/');
    const lock = { VIGIE_S3_LOCK_MODE: 'compliance', VIGIE_S3_LOCK_DAYS: '90' };
    expect(parseConfig({ ...env, ...lock })).toMatchObject({ s3LockMode: 'compliance', s3LockDays: 90 });
    expect(() => parseConfig({ VIGIE_S3_BUCKET: 'captures' })).toThrow(/all four or none, found 1/);
    expect(() => parseConfig({ ...env, VIGIE_S3_LOCK_DAYS: '90' })).toThrow(/both or neither, found one/);
    expect(() => parseConfig(lock)).toThrow(/a folder has no lock/);
    for (const wrong of [
      'ftp://s3.example',
      'https://s3.example/captures',
      'https://id:fictional@s3.example',
    ])
      expect(() => parseConfig({ ...env, VIGIE_S3_ENDPOINT: wrong })).toThrow(/VIGIE_S3_ENDPOINT: expected/);
    expect(() => parseConfig({ ...env, VIGIE_S3_BUCKET: 'Not a bucket' })).toThrow(/the name of a bucket/);
  });
});

describe('policy', () => {
  function policyOf(content: string) {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-policy-'));
    writeFileSync(join(folder, 'policy.yml'), content);
    try {
      return loadPolicy(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it('holds its defaults where the file says nothing', () => {
    expect(policyOf('retention: {}')).toEqual({
      retention: {
        unflaggedHours: 24,
        flaggedDays: 30,
        notOfferHours: 48,
        offerDays: 180,
        protectDays: 30,
        unresolvedDays: 30,
        controlDays: 180,
        logDays: 548,
      },
      review: { controlShare: 0.05, unreadHours: 48, help: [] },
      fairness: {
        sampledPerWeek: 20,
        sampleDays: 7,
        windowMonths: 3,
        fewest: 30,
        falseFlagGap: 0.15,
        leakageGap: 0.1,
        precisionFloor: 0.4,
        countMonths: 36,
      },
      rules: { shadowLanguages: [] },
      statistics: { epsilonPerMonth: 1 },
      reports: { every: 'quarter', dueDays: 60 },
      telling: { dueDays: 30, longestDelayDays: 183 },
    });
  });

  it('keeps languages in shadow, and says where one is no language or stands there twice', () => {
    const rules = (languages: string) => policyOf(`retention: {}\nrules:\n  shadowLanguages: ${languages}\n`);
    expect(rules('[ti, hi-Latn]').rules.shadowLanguages).toEqual(['ti', 'hi-Latn']);
    expect(() => rules('[Tigrinya]')).toThrow(/policy\.yml:3:.*such as "ti".*rules\.shadowLanguages/);
    expect(() => rules('[ti, ti]')).toThrow(/expected each language once/);
    expect(() => rules('ti')).toThrow(/policy\.yml:3:/);
  });

  it('FAI-02 FAI-03 can switch off neither the sample nor the watch on fairness', () => {
    for (const [setting, value] of [
      ['sampledPerWeek', 0],
      ['sampleDays', 8],
      ['falseFlagGap', 0.5],
      ['leakageGap', 1],
    ] as const)
      expect(() => policyOf(`retention: {}\nfairness:\n  ${setting}: ${value}\n`)).toThrow(
        new RegExp(`policy\\.yml:3:.*fairness\\.${setting}`),
      );
  });

  it.each([182, 732])(
    'LOG-11 keeps what entries say neither shorter nor longer than the bounds: %i days',
    (days) => {
      expect(() => policyOf(`retention:\n  logDays: ${days}\n`)).toThrow(
        /policy\.yml:2:12: expected at (least 183|most 731) for "retention\.logDays"/,
      );
    },
  );

  it('LOG-11 TRA-04 keeps what entries say until the report that counts them is due', () => {
    const policy = (every: string) => `retention:\n  logDays: 200\nreports:\n  every: ${every}\n`;
    expect(policyOf(policy('quarter'))).toMatchObject({ retention: { logDays: 200 } });
    expect(() => policyOf(policy('half-year'))).toThrow(
      /policy\.yml:2:12: expected at least 244 days, .*a half-year and the 60 days.* for "retention\.logDays", found 200/,
    );
  });

  it('cannot keep unflagged text longer than a day, and says where', () => {
    expect(() => policyOf('retention:\n  unflaggedHours: 48\n  flaggedDays: 0\n')).toThrow(
      /policy\.yml:2:19: .*retention\.unflaggedHours[\s\S]*policy\.yml:3:16: .*retention\.flaggedDays/,
    );
  });

  it.each([
    ['retention: { unflaggedHours: 0 }', 'expected more than 0 for "retention.unflaggedHours", found 0'],
    [
      'retention: {}\nstatistics: { epsilonPerMonth: 0.33 }',
      'expected a multiple of 0.05 for "statistics.epsilonPerMonth", found 0.33',
    ],
    ['retention: &same {}\nreview: *same', 'policy.yml:1:1: expected a file without aliases'],
    ['# nothing but a comment\n', 'policy.yml:1:1: expected the policy, written as "key: value" lines'],
  ])('of %j is refused in words: %s', (text, reason) => {
    expect(() => policyOf(text)).toThrow(reason);
  });

  it('is read to its end or not at all', () => {
    const comments = `# ${'x'.repeat(1024 * 1024)}\n`;
    expect(() => policyOf(`retention: {}\n${comments}nonsense: 1\n`)).toThrow(
      /expected at most 1048576 bytes, found \d+; one file holds the policy/,
    );
  });
});
