import { LOCALES } from '../messages/index.ts';
import { isSignedOut } from '../state/api.ts';
import { counts, settings } from '../state/desk.ts';
import { number } from '../state/format.ts';
import { chooseLocale, isLocale, locale, t } from '../state/locale.ts';
import { sectionOf } from '../state/route.ts';
import { route } from '../state/router.ts';
import { chooseTheme, THEMES, theme } from '../state/theme.ts';

/** Brand, main navigation and the settings that a reviewer may want at any time. */
export function SiteHeader({ onKeys, onSignOut }: { onKeys: () => void; onSignOut: () => void }) {
  const person = settings.value?.person;
  return (
    <div class="site-header">
      <a class="brand" href="/">
        <svg class="brand-mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
          <rect width="32" height="32" rx="7" class="brand-field" />
          <path
            class="brand-eye"
            d="M5 16c3.2-4.7 6.9-7 11-7s7.8 2.3 11 7c-3.2 4.7-6.9 7-11 7S8.2 20.7 5 16Z"
          />
          <circle class="brand-iris" cx="16" cy="16" r="3.6" />
        </svg>
        {t('app.name')}
      </a>
      <Navigation />
      <div class="settings">
        <select
          class="select select-quiet"
          aria-label={t('settings.language')}
          value={locale.value}
          onChange={(event) => {
            const next = event.currentTarget.value;
            if (isLocale(next)) chooseLocale(next);
          }}
        >
          {Object.entries(LOCALES).map(([id, { name }]) => (
            <option key={id} value={id} lang={id}>
              {name}
            </option>
          ))}
        </select>
        <select
          class="select select-quiet"
          aria-label={t('settings.theme')}
          value={theme.value}
          onChange={(event) => chooseTheme(event.currentTarget.value)}
        >
          {THEMES.map((id) => (
            <option key={id} value={id}>
              {t(`settings.theme.${id}`)}
            </option>
          ))}
        </select>
        <button type="button" class="button button-quiet" onClick={onKeys}>
          <span class="label">{t('settings.keys')}</span>
          <span class="kbd" aria-hidden="true">
            ?
          </span>
        </button>
      </div>
      {person !== undefined && !isSignedOut.value && (
        <div class="account">
          <a href="/account" aria-current={route.value.page === 'account' ? 'page' : undefined}>
            {t('account.signed-in', { name: person.name })}
          </a>
          <button type="button" class="button button-quiet" onClick={onSignOut}>
            {t('account.sign-out')}
          </button>
        </div>
      )}
    </div>
  );
}

/** In this order, for whoever may open them. */
const LINKS = [
  'review',
  'protect',
  'questions',
  'closed',
  'contests',
  'cases',
  'notices',
  'tellings',
  'names',
  'sources',
  'status',
  'try',
  'statistics',
  'people',
  'quality',
  'fairness',
  'oversight',
  'log',
  'audits',
  'rules',
  'care',
] as const;

function Navigation() {
  const current = route.value;
  const here = 'lane' in current ? current.lane : sectionOf(current.page);
  const { review, protect, questions } = counts.value ?? {};
  const open: Readonly<Record<string, number | null | undefined>> = {
    review,
    protect,
    questions: questions || null,
  };
  const may = settings.value?.may;
  if (may === undefined) return <span class="navigation" />;
  return (
    <nav class="navigation" aria-label={t('app.main-navigation')}>
      {LINKS.filter((id) => may[id]).map((id) => (
        <a key={id} href={`/${id}`} class={`nav-${id}`} aria-current={here === id ? 'page' : undefined}>
          {t(`nav.${id}`)}
          {open[id] != null && <span class="count">{number(open[id])}</span>}
        </a>
      ))}
    </nav>
  );
}
