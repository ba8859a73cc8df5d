import { grantAppRole, migrate } from '../../../queue/storage/index.ts';
import { EXIT } from '../exit.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { openAsTableOwner } from '../records.ts';

export async function runMigrate(options: SharedOptions & { readonly appRole?: string }): Promise<number> {
  const config = configFrom(options);
  const database = await openAsTableOwner(config, 'migrate');
  try {
    const applied = await migrate(database.db);
    console.log(applied.length > 0 ? `applied ${applied.join(', ')}` : 'nothing to apply');
    if (options.appRole !== undefined) await grantAppRole(database.db, options.appRole);
    return EXIT.done;
  } finally {
    await database.close();
  }
}
