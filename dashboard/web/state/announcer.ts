import { signal } from '@preact/signals';

/** What a screen reader is told next; shown in one polite live region that stays in the page. */
export const announcement = signal('');

/** Says `text`, also when the same words were said before. */
export function announce(text: string): void {
  announcement.value = announcement.value === text ? `${text}\u00a0` : text;
}
