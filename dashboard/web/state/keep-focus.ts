/** A page that places the focus itself does it in an effect, right after it has drawn; then there is nothing to do, ms. */
const SETTLED_MS = 150;
/** A button that cannot be pressed for so long is not waited for: its form was emptied, or the step is slow, ms. */
const PATIENCE_MS = 2000;
const HEADINGS = 'h1, h2, h3, summary';

interface Held {
  readonly element: HTMLElement;
  /** What it stands in, from the closest outwards. */
  readonly within: readonly HTMLElement[];
}

/**
 * Gives the focus back that a step by keyboard would lose (WCAG 2.4.3). A pressed button is disabled while its step runs, and
 * the browser takes the focus from it: once it can be pressed again it has it back. Where what was pressed is gone, the heading
 * of the closest part that is still there has it. Whoever uses a pointer looks elsewhere, and the page does not jump.
 */
export function startKeepingFocus(): void {
  let held: Held | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const giveIn = (ms: number, isPatient: boolean) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (held === null || !isLost()) return;
      if (isPatient && held.element.isConnected && held.element.matches(':disabled')) {
        giveIn(PATIENCE_MS, false);
      } else give(held);
    }, ms);
  };

  document.addEventListener('focusin', ({ target }) => {
    const isByKeyboard = target instanceof HTMLElement && target.matches(':focus-visible');
    held = isByKeyboard ? { element: target, within: ancestorsOf(target) } : null;
  });
  document.addEventListener('pointerdown', () => {
    held = null;
  });
  new MutationObserver(() => {
    if (held !== null) giveIn(SETTLED_MS, true);
  }).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled', 'hidden', 'open'],
  });
}

function give({ element, within }: Held): void {
  const canTakeIt = element.isConnected && element.checkVisibility() && !element.matches(':disabled');
  const target = canTakeIt ? element : headingIn(within.filter((one) => one.isConnected));
  if (target === null) return;
  if (!canTakeIt && target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** From the closest outwards. */
function ancestorsOf(element: HTMLElement): HTMLElement[] {
  const parent = element.parentElement;
  return parent === null || parent === document.body ? [] : [parent, ...ancestorsOf(parent)];
}

function headingIn(parts: readonly HTMLElement[]): HTMLElement | null {
  for (const part of parts) {
    const heading = [...part.querySelectorAll<HTMLElement>(HEADINGS)].find((one) => one.checkVisibility());
    if (heading !== undefined) return heading;
  }
  return null;
}
