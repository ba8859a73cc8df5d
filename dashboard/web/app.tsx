import { useEffect, useState } from 'preact/hooks';
import { KeySheet } from './components/key-sheet.tsx';
import { FailureNotice } from './components/notice.tsx';
import { SiteHeader } from './components/site-header.tsx';
import { ClosedPage } from './pages/closed-page.tsx';
import { ItemPage } from './pages/item-page.tsx';
import { MissingPage } from './pages/missing-page.tsx';
import { QueuePage } from './pages/queue-page.tsx';
import { SourcesPage } from './pages/sources-page.tsx';
import { StatusPage } from './pages/status-page.tsx';
import { TryPage } from './pages/try-page.tsx';
import { announcement } from './state/announcer.ts';
import { ApiFailure, api, isOffline } from './state/api.ts';
import { refreshCounts, settings } from './state/desk.ts';
import { t } from './state/locale.ts';
import { route } from './state/router.ts';
import { useShortcuts } from './state/shortcuts.ts';

/** The frame around every page. */
export function App() {
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  useShortcuts({ '?': () => setSheetOpen(true) });

  const load = () => {
    api.settings().then(
      (known) => {
        settings.value = known;
        setFailure(null);
        refreshCounts();
      },
      (error: unknown) => setFailure(error instanceof ApiFailure ? error : new ApiFailure(null)),
    );
  };
  useEffect(load, []);

  const lane = 'lane' in route.value ? route.value.lane : 'review';
  return (
    <div class="frame" data-lane={lane}>
      <a class="skip" href="#content">
        {t('app.skip')}
      </a>
      <header>
        {settings.value?.isDemo === true && <p class="demo-banner">{t('app.demo')}</p>}
        <SiteHeader onKeys={() => setSheetOpen(true)} />
        {isOffline.value && (
          <p class="offline-banner" role="alert">
            {t('state.offline')}
          </p>
        )}
      </header>
      <main id="content" tabIndex={-1}>
        {settings.value !== null && <Page />}
        {failure !== null && <FailureNotice failure={failure} title={t('state.failed')} onRetry={load} />}
      </main>
      <p class="visually-hidden" role="status">
        {announcement.value}
      </p>
      <KeySheet isOpen={isSheetOpen} onClose={() => setSheetOpen(false)} />
    </div>
  );
}

function Page() {
  const current = route.value;
  switch (current.page) {
    case 'queue':
      return <QueuePage key={current.lane} lane={current.lane} />;
    case 'item':
      return <ItemPage key={current.id} id={current.id} lane={current.lane} />;
    case 'closed':
      return <ClosedPage />;
    case 'sources':
      return <SourcesPage />;
    case 'status':
      return <StatusPage />;
    case 'try':
      return <TryPage />;
    case 'missing':
      return <MissingPage />;
    default:
      return current satisfies never;
  }
}
