// What reading a file costs, preset by preset: opened, cut into records, checked, made into posts; nothing is sealed or stored.
import { parseArgs } from 'node:util';
import { importRates } from './import-rates.ts';

const { values } = parseArgs({
  options: { records: { type: 'string', default: '50000' }, rounds: { type: 'string', default: '3' } },
});

console.log(
  `least computing of ${values.rounds}: µs a record, records a second of computing, MB a second of it`,
);
for await (const rate of importRates(Number(values.records), Number(values.rounds))) {
  const cells = [rate.microsecondsPerRecord, rate.recordsPerSecond, rate.megabytesPerSecond];
  console.log(`  ${rate.name.padEnd(34)} ${cells.map((cell) => cell.toFixed(0).padStart(8)).join('')}`);
}
