import { describe, expect, it } from 'vitest';
import { AppError } from '../../../queue/runtime/errors.ts';
import { isOutage } from '../../../queue/runtime/outage.ts';

const coded = (code: string) => Object.assign(new Error(code), { code });

describe('an outage', () => {
  it.each([
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
    // A container that is made anew has no name; a machine that is off is not reached.
    ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN'],
    // Connection lost, full of disk, memory or connections, ended, starting, not in its place yet.
    ...['08006', '08003', '53100', '53200', '53300', '57P01', '57P02', '57P03', '25006'],
  ])('is %s', (code) => {
    expect(isOutage(coded(code))).toBe(true);
    expect(isOutage(new AggregateError([coded('X'), coded(code)], 'several addresses'))).toBe(true);
  });

  it.each([
    'Connection terminated unexpectedly',
    'timeout expired',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ])('is what the driver calls "%s"', (message) => expect(isOutage(new Error(message))).toBe(true));

  it.each(['23505', '40001', '53400', '57014', '58030', '42P01', 'ENOENT', 'EACCES'])('is not %s', (code) =>
    expect(isOutage(coded(code))).toBe(false),
  );

  it('is of the records and the queue alone where an error is coded', () => {
    expect(isOutage(new AppError('storage.unavailable', 'away'))).toBe(true);
    expect(isOutage(new AppError('source.unreachable', 'away'))).toBe(false);
    expect(isOutage('away')).toBe(false);
  });
});
