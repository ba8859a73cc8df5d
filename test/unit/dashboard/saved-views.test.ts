import { describe, expect, it } from 'vitest';
import { parseViews, withoutView, withView } from '../../../dashboard/web/state/saved-views.ts';

const CLOSED = { name: 'Offers in Arabic', path: '/closed?lane=review&language=ar&outcome=offer' };

describe('saved views', () => {
  it('come back as they were kept', () => {
    const kept = withView(withView([], CLOSED), { name: ' Persian ', path: '/review?language=fa' });
    expect(parseViews(JSON.stringify(kept))).toEqual([
      CLOSED,
      { name: 'Persian', path: '/review?language=fa' },
    ]);
    expect(withoutView(kept, 'Persian')).toEqual([CLOSED]);
  });

  it('of the same name replace each other, and are at most 20', () => {
    const renewed = { ...CLOSED, path: '/closed?lane=review' };
    expect(withView([CLOSED], renewed)).toEqual([renewed]);
    const many = Array.from({ length: 30 }, (_, at) => ({ name: `view ${at}`, path: '/closed' }));
    expect(many.reduce(withView, [])).toHaveLength(20);
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['no list', '{"name":"x"}'],
    ['another place', '[{"name":"x","path":"https://evil.example/"}]'],
    ['a script', '[{"name":"x","path":"javascript:alert(1)"}]'],
    ['an item', '[{"name":"x","path":"/review/0123456789"}]'],
    ['no name', '[{"name":"","path":"/closed"}]'],
  ])('are only what is sound: not %s', (_what, stored) => {
    expect(parseViews(stored)).toEqual([]);
  });
});
