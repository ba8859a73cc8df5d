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
await startLocale();

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
// Nobody loses the focus, or words, before there is a page.
void import('./state/keepers.ts').then(({ startKeepers }) => startKeepers());
