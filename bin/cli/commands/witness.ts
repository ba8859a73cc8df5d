import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listenWith } from '../../../dashboard/serve.ts';
import { createWitnessApp } from '../../../dashboard/witness/app.ts';
import {
  createWitness,
  type NoteSigner,
  type NoteVerifier,
  noteSigner,
  parseVkey,
  SIGNATURE_TYPE,
  vkeyOf,
} from '../../../queue/log/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { Lifecycle } from '../../../queue/runtime/lifecycle.ts';
import { createLogger } from '../../../queue/runtime/logger.ts';
import { takeOwnerLock } from '../../../queue/runtime/owner-lock.ts';
import { EXIT } from '../exit.ts';
import { writeNewFile } from '../new-file.ts';
import { outputPlace } from '../output-place.ts';
import { configFrom, ownData } from '../program.ts';
import { say } from '../terminal.ts';
import { untilSignal } from '../until-signal.ts';
import { witnessFolder } from '../witness-folder.ts';

/** First word of a file with a witness's private key; name and seed follow. */
const KEY_FILE = 'vigie-witness-1';

export interface WitnessOptions {
  readonly key: string;
  /** Keys of the logs it knows. */
  readonly log: readonly string[];
  readonly data: string;
  readonly host: string;
  readonly port: number;
}

/** Makes the key of a witness in a new file and prints its public half, for the policy of the logs it shall witness. */
export async function makeWitnessKey(file: string, options: { readonly name: string }): Promise<number> {
  if (!/^[^\s+]+$/u.test(options.name))
    throw new AppError(
      'usage.invalid',
      `expected a name without spaces and plus signs, such as oversight.example/witness, found "${options.name}"`,
    );
  const seed = randomBytes(32);
  const place = outputPlace(file, ownData());
  await writeNewFile(place, () => `${KEY_FILE} ${options.name} ${seed.toString('base64')}\n`);
  say(vkeyOf(noteSigner(options.name, SIGNATURE_TYPE.cosignature, seed)));
  return EXIT.done;
}

/** Serves a witness until a signal. It needs no records and no vault key: whoever runs it is somebody else. */
export async function serveWitness(options: WitnessOptions): Promise<number> {
  const signer = await readWitnessKey(options.key);
  const logs = readLogs(options.log);
  const logger = createLogger(configFrom({}).logLevel);
  const lifecycle = new Lifecycle(logger);
  try {
    const folder = join(options.data, 'witness');
    const store = witnessFolder(folder);
    // Two that remember in one place could each cosign another tree of the same size, in the moment before the other has written.
    const lock = takeOwnerLock(folder, 'witness serve');
    lifecycle.onClose('folder', () => lock.release());
    const witness = createWitness(signer, logs, store, () => Math.floor(SYSTEM_CLOCK.now() / 1000));
    const app = createWitnessApp(witness, [...logs.keys()], logger);
    const server = await listenWith((request) => app.fetch(request), options.host, options.port);
    lifecycle.onClose('witness', () => server.close());
    const stopped = untilSignal(lifecycle, logger);
    say(`witness is ready: ${server.url}\n${vkeyOf(signer)}`);
    await stopped;
    return EXIT.done;
  } finally {
    await lifecycle.close();
  }
}

async function readWitnessKey(path: string): Promise<NoteSigner> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new AppError('usage.invalid', `expected the key of a witness in ${path}, but ${messageOf(error)}`);
  });
  const [word, name = '', encoded = ''] = text.trim().split(' ');
  const seed = Buffer.from(encoded, 'base64');
  if (word === KEY_FILE && seed.length === 32) return noteSigner(name, SIGNATURE_TYPE.cosignature, seed);
  throw new AppError(
    'usage.invalid',
    `expected the key of a witness in ${path}, found something else; make one with "vigie witness keygen"`,
  );
}

function readLogs(vkeys: readonly string[]): ReadonlyMap<string, NoteVerifier> {
  const keys = vkeys.map((vkey) => parseVkey(vkey));
  const faults = keys.flatMap((key, at) =>
    typeof key === 'string'
      ? [`--log ${at + 1}: ${key}`]
      : key.type === SIGNATURE_TYPE.log
        ? []
        : [`--log ${at + 1}: expected the key of a log, found that of a witness`],
  );
  const names = keys.map((key) => (typeof key === 'string' ? null : key.name));
  for (const [at, name] of names.entries())
    if (name !== null && names.indexOf(name) !== at)
      faults.push(`--log ${at + 1}: expected one key of each log, found a second of ${name}`);
  if (faults.length > 0) throw new AppError('usage.invalid', faults.join('\n'), { faults });
  return new Map((keys as NoteVerifier[]).map((key) => [key.name, key]));
}
