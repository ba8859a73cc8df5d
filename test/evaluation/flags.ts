/**
 * What the shipped packs flag in harmless text, to be read by whoever writes words.
 * `npm run -s flags -- FILE.ndjson[.gz] [--language <tag>]`
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { createScorer, loadRules, shippedPacksDir } from '../../rules/index.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { language: { type: 'string', multiple: true }, near: { type: 'string' } },
});
const [file] = positionals;
if (file === undefined) {
  process.stderr.write('expected the path of an NDJSON file of harmless posts ({"lang", "text"} per line)\n');
  process.exit(2);
}
const loaded = await loadRules(shippedPacksDir(), null);
if (!loaded.ok) {
  for (const fault of loaded.faults)
    process.stdout.write(`${fault.file}:${fault.line}:${fault.column} ${fault.message}\n`);
  process.exit(1);
}
const scorer = createScorer(loaded.compiled, { release: null });
const near = values.near === undefined ? Number.POSITIVE_INFINITY : Number(values.near);
const counts = { posts: 0, review: 0, protect: 0 };
const input = file.endsWith('.gz') ? createReadStream(file).pipe(createGunzip()) : createReadStream(file);
for await (const line of createInterface({ input })) {
  const { lang, text } = JSON.parse(line) as { lang: string; text: string };
  if (values.language !== undefined && !values.language.includes(lang)) continue;
  counts.posts += 1;
  const { lane, score, signals, counterSignals } = scorer.score({ text });
  if (lane !== 'none') counts[lane] += 1;
  else if (score === null || score < near) continue;
  const found = [...signals, ...counterSignals].map(
    (signal) => `${signal.rule}(${signal.weight})=${text.slice(signal.start, signal.end)}`,
  );
  process.stdout.write(`${lane} ${score} ${lang}: ${text}\n   ${found.join('\n   ')}\n`);
}
process.stdout.write(`${JSON.stringify(counts)}\n`);
