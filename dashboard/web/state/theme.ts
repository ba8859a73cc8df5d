import { effect, signal } from '@preact/signals';
import { recall, remember } from './remembered.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const theme = signal<Theme>('system');

export function startTheme(): void {
  const known = THEMES.find((name) => name === recall('theme'));
  theme.value = known ?? 'system';
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
  });
}

export function chooseTheme(next: string): void {
  theme.value = THEMES.find((name) => name === next) ?? 'system';
  remember('theme', theme.value);
}
