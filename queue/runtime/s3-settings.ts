import { z } from 'zod';
import { secret, setting } from './setting.ts';

const optionalText = z.string().min(1).optional();

/** Settings of an S3-compatible store for captures, in place of a folder. */
export const S3_SETTINGS = {
  s3Endpoint: setting(
    'VIGIE_S3_ENDPOINT',
    'address of an S3-compatible store that keeps the captured pages instead of a folder, without the bucket; without TLS in the unit’s own network only',
    'none: `VIGIE_EVIDENCE_DIR`',
    z
      .url({ protocol: /^https?$/, error: 'expected an https or http address' })
      .refine((text) => /^https?:\/\/[^/?#@]+\/?$/.test(text), 'expected scheme, host and port alone')
      .transform((text) => new URL(text))
      .optional(),
  ),
  s3Bucket: setting(
    'VIGIE_S3_BUCKET',
    'its bucket, which nothing else writes to',
    'none',
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected the name of a bucket')
      .optional(),
  ),
  s3Region: setting(
    'VIGIE_S3_REGION',
    'region that its requests are signed for',
    'us-east-1',
    z.string().min(1).default('us-east-1'),
  ),
  s3PathStyle: setting(
    'VIGIE_S3_PATH_STYLE',
    '`1`: the bucket is in the path, as most stores have it; `0`: it is in the host name',
    '1',
    z
      .enum(['0', '1'])
      .default('1')
      .transform((value) => value === '1'),
  ),
  s3AccessKey: secret('VIGIE_S3_ACCESS_KEY', 'id of the access key', 'none', optionalText),
  s3SecretKey: secret('VIGIE_S3_SECRET_KEY', 'secret of the access key', 'none', optionalText),
  s3LockMode: setting(
    'VIGIE_S3_LOCK_MODE',
    'object lock that each object is stored under: `governance` or `compliance`; the bucket must have been made with it',
    'none',
    z.enum(['governance', 'compliance']).optional(),
  ),
  s3LockDays: setting(
    'VIGIE_S3_LOCK_DAYS',
    'days that an object is locked for',
    'none',
    z.coerce.number('expected a whole number').int().min(1).max(36_500).optional(),
  ),
} as const;

type S3Settings = { readonly [K in keyof typeof S3_SETTINGS]: z.output<(typeof S3_SETTINGS)[K]['schema']> };

/** Address, bucket and keys make sense together only; so do both halves of the lock. */
export function s3Faults(settings: S3Settings): string[] {
  const { s3Endpoint, s3Bucket, s3AccessKey, s3SecretKey, s3LockMode, s3LockDays } = settings;
  const given = [s3Endpoint, s3Bucket, s3AccessKey, s3SecretKey].filter(
    (value) => value !== undefined,
  ).length;
  const faults: string[] = [];
  if (given !== 0 && given !== 4) {
    faults.push(
      `VIGIE_S3_ENDPOINT, VIGIE_S3_BUCKET, VIGIE_S3_ACCESS_KEY and VIGIE_S3_SECRET_KEY: expected all four or none, found ${given}`,
    );
  }
  if ((s3LockMode === undefined) !== (s3LockDays === undefined))
    faults.push('VIGIE_S3_LOCK_MODE and VIGIE_S3_LOCK_DAYS: expected both or neither, found one');
  if (s3LockMode !== undefined && given === 0)
    faults.push('VIGIE_S3_LOCK_MODE: expected VIGIE_S3_ENDPOINT with it; a folder has no lock');
  return faults;
}
