import { expect, it } from 'vitest';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';

const dashboard = useDashboard();

it('a record counts copies as the post and the list do: a post without any has none', async () => {
  const [post] = DEMO_ITEMS.filter(({ id }) => id === 'offer-en');
  if (post === undefined) throw new Error('expected the English offer among the items, found none');
  const items = [
    { ...post, memberCount: 1 },
    { ...post, id: 'offer-copied', memberCount: 3 },
  ];
  const seeded = seededParts({ items }, SYSTEM_CLOCK);
  const { page, url } = await dashboard.open({
    dashboard: { seeded, person: signedIn('ove', ['oversight']) },
  });
  const copiesOf = async (id: string) => {
    await page.goto(`${url}/records/${id}?purpose=integrity`);
    return page
      .locator('section[aria-labelledby=record-item] div', { hasText: 'Copies' })
      .locator('dd')
      .textContent();
  };
  expect(await copiesOf('offer-en')).toBe('None');
  expect(await copiesOf('offer-copied')).toBe('3 identical posts');
});
