import type { NoticeRegister } from '../../queue/contracts/index.ts';
import type { PrintNotice } from '../../queue/notices/index.ts';
import type { Config } from '../../queue/runtime/config.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { fontFaces } from '../../workers/bundle/documents/fonts.ts';
import { DEMO_REGISTER } from '../../workers/demo/demo-register.ts';
import { createPrinter } from '../../workers/fetch/print-page.ts';
import { readNoticeRegister } from '../../workers/notices/register.ts';
import type { OwnConfig } from './demo-config.ts';

/** In whose name notices are written, and to whom. A demonstration where no register is configured has an invented one. */
export async function noticeRegister({ config, isDemo }: OwnConfig): Promise<NoticeRegister | null> {
  return (await readNoticeRegister(config.configDir)) ?? (isDemo ? DEMO_REGISTER : null);
}

/** Prints notices with the fonts that their letters need; a browser is looked for when somebody first asks. */
export function noticePrinter(config: Pick<Config, 'chromiumPath'>, logger: Logger): PrintNotice {
  let found: ReturnType<typeof createPrinter> | undefined;
  return async (html) => {
    found ??= createPrinter({ configuredPath: config.chromiumPath, logger });
    const print = await found;
    if (print === null) {
      // One may be installed meanwhile.
      found = undefined;
      throw new AppError(
        'browser.none',
        'expected a browser to print with, found none; "vigie doctor" says how to get one',
      );
    }
    return print(html.replace('</head>', `<style>${await fontFaces(html)}</style></head>`));
  };
}
