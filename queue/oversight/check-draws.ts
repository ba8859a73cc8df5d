import { z } from 'zod';
import type { Entry } from '../contracts/entry.ts';
import { commitmentTo, drawFrom, seedOf } from './draw.ts';
import { JUDGMENT_KINDS } from './judgment-kinds.ts';

const Announced = z.object({
  audit: z.int(),
  commitment: z.string(),
  start: z.int(),
  end: z.int(),
  wanted: z.int(),
});
const Drawn = z.object({
  audit: z.int(),
  secret: z.hex(),
  words: z.string(),
  seed: z.string(),
  population: z.int(),
  picks: z.array(z.int()),
});

interface Announcement extends z.infer<typeof Announced> {
  /** Position of the entry. */
  readonly index: number;
  readonly isRepeated: boolean;
}

/** What came of making a draw again. */
export interface CheckedDraw {
  readonly audit: number;
  /** Position of the entry on the draw. */
  readonly index: number;
  readonly population: number;
  readonly picks: readonly number[];
  /** Why it is not what the log announced; `null` when all is well. */
  readonly fault: string | null;
}

/**
 * Makes every draw of a log again from what its entries say: the secret must be the one that was committed to, the draw come
 * once, behind its one announcement and from what was judged before that, and secret, words and judgments give the very positions that were drawn.
 * @param entries of the whole log in their order, with positions; those that were shredded are left out
 */
export async function checkDraws(
  entries: AsyncIterable<{ readonly index: number; readonly entry: Entry }>,
): Promise<{ readonly draws: CheckedDraw[]; readonly announced: number }> {
  const judgments: number[] = [];
  const announced = new Map<number, Announcement>();
  const drawn = new Set<number>();
  const draws: CheckedDraw[] = [];
  for await (const { index, entry } of entries) {
    if (JUDGMENT_KINDS.has(entry.kind)) judgments.push(index);
    if (entry.kind === 'audit.announced') {
      const body = Announced.safeParse(entry.body);
      if (body.success) {
        const { audit } = body.data;
        announced.set(audit, { ...body.data, index, isRepeated: announced.has(audit) });
      }
    }
    if (entry.kind === 'audit.drawn') {
      const draw = checkDraw(index, entry, announced, judgments);
      const isAgain = drawn.has(draw.audit);
      drawn.add(draw.audit);
      draws.push(isAgain ? { ...draw, fault: 'expected one draw of this audit, found a second' } : draw);
    }
  }
  return { draws, announced: announced.size };
}

function checkDraw(
  index: number,
  { body }: Entry,
  announced: ReadonlyMap<number, Announcement>,
  judgments: readonly number[],
): CheckedDraw {
  const parsed = Drawn.safeParse(body);
  if (!parsed.success)
    return { audit: -1, index, population: 0, picks: [], fault: 'expected a draw, found another shape' };
  const { audit, words, seed, picks, population } = parsed.data;
  const said = { audit, index, population, picks };
  const word = announced.get(audit);
  if (word === undefined)
    return { ...said, fault: 'expected an announcement of this draw before it, found none' };
  if (word.isRepeated)
    return { ...said, fault: 'expected one announcement of this draw, found another after it' };
  if (word.end > word.index)
    return { ...said, fault: 'expected a draw from judgments before its announcement, found some to come' };
  const secret = Buffer.from(parsed.data.secret, 'hex');
  if (commitmentTo(secret) !== word.commitment)
    return { ...said, fault: 'expected the secret that was committed to, found another' };
  if (seedOf(secret, words).toString('hex') !== seed)
    return { ...said, fault: 'expected the seed that secret and words give, found another' };
  const among = judgments.filter((position) => position >= word.start && position < word.end);
  if (among.length !== population)
    return {
      ...said,
      fault: `expected ${population} judgments in the stretch, found ${among.length}: some were shredded, or were never drawn from`,
    };
  const again = drawFrom(Buffer.from(seed, 'hex'), among, word.wanted);
  const isSame = again.length === picks.length && again.every((position, at) => position === picks[at]);
  return { ...said, fault: isSame ? null : 'expected the judgments that the seed draws, found others' };
}
