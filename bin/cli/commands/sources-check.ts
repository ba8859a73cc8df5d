import { authorisationGap } from '../../../queue/contracts/index.ts';
import { EXIT } from '../exit.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { readSources } from '../source-set.ts';

export async function checkSources(options: SharedOptions): Promise<number> {
  const sources = [...(await readSources(configFrom(options))).values()];
  const rows = sources.map((source) => ({
    id: source.id,
    kind: source.kind,
    enabled: source.enabled,
    isAuthorised: authorisationGap(source.authorisation, Date.now()) === null,
    expiresOn: source.authorisation.expiresOn,
  }));
  if (options.json) console.log(JSON.stringify(rows));
  else {
    for (const row of rows) {
      const standing = row.isAuthorised
        ? `authorised until ${row.expiresOn}`
        : 'NOT authorised today: nothing is fetched';
      console.log(`${row.id}  ${row.kind}  ${row.enabled ? 'enabled' : 'disabled'}  ${standing}`);
    }
    console.log(`${rows.length} source(s), no fault`);
  }
  return rows.every((row) => row.isAuthorised || !row.enabled) ? EXIT.done : EXIT.findings;
}
