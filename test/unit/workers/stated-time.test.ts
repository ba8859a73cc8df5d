import { describe, expect, it } from 'vitest';
import { isTimeZone, statedTime } from '../../../workers/intake/time.ts';

describe('a time as exports state it', () => {
  it.each([
    ['seconds', 1_772_355_900, undefined, '2026-03-01T09:05:00.000Z'],
    ['seconds in quotes', '1772355900', undefined, '2026-03-01T09:05:00.000Z'],
    ['milliseconds', '1772355900123', undefined, '2026-03-01T09:05:00.123Z'],
    ['seconds of Python', '1772355900.0', undefined, '2026-03-01T09:05:00.000Z'],
    ['an ISO time with its zone', '2026-03-01T10:05:00+01:00', 'Asia/Tehran', '2026-03-01T10:05:00+01:00'],
    ['a blank for the T', '2026-03-01 10:05:00+0100', undefined, '2026-03-01T10:05:00+01:00'],
    ['UTC in letters', '2026-03-01 09:05:00 UTC', undefined, '2026-03-01T09:05:00Z'],
    ['no zone, and one is given', '2026-03-01 10:05:00', 'Europe/Paris', '2026-03-01T09:05:00.000Z'],
    ['no zone, in summer', '2026-07-01T10:05', 'Europe/Paris', '2026-07-01T08:05:00.000Z'],
    ['no zone, and an offset is given', '2026-03-01 12:35:00', '+03:30', '2026-03-01T09:05:00.000Z'],
    ['PostgreSQL', '2026-03-01 10:05:00.25+02', undefined, '2026-03-01T10:05:00.25+02:00'],
    ['a day', '2026-03-01', 'UTC', '2026-03-01T00:00:00.000Z'],
    ['an hour that clocks show twice', '2026-10-25 02:30:00', 'Europe/Paris', '2026-10-25T00:30:00.000Z'],
    ['an hour that clocks skip', '2026-03-29 02:30:00', 'Europe/Paris', '2026-03-29T01:30:00.000Z'],
    ['the hour before they skip', '2026-03-29 01:30:00', 'Europe/Paris', '2026-03-29T00:30:00.000Z'],
    ['the hour behind', '2026-03-29 03:30:00', 'Europe/Paris', '2026-03-29T01:30:00.000Z'],
  ])('is read: %s', (_, stated, zone, time) => {
    expect(statedTime(stated, zone)).toBe(time);
  });

  it.each([
    ['no zone', '2026-03-01 10:05:00'],
    ['31 February', '2026-02-31 10:05:00'],
    ['minute 75', '2026-03-01 10:75'],
    ['second 60', '2026-03-01 10:05:60'],
    ['words', 'yesterday'],
    ['nothing', ''],
    ['beyond what a date can be', '9'.repeat(20)],
  ])('stays what it is for the check behind it: %s', (_, stated) => {
    expect(statedTime(stated, stated === '2026-03-01 10:05:00' ? undefined : 'UTC')).toBe(stated);
  });

  it('goes by zones that clocks can be set by', () => {
    expect(['UTC', 'Europe/Athens', '+03:30', '-0500'].filter((zone) => !isTimeZone(zone))).toEqual([]);
    expect(['', 'Athens', 'CET+1', '+25:00', '3', 'Mars/Olympus'].filter(isTimeZone)).toEqual([]);
  });
});
