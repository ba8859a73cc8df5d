import { describe, expect, it } from 'vitest';
import { ERROR_TRAITS } from '../../queue/runtime/errors.ts';
import { sourceFiles, sourceText } from './support/source-files.ts';

describe('the error table', () => {
  // That no code outside the table is thrown is the compiler's business.
  it('lists no code that nothing throws', () => {
    const sources = sourceFiles().filter((file) => file !== 'queue/runtime/errors.ts');
    const text = sources.map(sourceText).join('\n');
    expect(Object.keys(ERROR_TRAITS).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });
});
