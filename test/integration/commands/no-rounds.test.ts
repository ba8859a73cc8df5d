import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectSource, collectSourceRequest } from '../../../queue/jobs/index.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { type Database, migrate, readSourceHealth } from '../../../queue/storage/index.ts';
import { createJobQueue, type JobQueue, postgresBackend } from '../../../queue/transport/index.ts';
import { asYaml, authorisationOf } from '../../support/authorisation.ts';
import { ndjson } from '../../support/config-folder.ts';
import { openScene, type Scene } from './scene.ts';

describe('a command that owns the records beside two sources that are due', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = openScene();
    for (const id of ['asked', 'other']) {
      const url = `https://${id}.invalid/feed`;
      const file = `id: ${id}\nkind: feed\nname: ${id}\nurl: ${url}\n${asYaml(authorisationOf(url))}`;
      writeFileSync(join(scene.configDir, 'sources', `${id}.yml`), file);
    }
    // Left by a process that was killed.
    const left = collectSourceRequest('other', 1);
    await withQueue(async (queue) => await queue.add([left]));
  });
  afterEach(() => scene.close());

  async function withQueue<T>(use: (queue: JobQueue, database: Database) => Promise<T>): Promise<T> {
    return await scene.withRecords(async (database) => {
      await migrate(database.db);
      const queue = createJobQueue(await postgresBackend(database.pool), SILENT_LOGGER);
      try {
        return await use(queue, database);
      } finally {
        await queue.close();
      }
    });
  }

  /** Sources that a round was run or dropped for, and the jobs of rounds that wait. */
  async function found() {
    return await withQueue(async (queue, { db }) => {
      const touched = (await readSourceHealth(db)).filter(({ state }) => state !== 'new');
      const { waiting } = await queue.counts(collectSource);
      return { states: Object.fromEntries(touched.map(({ id, state }) => [id, state])), waiting };
    });
  }

  it('collect runs the round it was asked for and no other', async () => {
    const once = await scene.onData('collect', '--once', '--source', 'asked', '--json');
    expect(JSON.parse(once.stdout)).toEqual([
      expect.objectContaining({ sourceId: 'asked', state: 'unreachable', waiting: 0 }),
    ]);
    expect(await found()).toEqual({ states: { asked: 'unreachable' }, waiting: 1 });
  });

  it('import takes its file in and runs no round', async () => {
    const file = scene.write('posts.ndjson', ndjson(20));
    const done = await scene.onData('import', file, '--source', 'file-import', '--json');
    expect(JSON.parse(done.stdout)).toMatchObject({ fresh: 20, waiting: 0 });
    expect(await found()).toEqual({ states: {}, waiting: 1 });
  });
});
