import { describe, expect, it } from 'vitest';
import { orderedOutcomes, outcomesOf } from '../../../dashboard/web/state/outcome-order.ts';
import { parseRoute } from '../../../dashboard/web/state/route.ts';
import { shortcutName } from '../../../dashboard/web/state/shortcut-keys.ts';

describe('outcomes', () => {
  it('in the protection lane hold no offer', () => {
    expect(outcomesOf('protect')).toEqual(['protect', 'not_offer', 'unresolved']);
    for (let seed = 0; seed < 300; seed += 1) expect(orderedOutcomes('protect', seed)).not.toContain('offer');
  });

  it('come in an order that depends on the session, each place as often (HUM-04)', () => {
    const first = new Map<string, number>();
    for (let seed = 0; seed < 1024; seed += 1) {
      const order = orderedOutcomes('review', seed);
      expect([...order].sort()).toEqual(['not_offer', 'offer', 'protect', 'unresolved']);
      expect(orderedOutcomes('review', seed)).toEqual(order);
      const leader = order[0] ?? '';
      first.set(leader, (first.get(leader) ?? 0) + 1);
    }
    expect([...first.values()]).toEqual([256, 256, 256, 256]);
  });
});

describe('addresses', () => {
  it.each([
    ['/', { page: 'queue', lane: 'review' }],
    ['/review', { page: 'queue', lane: 'review' }],
    ['/protect', { page: 'queue', lane: 'protect' }],
    ['/protect/item-1', { page: 'item', lane: 'protect', id: 'item-1' }],
    ['/closed', { page: 'closed' }],
    ['/status', { page: 'status' }],
    ['/status/x', { page: 'missing' }],
    ['/review/a/b', { page: 'missing' }],
    ['/none', { page: 'missing' }],
  ])('%s means %j', (path, route) => {
    expect(parseRoute(path)).toEqual(route);
  });
});

describe('single keys', () => {
  it.each([
    ['o', 'KeyO', 'o'],
    ['O', 'KeyO', 'o'],
    ['خ', 'KeyO', 'o'],
    ['щ', 'KeyO', 'o'],
    ['1', 'Digit1', '1'],
    ['١', 'Digit1', '1'],
    ['&', 'Digit1', '1'],
    ['2', 'Numpad2', '2'],
    ['a', 'KeyQ', 'a'],
    ['؟', 'Slash', '?'],
    ['?', 'Slash', '?'],
    ['Enter', 'NumpadEnter', 'Enter'],
    ['Escape', 'Escape', 'Escape'],
  ])('%s on the key %s is %s', (key, code, name) => {
    expect(shortcutName({ key, code })).toBe(name);
  });
});
