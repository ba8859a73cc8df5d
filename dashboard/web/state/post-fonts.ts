import { useEffect } from 'preact/hooks';

interface Sheet {
  readonly needed: RegExp;
  readonly load: () => Promise<unknown>;
}

/** Font rules too long for the first load. A browser asks for a font file only when a character of its range is drawn. */
const SHEETS: readonly Sheet[] = [
  {
    needed: /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u,
    load: () => import('../styles/fonts-emoji.css'),
  },
  {
    // The Chinese family also draws arrows, circled numbers, boxes and stars.
    needed: /[\p{Script_Extensions=Han}\u2100-\u2bff\uff00-\uffef]/u,
    load: () => import('../styles/fonts-han.css'),
  },
];

/** Loads what `text` needs beyond the interface's own fonts. */
export function usePostFonts(text: string): void {
  useEffect(() => {
    for (const { needed, load } of SHEETS) {
      // Without the sheet the system's fonts draw the text.
      if (needed.test(text)) void load().catch(() => undefined);
    }
  }, [text]);
}
