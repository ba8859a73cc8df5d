import { useEffect, useRef } from 'preact/hooks';
import { Awaited } from '../components/awaited.tsx';
import { ItemList } from '../components/item-list.tsx';
import { Later } from '../components/later.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { api } from '../state/api.ts';
import { withCaseWords } from '../state/case-words.ts';
import { settings } from '../state/desk.ts';
import { languageName, outcomeName } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { outcomesOf } from '../state/outcome-order.ts';
import type { LaneId } from '../state/route.ts';
import { navigate, query } from '../state/router.ts';
import { useRemote } from '../state/use-remote.ts';

const savedViews = () =>
  withCaseWords(import('../components/saved-views.tsx')).then((module) => module.SavedViews);

/** Closed posts, to look up what was decided. What is shown stands in the address, so that it can be shared and kept. */
export function ClosedPage() {
  const lanes = (['review', 'protect'] as const).filter((id) => settings.value?.may[id]);
  const asked = query.value.get('lane');
  const lane: LaneId = lanes.find((id) => id === asked) ?? lanes[0] ?? 'review';
  const outcome = outcomesOf(lane).find((name) => name === query.value.get('outcome')) ?? null;
  const language = query.value.get('language');
  const filter = { lane, language, outcome };
  const before = query.value.get('before');
  const path = pathOf(filter);
  const closed = useRemote(`${path} ${before}`, () => api.queue({ ...filter, before, show: 'closed' }));
  useFocusOnPage(before);
  const items = closed.value?.items ?? [];
  const languages = [
    ...new Set([...items.map((item) => item.language), ...(language === null ? [] : [language])]),
  ];
  const choose = (change: Partial<typeof filter>) =>
    navigate(pathOf({ ...filter, ...change }), { replace: true });
  return (
    <>
      <PageHeading title={t('closed.title')}>
        <p class="lead">{t('closed.lead')}</p>
      </PageHeading>
      <section class="list-section" data-lane={lane} aria-labelledby="list-title">
        <div class="list-head">
          <h2 id="list-title" tabIndex={-1}>
            {t(`queue.${lane}.title`)}
          </h2>
          <div class="filters">
            <Filter
              label={t('closed.lane')}
              value={lane}
              options={lanes.map((id) => [id, t(`queue.${id}.title`)])}
              onChoose={(id) => choose({ lane: id === 'protect' ? 'protect' : 'review', outcome: null })}
            />
            <Filter
              label={t('item.outcome')}
              value={outcome ?? ''}
              options={[
                ['', t('queue.language.all')],
                ...outcomesOf(lane).map((name): [string, string] => [name, outcomeName(lane, name)]),
              ]}
              onChoose={(name) => choose({ outcome: outcomesOf(lane).find((one) => one === name) ?? null })}
            />
            <Filter
              label={t('item.language')}
              value={language ?? ''}
              options={[
                ['', t('queue.language.all')],
                ...languages.map((tag): [string, string] => [tag, languageName(tag)]),
              ]}
              onChoose={(tag) => choose({ language: tag === '' ? null : tag })}
            />
          </div>
        </div>
        <Later load={savedViews} with={{ path }} isQuiet />
        <Awaited {...closed} />
        {closed.value !== null && items.length === 0 && (
          <Notice kind="empty" title={t('closed.empty')}>
            <p>{t('closed.empty.text')}</p>
          </Notice>
        )}
        {items.length > 0 && (
          <ItemList
            items={items}
            caption={t('closed.title')}
            nowMs={Date.now()}
            language={null}
            show="closed"
          />
        )}
        <Pages path={path} before={before} older={closed.value?.older ?? null} />
      </section>
    </>
  );
}

/** On to older posts, and back to the latest; each page has an address of its own. */
function Pages(props: { path: string; before: string | null; older: string | null }) {
  const { path, before, older } = props;
  if (before === null && older === null) return null;
  return (
    <nav class="actions" aria-label={t('closed.pages')}>
      {before !== null && (
        <a class="button" href={path}>
          {t('closed.latest')}
        </a>
      )}
      {older !== null && (
        <a class="button" rel="next" href={`${path}&${new URLSearchParams({ before: older })}`}>
          {t('closed.older')}
        </a>
      )}
    </nav>
  );
}

/** The link that was followed is gone with its page: the list's heading takes the focus. */
function useFocusOnPage(before: string | null): void {
  const shown = useRef(before);
  useEffect(() => {
    if (shown.current !== before) document.getElementById('list-title')?.focus();
    shown.current = before;
  }, [before]);
}

function pathOf(filter: Readonly<Record<'lane' | 'language' | 'outcome', string | null>>): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== null);
  return `/closed?${new URLSearchParams(given)}`;
}

function Filter(props: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, name: string])[];
  onChoose: (value: string) => void;
}) {
  const { label, value, options, onChoose } = props;
  return (
    <label class="field field-inline">
      <span class="field-label">{label}</span>
      <select class="select" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
