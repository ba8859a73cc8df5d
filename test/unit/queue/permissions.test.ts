import { describe, expect, it } from 'vitest';
import { may, mayAnywhere, PERMISSIONS } from '../../../queue/contracts/permission.ts';
import { Role } from '../../../queue/contracts/role.ts';

describe('the table of permissions', () => {
  it('refuses what has no row', () => {
    for (const role of Role.options) {
      expect(may([role], 'items.read', 'installation')).toBe(false);
      expect(may([role], 'accounts.change', 'oversight-account')).toBe(false);
    }
    expect(mayAnywhere([], 'desk.open')).toBe(false);
  });

  it('has one row for what is done to what, so that changing it changes who may', () => {
    const rows = PERMISSIONS.map(({ action, object }) => `${action} on ${object}`);
    expect(rows.toSorted()).toEqual([...new Set(rows)].toSorted());
  });

  it('PRO-09 opens the protection lane to protection alone', () => {
    const rows = PERMISSIONS.filter(({ object }) => object === 'protect');
    expect(rows.length).toBeGreaterThan(0);
    for (const { roles } of rows) expect(roles).toEqual(['protection']);
  });

  it.each(['administrator', 'operator', 'oversight'] as const)('shows no item to %s', (role) => {
    expect(mayAnywhere([role], 'items.read')).toBe(false);
    expect(mayAnywhere([role], 'items.judge')).toBe(false);
  });

  it('ACC-05 lets oversight read, and change nothing but its own account and its word on an override', () => {
    const open = PERMISSIONS.filter(({ roles }) => (roles as readonly Role[]).includes('oversight'));
    expect(open.map(({ action }) => action)).toEqual([
      'desk.open',
      'self.change',
      'items.look',
      'quality.read',
      'fairness.read',
      'items.settle',
      'exports.read',
      'notices.read',
      'tellings.read',
      'oversight.read',
      'rules.read',
      'sources.read',
      'status.read',
      'statistics.read',
      'accounts.read',
    ]);
  });
});
