import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noticePrinter } from '../../../bin/cli/notice-parts.ts';
import { noticeFile } from '../../../queue/notices/files.ts';
import { parseConfig } from '../../../queue/runtime/config.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { fontsOf } from '../../support/pdf-fonts.ts';
import { hasBrowser } from '../../tooling/surroundings.mjs';
import { confirmed } from '../../unit/queue/notices/content.ts';

const AT = new Date('2026-06-02T09:00:00Z');

describe.runIf(hasBrowser())('a printed notice', () => {
  it('PRE-01 is a tagged PDF with faces for every script that is in it', { timeout: 120_000 }, async () => {
    const print = noticePrinter(parseConfig({}), SILENT_LOGGER);
    const excerpts = ['أماكن في القارب، الدفع عند الوصول', 'ቦታ አለ፣ ሲደርሱ ይክፈሉ', 'places left, pay on arrival'];
    for (const kind of ['notice', 'order'] as const) {
      const { bytes, name } = await noticeFile(
        confirmed(kind, { language: 'fr', excerpts }),
        'pdf',
        AT,
        print,
      );
      const pdf = Buffer.from(bytes);
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(pdf.toString('latin1')).toContain('/StructTreeRoot');
      expect(fontsOf(pdf)).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/NotoSans-Regular$/),
          expect.stringMatching(/NotoSansArabic/),
          expect.stringMatching(/NotoSansEthiopic/),
        ]),
      );
      keepFor(process.env.TEST_PICTURES, name, pdf);
    }
  });
});

/** For somebody who wants to look at it. */
function keepFor(folder: string | undefined, name: string, pdf: Buffer): void {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), pdf);
}
