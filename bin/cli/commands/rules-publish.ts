import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { recordPublication } from '../../../queue/log/index.ts';
import { listInForce, readHeldRules } from '../../../queue/storage/index.ts';
import { registerPacks, shippedPacksDir } from '../../../rules/index.ts';
import { EXIT } from '../exit.ts';
import { operatorId } from '../operator.ts';
import {
  FOR_THE_PUBLIC,
  makeOutputFolder,
  refuseOthers,
  removeOutputFile,
  writeOutputFile,
} from '../output-file.ts';
import { outputPlace, within } from '../output-place.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { PUBLISHED } from '../published-rules.ts';
import { packsChanged, readRules } from '../rule-set.ts';
import { registerEntry } from '../rules/algorithm-register.ts';
import { makeRegistry, publishedRegistry } from '../rules/make-registry.ts';
import { readSoundPacks } from '../rules/read-packs.ts';
import { readRegister } from '../rules/read-register.ts';
import { registerPage, registryPage } from '../rules/registry-page.ts';
import { readRelease, releaseFile } from '../rules/release-file.ts';
import { say, sayJson, warn } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

/**
 * Writes the registry of the rules in force, over an earlier one and nothing else, and where `config/register.yml` says what only the
 * authority knows, the entry for algorithm registers. Which files these were, by their hashes, becomes an entry of the log.
 */
export async function publishRules(folder: string, options: SharedOptions): Promise<number> {
  const given = configFrom(options);
  const place = outputPlace(folder, given);
  for (const [name, earlier] of Object.entries(PUBLISHED)) refuseOthers(within(place, name), earlier);
  const dir = given.packsDir ?? shippedPacksDir();
  const register = await readRegister(given.configDir);
  const [rules, { located, digest }, record] = await Promise.all([
    readRules(given),
    readSoundPacks({ packs: dir }),
    readRelease(releaseFile(dir)),
  ]);
  if (digest !== rules.digest) throw packsChanged(rules);
  return withRecords(options, 'rules publish', async ({ database: { db }, config }) => {
    const registered = registerPacks(located.map(({ pack }) => pack));
    const [inForce, holds] = [await listInForce(db), await readHeldRules(db)];
    const behind = { digest, release: rules.release, record, inForce, holds };
    const registry = publishedRegistry(makeRegistry(registered, behind));
    const now = new Date();
    const files: Partial<Record<keyof typeof PUBLISHED, string>> = {
      'rules.json': `${JSON.stringify(registry, null, 1)}\n`,
      'rules.html': await registryPage(registry),
    };
    if (register !== null) {
      const entry = registerEntry(register, registry, now.toISOString().slice(0, 10));
      files['algorithm-register.json'] = `${JSON.stringify(entry, null, 1)}\n`;
      files['algorithm-register.html'] = await registerPage(entry);
    } else
      warn(
        `${join(config.configDir, 'register.yml')}: not there, so no entry for algorithm registers is written; begin with register.example.yml`,
      );
    makeOutputFolder(place, FOR_THE_PUBLIC.folder);
    for (const name of Object.keys(PUBLISHED) as (keyof typeof PUBLISHED)[]) {
      const text = files[name];
      if (text !== undefined)
        await writeOutputFile(within(place, name), text, PUBLISHED[name], FOR_THE_PUBLIC.file);
      // An entry of the release before would stand beside the rules of this one.
      else removeOutputFile(within(place, name), PUBLISHED[name]);
    }
    const hashes = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, createHash('sha256').update(text).digest('hex')]),
    );
    await recordPublication(db, { actor: operatorId(), now, release: rules.release, digest, files: hashes });
    if (options.json)
      sayJson({
        folder,
        release: rules.release,
        rules: registry.rules.length,
        withheld: registry.withheld,
        files: hashes,
      });
    else
      say(
        `${folder}: ${registry.rules.length} rules of release ${rules.release ?? 'none'}, ${registry.withheld} words withheld; ${Object.keys(files).join(', ')}`,
      );
    return EXIT.done;
  });
}
