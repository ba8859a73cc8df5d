import { grantAppRole, grantPublicRole, grantReportsRole, migrate } from '../../../queue/storage/index.ts';
import { EXIT } from '../exit.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { openAsTableOwner } from '../records.ts';
import { say } from '../terminal.ts';

export interface MigrateOptions extends SharedOptions {
  readonly appRole?: string;
  readonly publicRole?: string;
  readonly reportsRole?: string;
}

export async function runMigrate(options: MigrateOptions): Promise<number> {
  const config = configFrom(options);
  const database = await openAsTableOwner(config, 'migrate');
  try {
    const applied = await migrate(database.db);
    say(applied.length > 0 ? `applied ${applied.join(', ')}` : 'nothing to apply');
    if (options.appRole !== undefined) await grantAppRole(database.db, options.appRole);
    if (options.publicRole !== undefined) await grantPublicRole(database.db, options.publicRole);
    if (options.reportsRole !== undefined) await grantReportsRole(database.db, options.reportsRole);
    return EXIT.done;
  } finally {
    await database.close();
  }
}
