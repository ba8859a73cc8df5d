import { followAddress } from './router.ts';

/** Where somebody typed last: the page that they are asked about. */
let typedAt = '';
const typed = new WeakSet<EventTarget>();

/**
 * Asks before words of one's own are lost by opening another page, whichever way: a link, the way back, a reload, closing the window. The
 * browser asks, in its own words. A link to another page is left to it, since only a page that is really left is asked about;
 * and where the way back was gone already, the page's address is put back first, so that staying means staying.
 */
export function startKeepingWords(): void {
  addEventListener('input', ({ target }) => {
    if (target === null) return;
    typed.add(target);
    typedAt = location.href;
  });
  addEventListener('beforeunload', (event) => {
    if (hasWords()) event.preventDefault();
  });
  // Before the router, which would show the other page at once.
  addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (link !== null && hasWords() && isOtherPage(link)) event.stopPropagation();
    },
    true,
  );
  addEventListener('popstate', (event) => {
    if (!hasWords() || !isOtherPage(location)) return;
    event.stopImmediatePropagation();
    const wanted = location.href;
    history.pushState(null, '', typedAt);
    location.assign(wanted);
  });
  // A window hears its own events in the order of asking, captured or not: the router is to be the later one.
  removeEventListener('popstate', followAddress);
  addEventListener('popstate', followAddress);
}

/** Whether words would be lost. Those of a judgment are kept in its tab, where its lane allows. */
function hasWords(): boolean {
  const fields = document.querySelectorAll<HTMLTextAreaElement>('textarea:not([data-kept=true])');
  return [...fields].some((field) => typed.has(field) && field.value.trim() !== '');
}

function isOtherPage({ pathname }: { readonly pathname: string }): boolean {
  return pathname !== new URL(typedAt).pathname;
}
