import { computed, signal } from '@preact/signals';
import { parseRoute, type Route } from './route.ts';

const address = signal<URL>(new URL(location.href));

export const route = computed<Route>(() => parseRoute(address.value.pathname));
export const query = computed(() => address.value.searchParams);

/** Shows the page that the address names by now. */
export function followAddress(): void {
  address.value = new URL(location.href);
}

export function startRouter(): void {
  addEventListener('popstate', followAddress);
  document.addEventListener('click', (event) => {
    const path = plainLink(event);
    if (path === null) return;
    event.preventDefault();
    navigate(path);
  });
}

/** Shows another page. `replace` leaves no entry to go back to: an address that merely was corrected. */
export function navigate(path: string, options: { replace?: boolean } = {}): void {
  if (options.replace === true) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  const isOtherPage = address.value.pathname !== location.pathname;
  followAddress();
  if (isOtherPage && options.replace !== true) scrollTo(0, 0);
}

function plainLink(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  // A file to be saved is no page.
  if (link === null || link.hasAttribute('download') || link.origin !== location.origin || link.hash !== '')
    return null;
  return link.pathname + link.search;
}
