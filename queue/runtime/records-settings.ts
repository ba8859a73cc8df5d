import { z } from 'zod';
import { secret } from './setting.ts';

const optionalText = z.string().min(1).optional();

/** Where the records and the queue are, and as whom a process comes to them. */
export const RECORDS_SETTINGS = {
  databaseUrl: secret(
    'VIGIE_DATABASE_URL',
    'PostgreSQL 15 or newer; together with VIGIE_REDIS_URL',
    'embedded',
    optionalText,
  ),
  redisUrl: secret(
    'VIGIE_REDIS_URL',
    'Redis 7 or newer with AOF; together with VIGIE_DATABASE_URL',
    'embedded',
    z
      .string()
      .min(1)
      .refine(isRedisAddress, 'expected an address such as redis://host:6379 or redis://host:6379/1')
      .optional(),
  ),
  ownerDatabaseUrl: secret(
    'VIGIE_OWNER_DATABASE_URL',
    'PostgreSQL address of the role that owns the tables, for `vigie migrate`, `backup` and `restore` only',
    'VIGIE_DATABASE_URL',
    optionalText,
  ),
  publicDatabaseUrl: secret(
    'VIGIE_PUBLIC_DATABASE_URL',
    'PostgreSQL address of the insert-only role, for `vigie public` only',
    'embedded, through `vigie start`',
    optionalText,
  ),
  reportsDatabaseUrl: secret(
    'VIGIE_REPORTS_DATABASE_URL',
    'PostgreSQL address of the role that exports and answers reports, for `vigie reports` only',
    'embedded',
    optionalText,
  ),
} as const;

/** The driver dials whatever host another kind of address names, and a database that is no number ends the process. */
function isRedisAddress(address: string): boolean {
  if (!address.includes('://')) return true;
  return (
    URL.canParse(address) &&
    /^rediss?:$/.test(new URL(address).protocol) &&
    /^\/?\d*$/.test(new URL(address).pathname)
  );
}
