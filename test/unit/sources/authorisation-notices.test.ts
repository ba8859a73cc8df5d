import { expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import { authorisationNotices } from '../../../workers/sources/index.ts';
import { authorisationOf } from '../../support/authorisation.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const URL = 'https://a.example/feed';

function noticesOf(changes: Record<string, unknown>, enabled = true) {
  const authorisation = authorisationOf(URL, changes, NOW);
  const source = Source.parse({ id: 'a', kind: 'feed', name: 'A', url: URL, enabled, authorisation });
  return authorisationNotices(source, NOW).map(({ kind, field }) => `${kind} ${field}`);
}

it.each([
  [{}, []],
  [{ expiresOn: '2026-07-02' }, []],
  [{ expiresOn: '2026-07-01' }, ['soon expiresOn']],
  [{ reviewBy: '2026-07-02' }, []],
  [{ reviewBy: '2026-07-01', expiresOn: '2026-06-02' }, ['soon expiresOn', 'soon reviewBy']],
  [{ expiresOn: '2026-06-01' }, ['gap expiresOn']],
  [{ reviewBy: '2026-06-01' }, ['gap reviewBy']],
  [{ startsOn: '2026-06-02' }, ['gap startsOn']],
  [{ approver: '<another person>', expiresOn: '2026-06-02' }, ['placeholder approver']],
])('PUR-07 speaks of an end that is 30 days away or less: %j', (changes, notices) => {
  expect(noticesOf(changes)).toEqual(notices);
});

it('says nothing of a source that is off', () =>
  expect(noticesOf({ reviewBy: '2026-06-01' }, false)).toEqual([]));
