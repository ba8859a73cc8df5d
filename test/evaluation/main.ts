/**
 * Measures the shipped packs: `npm run -s evaluate -- [--background FILE] [--sample FILE] [--write]`.
 * Without `--write` the report goes to standard output, else into `docs/evaluation.md`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createScorer, loadRules, shippedPacksDir } from '../../rules/index.ts';
import { DISGUISES } from '../support/disguises.ts';
import { scoreBackground } from './background.ts';
import { tryDisguises } from './disguises.ts';
import { scoreParallel } from './parallel.ts';
import { parallelTable } from './parallel-report.ts';
import { readCases, readHalf } from './read-cases.ts';
import { readParallel } from './read-parallel.ts';
import { backgroundTable, caseTables, disguiseTable } from './report.ts';
import { isAtRisk, scoreCases } from './tally.ts';
import { targetTable } from './targets.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/evaluation');
const REPORT = join(import.meta.dirname, '../../docs/evaluation.md');
/** What stands above is written by hand and kept. */
const MARK = '<!-- measured: everything below is written by `npm run evaluate -- --write` -->';

const { values } = parseArgs({
  options: {
    background: { type: 'string' },
    sample: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const loaded = await loadRules(shippedPacksDir(), null);
if (!loaded.ok) {
  process.stderr.write(`${loaded.faults.length} faults in the packs; see "vigie rules lint"\n`);
  process.exit(3);
}
const scorer = createScorer(loaded.compiled, { release: null });
const [held, tuned] = [await readHalf(FIXTURES, 'held'), await readHalf(FIXTURES, 'tuned')];
const parallel = await readParallel(join(FIXTURES, 'parallel'));
const both = [...held, ...tuned];
const offers = both.filter(({ label }) => label === 'offer');
const calls = both.filter(isAtRisk);
const disguises = DISGUISES.map(({ name }) => name);
const unseen = scoreCases(held, scorer);
const freer = scoreCases(await readHalf(FIXTURES, 'freer'), scorer);
const manner = scoreCases(await readHalf(FIXTURES, 'manner'), scorer);
const voices = scoreCases(await readHalf(FIXTURES, 'voices'), scorer);
const talk = scoreCases(await readHalf(FIXTURES, 'talk'), scorer);
const pairs = scoreCases(await readHalf(FIXTURES, 'pairs'), scorer);
const sample = values.sample === undefined ? null : scoreCases(await readCases(values.sample), scorer);
const background = values.background === undefined ? null : await scoreBackground(values.background, scorer);
const parts = [
  `Packs ${loaded.digest.slice(0, 12)}, ${scorer.ruleCount} live rules.\n`,
  targetTable(
    [
      ['unseen half', unseen],
      ['in freer words', freer],
      ['in the manner of the sample', manner],
      ['people on the move', voices],
      ['everyday talk', talk],
      ['minimal pairs', pairs],
      ...(sample === null ? [] : [['outside sample', sample] as const]),
    ],
    background,
  ),
  caseTables('Unseen half', unseen),
  caseTables('Unseen, in freer words', freer),
  caseTables('Unseen, in the manner of the outside sample', manner),
  caseTables('Unseen, people on the move', voices),
  caseTables('Unseen, everyday talk', talk),
  caseTables('Unseen, minimal pairs', pairs),
  caseTables('Seen half', scoreCases(tuned, scorer)),
  caseTables('Cases that words were widened on', scoreCases(await readHalf(FIXTURES, 'widened'), scorer)),
  caseTables('Lookalikes', scoreCases(await readHalf(FIXTURES, 'lookalikes'), scorer)),
  disguiseTable(
    { title: 'Disguised offers', of: 'Offers of both halves that are found as they stand' },
    tryDisguises({ cases: offers, lane: 'review' }, scorer),
    disguises,
  ),
  disguiseTable(
    {
      title: 'Disguised calls for help',
      of: 'People at risk of both halves who are found as the text stands',
    },
    tryDisguises({ cases: calls, lane: 'protect' }, scorer),
    disguises,
  ),
  parallelTable(parallel, scoreParallel(parallel, scorer)),
];
if (sample !== null) parts.push(caseTables('An outside sample', sample));
parts.push(
  background === null
    ? 'Real harmless posts were left out: no file was given with `--background`.\n'
    : backgroundTable(background),
);
const measured = parts.join('\n');
if (values.write) {
  const [above] = (await readFile(REPORT, 'utf8')).split(MARK);
  await writeFile(REPORT, `${above ?? ''}${MARK}\n\n${measured}`);
} else process.stdout.write(measured);
