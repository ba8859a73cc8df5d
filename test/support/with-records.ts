import { type Database, type DatabaseOptions, openDatabase } from '../../queue/storage/index.ts';

/** Opens records, uses them and closes them again, whatever became of it. */
export async function withRecords<T>(
  options: DatabaseOptions,
  use: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(options);
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

/** The embedded records of a data directory. */
export function withEmbedded<T>(
  at: { readonly directory: string; readonly mayUseOwner: boolean },
  use: (database: Database) => Promise<T>,
): Promise<T> {
  return withRecords({ kind: 'embedded', command: 'test', ...at }, use);
}
