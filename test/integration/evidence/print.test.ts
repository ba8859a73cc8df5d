import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { readFolder } from '../../../workers/bundle/bag/read-folder.ts';
import { verifyBundle } from '../../../workers/bundle/verify/verify-bundle.ts';
import { createPrinter } from '../../../workers/fetch/print-page.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { exportScene } from '../../support/export-scene.ts';
import { fontsOf } from '../../support/pdf-fonts.ts';
import { hasBrowser } from '../../tooling/surroundings.mjs';

const TEXTS = ['[review] رحلة خيالية من مكان إلى آخر 虚构', '[review] የፈጠራ ጉዞ ከቦታ ወደ ቦታ ที่นั่ง កៅអី আসন ආසන 🚤'];

describe.runIf(hasBrowser())('a printed summary', () => {
  const scene = deskScene('embedded');
  const folder = mkdtempSync(join(tmpdir(), 'vigie-print-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('EVI-12 is in the bundle in English and French, with the letters of every script that posts have', async () => {
    const at = exportScene(scene);
    const { caseNumber } = await at.caseOf(2, (place) => TEXTS[place] ?? '');
    const number = await at.approved(caseNumber);
    const target = join(folder, 'bundle');
    const print = await createPrinter({ logger: SILENT_LOGGER });
    if (print === null) throw new Error('expected a browser');
    await at.write(number, target, { print });
    expect((await verifyBundle(readFolder(target))).faults).toEqual([]);
    for (const language of ['en', 'fr']) {
      const pdf = readFileSync(join(target, `data/summary.${language}.pdf`));
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(fontsOf(pdf)).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/NotoSans-Regular$/),
          expect.stringMatching(/NotoSansArabic/),
          expect.stringMatching(/NotoSansEthiopic/),
          expect.stringMatching(/NotoSansThai/),
          expect.stringMatching(/NotoSansKhmer/),
          expect.stringMatching(/NotoSansBengali/),
          expect.stringMatching(/NotoSansSinhala/),
          expect.stringMatching(/NotoSansSC/),
          expect.stringMatching(/NotoEmoji/),
        ]),
      );
      expect(fontsOf(pdf).filter((name) => !/Noto/.test(name))).toEqual([]);
    }
  });
});
