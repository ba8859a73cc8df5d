/**
 * How long `vigie score` takes from the start of its process to its end with one post scored, beside a bare Node, and its memory.
 * `npm run -s bench:start [-- --starts 15]`
 *
 * Through the launcher, as users run it, on the built code with its compiled rules. Both take turns, so that whatever else the machine does
 * weighs on both. It ends with 1 where a start scores nothing, not where it is slow: that is read off the figures.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare } from '../../../bin/prepare.mjs';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { median } from '../cpu-time.ts';
import { peakOf, startFault } from './start-fault.ts';

/** Milliseconds. */
const TARGET = 300;
const POST = `${JSON.stringify({ id: '1', text: 'The market by the harbour opens at nine.' })}\n`;
/** As the first line of the launcher has it. */
const SCORE = ['--max-semi-space-size=64', join(projectRoot(), 'bin', 'vigie'), 'score'];
/** Tells the most memory that the process ever held, KiB, on standard error. */
const TELL_PEAK =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))";

const { values } = parseArgs({ options: { starts: { type: 'string', default: '15' } } });
const starts = Number(values.starts);
if (!Number.isInteger(starts) || starts < 1)
  throw new Error(`expected --starts of at least 1, found ${values.starts}`);

prepare();
const bare: number[] = [];
const score: number[] = [];
// One that is thrown away: it writes what the others find in its place.
scored(SCORE);
for (let at = 0; at < starts; at += 1) {
  bare.push(start(['-e', '0'], '').milliseconds);
  score.push(scored(SCORE).milliseconds);
}
const peak = peakOf(scored(['--import', TELL_PEAK, ...SCORE]).output);

console.log(`${starts} starts each, in turns, milliseconds from the start of the process to its end`);
console.log(`  node alone    ${told(bare)}`);
console.log(`  vigie score   ${told(score)}`);
const isMet = median(score) <= TARGET;
console.log(
  `target ${TARGET}: ${isMet ? 'met' : 'missed'} by the median; ${peak.toFixed(0)} MB of memory at most`,
);

/** A start that scored its post; any other ends the measuring. */
function scored(args: readonly string[]) {
  const run = start(args);
  const fault = startFault(run.output);
  if (fault === null) return run;
  console.error(fault);
  process.exit(1);
}

function start(args: readonly string[], input = POST) {
  const begun = performance.now();
  const { stdout, stderr, status, error } = spawnSync(process.execPath, args, { input, encoding: 'utf8' });
  const milliseconds = performance.now() - begun;
  if (error !== undefined) throw error;
  return { milliseconds, output: { status, stdout, stderr } };
}

function told(figures: readonly number[]): string {
  const figure = (value: number) => value.toFixed(0).padStart(4);
  return `median ${figure(median(figures))}, from ${figure(Math.min(...figures))} to ${figure(Math.max(...figures))}`;
}
