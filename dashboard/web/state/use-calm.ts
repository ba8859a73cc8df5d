import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Row {
  readonly id: string;
}

/**
 * Keeps a list's rows where they are while somebody points at one or has the focus in it: what comes and goes meanwhile
 * waits until they leave, or ask for it. Rows that stay are renewed in place.
 */
export function useCalm<Item extends Row>(items: readonly Item[], list: RefObject<HTMLElement | null>) {
  const [shown, setShown] = useState(items);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const enter = () => setBusy(true);
    const leave = () => {
      setBusy(element.matches(':hover') || element.contains(document.activeElement));
    };
    // What loses the focus still has it while the event runs.
    const leaveSoon = () => queueMicrotask(leave);
    element.addEventListener('pointerenter', enter);
    element.addEventListener('focusin', enter);
    element.addEventListener('pointerleave', leaveSoon);
    element.addEventListener('focusout', leaveSoon);
    return () => {
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('focusin', enter);
      element.removeEventListener('pointerleave', leaveSoon);
      element.removeEventListener('focusout', leaveSoon);
    };
  }, []);

  const isMoved = ids(items) !== ids(shown);
  const isHeld = isBusy && isMoved && shown.length > 0;
  useEffect(() => {
    if (!isHeld) setShown(items);
  }, [items, isHeld]);
  const renewed = new Map(items.map((item) => [item.id, item]));
  return {
    rows: isHeld ? shown.map((row) => renewed.get(row.id) ?? row) : items,
    /** Whether something waits to be shown. */
    isHeld,
    show: () => setShown(items),
  };
}

function ids(items: readonly Row[]): string {
  return items.map(({ id }) => id).join();
}
