import type { UnreadLanguage } from '../../wire.ts';
import { careText, loadCareWords } from '../state/care-words.ts';
import { age, languageName, number } from '../state/format.ts';
import { Notice } from './notice.tsx';

/** Languages in which posts wait that nobody may be given, each with how many and for how long. */
function UnreadLanguages({ unread }: { unread: readonly UnreadLanguage[] }) {
  const isOverdue = unread.some((one) => one.isOverdue);
  return (
    <Notice kind={isOverdue ? 'warning' : 'info'} title={careText('queue.unread.title')}>
      <ul class="gaps">
        {unread.map(({ language, open, since }) => (
          <li key={language}>
            {careText('queue.unread', {
              language: languageName(language),
              count: number(open),
              age: age(since, Date.now()),
            })}
          </li>
        ))}
      </ul>
      {isOverdue && <p class="warning-text">{careText('queue.unread.overdue')}</p>}
    </Notice>
  );
}

export async function loadUnreadLanguages(): Promise<typeof UnreadLanguages> {
  await loadCareWords();
  return UnreadLanguages;
}
