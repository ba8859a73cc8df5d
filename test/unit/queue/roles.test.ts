import { describe, expect, it } from 'vitest';
import { CONTENT_ROLES, FORBIDDEN_PAIRS, forbiddenAmong, Role } from '../../../queue/contracts/role.ts';

/** Written out by hand from the design, one line a role, as a check of the data. */
const REFUSED_WITH: Readonly<Record<Role, readonly Role[]>> = {
  reviewer: ['custodian', 'protection', 'administrator', 'operator', 'oversight'],
  adjudicator: ['administrator', 'operator', 'oversight'],
  protection: ['reviewer', 'analyst', 'exporter', 'administrator', 'operator', 'oversight'],
  analyst: ['protection', 'administrator', 'operator', 'oversight'],
  exporter: ['protection', 'administrator', 'operator', 'oversight'],
  custodian: ['reviewer', 'oversight'],
  operator: ['reviewer', 'adjudicator', 'protection', 'analyst', 'exporter', 'oversight'],
  administrator: ['reviewer', 'adjudicator', 'protection', 'analyst', 'exporter', 'oversight'],
  oversight: Role.options.filter((role) => role !== 'oversight'),
};

const PAIRS = Role.options.flatMap((one) =>
  Role.options.filter((other) => other !== one).map((other) => [one, other] as const),
);

describe('roles of one person', () => {
  it.each(PAIRS)('ACC-01 %s with %s are refused or allowed as the design says', (one, other) => {
    const found = forbiddenAmong([one, other]);
    expect(found.length > 0).toBe(REFUSED_WITH[one].includes(other));
    expect(forbiddenAmong([other, one])).toEqual(found);
  });

  it('each alone is allowed, and each pair is listed once', () => {
    for (const role of Role.options) expect(forbiddenAmong([role, role])).toEqual([]);
    const names = FORBIDDEN_PAIRS.map(({ roles }) => [...roles].sort().join());
    expect(new Set(names).size).toBe(names.length);
    expect(CONTENT_ROLES).not.toContain('oversight');
  });

  it('a third role brings its own pairs', () => {
    expect(forbiddenAmong(['reviewer', 'analyst', 'exporter'])).toEqual([]);
    expect(forbiddenAmong(['reviewer', 'analyst', 'protection'])).toHaveLength(2);
  });
});
