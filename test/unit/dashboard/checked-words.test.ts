import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { fairnessTable } from '../../../dashboard/fairness-tables.ts';
import { cellTable } from '../../../dashboard/web/state/coverage-tables.ts';
import { settings } from '../../../dashboard/web/state/desk.ts';
import { categoryName } from '../../../dashboard/web/state/statistics-names.ts';
import type { DeskSettings } from '../../../dashboard/wire.ts';
import type { CoverageReport, FairnessView } from '../../../queue/contracts/index.ts';
import { fairnessReport } from './support/fairness-report.ts';

// The interface asks for its page's address and languages where it is loaded.
vi.hoisted(() => {
  vi.stubGlobal('location', new URL('http://desk.test/'));
  vi.stubGlobal('navigator', { languages: ['en'] });
});

afterAll(() => {
  vi.unstubAllGlobals();
});

afterEach(() => {
  settings.value = null;
});

function checked(checkedLanguages: string[], uncheckedLanguages: string[]): void {
  settings.value = { checkedLanguages, uncheckedLanguages } as unknown as DeskSettings;
}

describe('words that no native speaker has checked', () => {
  it('mark a figure of a language in all its scripts until those of each are checked', () => {
    const named = () => categoryName('language', 'ar');
    checked(['ar'], ['ar-Latn', 'arz']);
    expect(named()).toBe('Arabic *');
    checked(['ar-Latn'], ['ar']);
    expect(named()).toBe('Arabic *');
    checked(['ar', 'ar-Latn'], ['arz']);
    expect(named()).toBe('Arabic');
    // No pack has words of it.
    expect(categoryName('language', 'bg')).toBe('Bulgarian *');
    expect(categoryName('language', 'other')).not.toContain('*');
  });

  it('leave names as they are in files, where nothing says what a mark means', () => {
    checked(['en'], ['ar']);
    const counted = {
      state: 'quiet',
      reason: null,
      about: [],
      posts: 1,
      flagged: 0,
      lastMonth: null,
    } as const;
    const cells = ['ar', 'en'].map((language) => ({ language, source: 'forum', ...counted }));
    const { shown, csv } = cellTable(cells as CoverageReport['cells']);
    expect(shown.rows.map(([name]) => name)).toEqual(['Arabic *', 'English']);
    expect(csv.rows.map(([name]) => name)).toEqual(['Arabic', 'English']);
    expect(csv.rows.map((row) => row.slice(1))).toEqual(shown.rows.map((row) => row.slice(1)));
    expect(categoryName('language', 'ar', () => 'Arabic')).toBe('Arabic');
  });

  it('are told in the rows of sources that are of a language, and in no others', () => {
    const view = { ...fairnessReport(['ar', 'en']), team: null } as unknown as FairnessView;
    const words = fairnessTable('sources', view, ['en']).map((row) => [row.dimension, row.group, row.words]);
    expect(words).toContainEqual(['language', 'ar', 'unchecked']);
    expect(words).toContainEqual(['language', 'en', 'checked']);
    expect(new Set(words.map(([dimension, , said]) => said === '' || dimension === 'language'))).toEqual(
      new Set([true]),
    );
    expect(words.some(([dimension]) => dimension === 'script')).toBe(true);
  });
});
