import { startKeepingFocus } from './keep-focus.ts';
import { startKeepingWords } from './keep-words.ts';

/** What looks after the person while they work; nothing to keep before there is a page. */
export function startKeepers(): void {
  startKeepingFocus();
  startKeepingWords();
}
