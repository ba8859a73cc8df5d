import { describe, expect, it } from 'vitest';
import { PAGES } from '../../../dashboard/page-addresses.ts';
import { orderedOutcomes, outcomesOf } from '../../../dashboard/web/state/outcome-order.ts';
import { phaseOf } from '../../../dashboard/web/state/phase.ts';
import { parseRoute } from '../../../dashboard/web/state/route.ts';
import { shortcutName } from '../../../dashboard/web/state/shortcut-keys.ts';
import type { Assessment } from '../../../queue/contracts/index.ts';

import { DEMO_ITEMS } from './support/demo-items.ts';

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
    ['/', { page: 'start' }],
    ['/people', { page: 'people' }],
    ['/join', { page: 'join' }],
    ['/review', { page: 'queue', lane: 'review' }],
    ['/protect', { page: 'queue', lane: 'protect' }],
    ['/protect/item-1', { page: 'item', lane: 'protect', id: 'item-1' }],
    ['/closed', { page: 'closed' }],
    ['/status', { page: 'status' }],
    ['/status/x', { page: 'missing' }],
    ['/review/a/b', { page: 'missing' }],
    ['/sign-in/return', { page: 'return' }],
    ['/records/item-1', { page: 'record', id: 'item-1' }],
    ['/records', { page: 'missing' }],
    ['/sign-in', { page: 'missing' }],
    ['/constructor/x', { page: 'missing' }],
    ['/none', { page: 'missing' }],
  ])('%s means %j', (path, route) => {
    expect(parseRoute(path)).toEqual(route);
  });

  it('mean each a page of its own, wherever the server hands the interface out', () => {
    const pages = PAGES.map((address) => JSON.stringify(parseRoute(address.replace(':id', 'item-1'))));
    expect(pages).not.toContain('{"page":"missing"}');
    expect(new Set(pages).size).toBe(PAGES.length);
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

describe('the phase of an item', () => {
  const reveal = { assessment: DEMO_ITEMS[0]?.assessment as Assessment, decisions: [] };

  it.each([
    ['waiting for a claim', { outcome: null, reveal: null, steps: ['claim'] }, 'free'],
    ['held by somebody else', { outcome: null, reveal: null, steps: [] }, 'free'],
    ['held', { outcome: null, reveal: null, steps: ['release', 'judge'] }, 'judge'],
    ['judged', { outcome: null, reveal, steps: ['revise', 'conclude', 'undo'] }, 'reveal'],
    ['closed', { outcome: 'offer', reveal, steps: ['undo'] }, 'closed'],
    ['closed by another', { outcome: 'offer', reveal: null, steps: [] }, 'closed'],
  ] as const)('%s', (_name, item, phase) => {
    expect(phaseOf(item, false)).toBe(phase);
    const isRevisable = phase === 'reveal';
    expect(phaseOf(item, true)).toBe(isRevisable ? 'revise' : phase);
  });

  it('offers the claim of a judgment that was left, also to who judged the item before', () => {
    expect(phaseOf({ outcome: null, reveal, steps: ['claim'] }, false)).toBe('free');
  });

  it('never revises twice: without the step there is no form', () => {
    expect(phaseOf({ outcome: null, reveal, steps: ['conclude'] }, true)).toBe('reveal');
  });
});
