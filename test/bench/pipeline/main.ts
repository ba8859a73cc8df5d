// Posts per second from import to lane beside the bare path of the same run, interleaved, on every column at hand.
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { storableText } from '../../../queue/contracts/index.ts';
import { loadRules, shippedPacksDir } from '../../../rules/index.ts';
import { createScoringThreads } from '../../../workers/scoring/scoring.ts';
import { COLUMNS, openColumn } from '../../support/columns.ts';
import { median } from '../cpu-time.ts';
import { runBarePath } from './bare-path.ts';
import { sampleLines } from './sample-posts.ts';
import { stageCosts } from './stage-costs.ts';
import { runWholePath } from './whole-path.ts';

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '3' },
    file: { type: 'string' },
  },
});

const lines = await sampleLines(Number(values.posts), values.file);
const loaded = await loadRules(shippedPacksDir(), null);
if (!loaded.ok) throw new Error('expected the shipped packs to load');
const setup = {
  rules: loaded.compiled,
  release: 'bench',
  key: { bytes: createHash('sha256').update('bench').digest(), fingerprint: 'bench' },
};
const bare = lines.map((line) => {
  const { id, text } = JSON.parse(line) as { id: string; text: string };
  return { id: createHash('sha256').update(id).digest('hex').slice(0, 32), text: storableText(text) };
});

console.log('computing of each stage alone, microseconds a post:');
for (const [stage, cost] of stageCosts(setup, lines)) console.log(`  ${stage.padEnd(26)} ${cost.toFixed(1)}`);

// The threads live as long as the process does, as in the product: rounds after the first find warm code on both paths.
const scoring = createScoringThreads(setup, 1);
for (const name of COLUMNS) {
  const bareRates: number[] = [];
  const wholeRates: number[] = [];
  const stages = new Map<string, number[]>();
  for (let round = 0; round < Number(values.rounds); round += 1) {
    bareRates.push(lines.length / (await onFresh(name, (column) => runBarePath(column, bare))).seconds);
    const whole = await onFresh(name, (column) => runWholePath(column, setup, scoring, lines));
    wholeRates.push(lines.length / whole.seconds);
    for (const [stage, ms] of whole.stages) {
      stages.set(stage, [...(stages.get(stage) ?? []), ms / (whole.seconds * 10)]);
    }
  }
  const ratios = wholeRates.map((rate, round) => rate / (bareRates[round] ?? Number.NaN));
  console.log(`${name}: ${lines.length} posts, ${values.rounds} rounds`);
  console.log(`  bare   ${spread(bareRates, 0)} posts/s`);
  console.log(`  whole  ${spread(wholeRates, 0)} posts/s`);
  console.log(`  whole / bare ${spread(ratios, 2)}   (target 0.40)`);
  console.log('  time in each stage, % of the whole path (stages that wait overlap with others):');
  for (const [stage, shares] of [...stages].sort((a, b) => median(b[1]) - median(a[1]))) {
    console.log(`    ${stage.padEnd(26)} ${median(shares).toFixed(1)}`);
  }
}

await scoring.close();

async function onFresh<T>(
  name: (typeof COLUMNS)[number],
  run: (column: Awaited<ReturnType<typeof openColumn>>) => Promise<T>,
): Promise<T> {
  const column = await openColumn(name, { embedded: 'directory' });
  try {
    return await run(column);
  } finally {
    await column.close();
  }
}

function spread(values: readonly number[], digits: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return `${median(values).toFixed(digits)} (${sorted[0]?.toFixed(digits)} to ${sorted.at(-1)?.toFixed(digits)})`;
}
