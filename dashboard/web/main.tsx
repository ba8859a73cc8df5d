import { render } from 'preact';
import './styles/index.css';
import { App } from './app.tsx';
import { startLocale } from './state/locale.ts';
import { startRouter } from './state/router.ts';
import { startShortcuts } from './state/shortcuts.ts';
import { startTheme } from './state/theme.ts';

startTheme();
startRouter();
startShortcuts();
try {
  await startLocale();
} catch (error) {
  // There are no words to say it in but those that came with the address itself.
  document.getElementById('wordless')?.removeAttribute('hidden');
  throw error;
}

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
// Nobody loses the focus before there is a page.
void import('./state/keep-focus.ts').then(({ startKeepingFocus }) => startKeepingFocus());
