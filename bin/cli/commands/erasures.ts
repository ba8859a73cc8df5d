import { AppError } from '../../../queue/runtime/errors.ts';
import { readErasures } from '../../../queue/storage/index.ts';
import { EXIT } from '../exit.ts';
import type { SharedOptions } from '../program.ts';
import { say, sayJson, sayList } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

export interface ErasuresOptions extends SharedOptions {
  readonly export?: number;
  readonly last: number;
}

/** Lists certificates of erasure, or exports one. Exit code 4 when one does not hold. */
export async function erasures(options: ErasuresOptions): Promise<number> {
  return withRecords(options, 'erasures', async (records) => {
    const index = options.export;
    const found = await readErasures(
      records.database.db,
      records.vault,
      index === undefined ? { limit: options.last } : { index },
    );
    const [certificate] = found;
    if (index !== undefined && certificate === undefined)
      throw new AppError('usage.invalid', `expected the position of an erasure in the log, found ${index}`);
    if (index !== undefined && certificate !== undefined) sayJson(certificate, options.json ? 0 : 2);
    else if (options.json) sayList(found, options);
    else if (found.length === 0) say('nothing was erased yet');
    else for (const one of found) say(describe(one));
    return found.every((one) => one.holds) ? EXIT.done : EXIT.data;
  });
}

function describe({
  index,
  erasedAt,
  texts,
  root,
  holds,
}: Awaited<ReturnType<typeof readErasures>>[number]): string {
  const position = index === null ? 'not yet in the log' : `entry ${index}`;
  return `${erasedAt}  ${position}  ${texts} texts  ${root}${holds ? '' : '  DOES NOT HOLD'}`;
}
