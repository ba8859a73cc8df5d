import { describe, expect, it } from 'vitest';
import { openIndicators } from '../../../bin/cli/open-indicators.ts';
import type { ExportSummary } from '../../../queue/review/index.ts';

type Asked = Pick<ExportSummary, 'number' | 'form' | 'state' | 'recipientName'>;

/** Requests of one case, the newest first. */
const listed = (...asked: readonly Asked[]) => asked as readonly ExportSummary[];
const indicators = (number: number, recipientName: string, state: Asked['state'] = 'approved'): Asked => ({
  ...{ number, recipientName, state, form: 'indicators' },
});

describe('which indicators of a case are written', () => {
  it('EVI-16 are those that wait, also where an earlier writing was broken off', () => {
    const sealed = indicators(2, 'Court', 'sealed');
    const bundle: Asked = { ...indicators(5, 'Court'), form: 'bundle' };
    for (const state of ['approved', 'handed-over'] as const) {
      const list = listed(bundle, indicators(4, 'Court', 'waiting'), indicators(3, 'Court', state), sealed);
      expect(openIndicators(list, 7, undefined).number).toBe(3);
    }
    expect(() => openIndicators(listed(bundle, sealed), 7, undefined)).toThrow(/found none; ask with/);
  });

  it('EVI-16 are nobody’s guess where those for two recipients wait', () => {
    const list = listed(indicators(3, 'Police of another country'), indicators(2, 'Court'));
    expect(() => openIndicators(list, 7, undefined)).toThrow(
      /found 2: 3 for Police of another country, 2 for Court; say which with --export/,
    );
    expect(openIndicators(list, 7, 2).recipientName).toBe('Court');
    expect(() => openIndicators(list, 7, 4)).toThrow(/with the number 4, found none/);
  });
});
