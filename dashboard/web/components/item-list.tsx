import type { ItemSummary } from '../../../queue/review/port.ts';
import type { MessageKey } from '../messages/index.ts';
import { itemPath } from '../state/desk.ts';
import { age, dateTime, languageName, number, outcomeName } from '../state/format.ts';
import { t } from '../state/locale.ts';

const STATES: Partial<Record<ItemSummary['state'], MessageKey>> = {
  waiting: 'item.state.free',
  claimed: 'item.state.claimed',
  judged: 'item.state.judged',
  revealed: 'item.state.judged',
  second: 'item.state.second',
  outcome: 'item.state.closed',
  contested: 'item.state.contested',
};

/** Posts as a table; on a narrow screen each row becomes a card. It shows nothing that hints at a score (HUM-02). */
export function ItemList(props: {
  items: readonly ItemSummary[];
  caption: string;
  nowMs: number;
  language: string | null;
  show: 'open' | 'closed';
}) {
  const { items, caption, nowMs, language, show } = props;
  return (
    <table class="item-list">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('item.language')}</th>
          <th scope="col">{t('item.source')}</th>
          <th scope="col">{t(show === 'open' ? 'item.age' : 'item.opened')}</th>
          <th scope="col">{t('item.copies')}</th>
          <th scope="col">{t(show === 'open' ? 'item.state' : 'item.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              <a href={itemPath(item, language)} class="row-link">
                {languageName(item.language)}
              </a>
            </th>
            <td data-label={t('item.source') + t('app.colon')}>
              <bdi class="mono">{item.sourceId}</bdi>
            </td>
            <td data-label={t(show === 'open' ? 'item.age' : 'item.opened') + t('app.colon')}>
              <time dateTime={item.openedAt} title={dateTime(item.openedAt)}>
                {show === 'open' ? age(item.openedAt, nowMs) : dateTime(item.openedAt)}
              </time>
            </td>
            <td data-label={t('item.copies') + t('app.colon')}>
              {item.memberCount > 1 ? number(item.memberCount - 1) : '–'}
            </td>
            <td data-label={t(show === 'open' ? 'item.state' : 'item.outcome') + t('app.colon')}>
              <span class={`state state-${item.state}`}>
                {show === 'closed' && item.outcome !== null
                  ? outcomeName(item.lane, item.outcome)
                  : stateName(item)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stateName(item: ItemSummary): string {
  const key = STATES[item.state];
  return key === undefined ? item.state : t(key);
}
