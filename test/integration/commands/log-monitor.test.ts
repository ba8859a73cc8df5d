import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noteSigner, SIGNATURE_TYPE, vkeyOf } from '../../../queue/log/index.ts';
import { entryNames, type LogFiles, makeUpLog, writeFiles } from '../../support/made-up-log.ts';
import { openScene, type Scene } from './scene.ts';

const signer = noteSigner('unit.example/vigie', SIGNATURE_TYPE.log, Buffer.alloc(32, 1));
const witness = noteSigner('witness.example/2', SIGNATURE_TYPE.cosignature, Buffer.alloc(32, 2));
const log = (names: readonly string[]) => makeUpLog({ names, signer, witnesses: [witness] });

describe('log monitor', () => {
  let scene: Scene;
  let server: Server;
  let served: LogFiles = new Map();
  let address = '';
  /** Paths below which the server is broken. */
  let broken = '';

  beforeAll(async () => {
    scene = openScene();
    server = createServer((request, response) => {
      const path = (request.url ?? '').slice('/log/'.length);
      const bytes = served.get(path);
      response.statusCode = broken !== '' && path.startsWith(broken) ? 500 : bytes === undefined ? 404 : 200;
      response.end(response.statusCode === 200 ? bytes : 'none');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`;
  });
  afterAll(async () => {
    await scene.close();
    await new Promise((resolve) => server.close(resolve));
  });

  const monitor = (source: string, data: string, ...more: string[]) =>
    scene.run([
      'log',
      'monitor',
      source,
      '--key',
      vkeyOf(signer),
      '--data',
      scene.path(data),
      '--json',
      ...more,
    ]);

  it('LOG-12 looks at an exported folder, remembers, and tells with exit 1 what was rewritten since', async () => {
    const folder = writeFiles(scene.path('exported'), log(entryNames(300)));
    const first = await monitor(folder, 'memory');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ size: 300, rebuilt: 300, continued: 0, faults: [] });
    const later = writeFiles(scene.path('later'), log(entryNames(310)));
    expect(JSON.parse((await monitor(later, 'memory')).stdout)).toMatchObject({ continued: 1, faults: [] });
    const forked = writeFiles(scene.path('forked'), log([...entryNames(299), ...entryNames(30, 'forked')]));
    const found = await monitor(forked, 'memory');
    expect(found.code).toBe(1);
    expect(JSON.parse(found.stdout).faults).toMatchObject([{ kind: 'rewritten' }, { kind: 'rewritten' }]);
    const [file = ''] = readdirSync(join(scene.path('memory'), 'monitor'));
    const kept = JSON.parse(readFileSync(join(scene.path('memory'), 'monitor', file), 'utf8'));
    expect(kept.kept.map(({ size }: { size: number }) => size)).toEqual([300, 310, 329]);
    expect(statSync(join(scene.path('memory'), 'monitor', file)).mode & 0o777).toBe(0o600);
    writeFileSync(join(scene.path('memory'), 'monitor', file), '{"version":1,');
    const damaged = await monitor(later, 'memory');
    expect(damaged).toMatchObject({ code: 4, stderr: expect.stringContaining('put the file back') });
  });

  it('LOG-12 looks at an address, and tells one that cannot be reached from one that lost a tile', async () => {
    served = log(entryNames(300));
    const first = await monitor(address, 'http', '--network', 'loopback');
    expect(JSON.parse(first.stdout)).toMatchObject({ size: 300, rebuilt: 300, faults: [] });
    served.delete('tile/0/000');
    expect(await monitor(`${address}/`, 'http', '--network', 'loopback')).toMatchObject({ code: 1 });
    broken = 'tile/';
    const away = await monitor(address, 'http', '--network', 'loopback');
    expect(away).toMatchObject({ code: 5, stderr: expect.stringContaining('it answered 500') });
    broken = '';
    const elsewhere = await monitor(address, 'http');
    expect(elsewhere).toMatchObject({ code: 2, stderr: expect.stringContaining('its https address') });
  });

  it('LOG-12 finds a log that shows its witnesses another tree than everybody else', async () => {
    const hash = createHash('sha256').update(signer.name).digest('hex');
    const secret = log([...entryNames(200), ...entryNames(50, 'secret')]);
    served = new Map(log(entryNames(300))).set(
      `${hash}/checkpoint`,
      secret.get('checkpoint') ?? Buffer.alloc(0),
    );
    const policy = scene.write('policy', `witness two ${vkeyOf(witness)} ${address}\nquorum two\n`);
    const loopback = ['--network', 'loopback', '--policy', policy];
    const calm = await monitor(address, 'split', ...loopback);
    expect(JSON.parse(calm.stdout)).toMatchObject({ witnesses: ['two'], faults: [] });
    const found = await monitor(address, 'split', ...loopback, '--ask-witnesses');
    expect(found.code).toBe(1);
    expect(JSON.parse(found.stdout).faults).toMatchObject([{ kind: 'rewritten', file: 'kept' }]);
  });

  it.each([
    ['is away', null, 'it answered 500'],
    ['shows a checkpoint of another log', 'other.example/vigie', 'expected a checkpoint'],
  ])('LOG-12 looks at the log and asks the others when a witness %s', async (_, other, reason) => {
    const at = `${createHash('sha256').update(signer.name).digest('hex')}/checkpoint`;
    const secret = log([...entryNames(200), ...entryNames(50, 'secret')]);
    const stranger = noteSigner(other ?? 'none', SIGNATURE_TYPE.log, Buffer.alloc(32, 3));
    const foreign = makeUpLog({ names: entryNames(5), signer: stranger, witnesses: [] });
    served = new Map(log(entryNames(300)))
      .set(`lost/${at}`, foreign.get('checkpoint') ?? Buffer.alloc(0))
      .set(`well/${at}`, secret.get('checkpoint') ?? Buffer.alloc(0));
    broken = other === null ? 'lost/' : '';
    const lines = [
      `witness lost ${vkeyOf(noteSigner('lost.example', SIGNATURE_TYPE.cosignature, Buffer.alloc(32, 4)))} ${address}/lost`,
      `witness two ${vkeyOf(witness)} ${address}/well`,
      'quorum two',
    ];
    const policy = scene.write(`policy-${other ?? 'away'}`.replaceAll('/', '-'), `${lines.join('\n')}\n`);
    const options = ['--network', 'loopback', '--policy', policy, '--ask-witnesses'];
    const found = await monitor(address, `blind-${other === null}`, ...options);
    broken = '';
    expect(found.code).toBe(1);
    expect(JSON.parse(found.stdout)).toMatchObject({
      rebuilt: 300,
      faults: [
        { kind: 'rewritten', file: 'kept' },
        { kind: 'witnesses', file: 'witness lost', reason: expect.stringContaining(reason) },
      ],
    });
  });

  it('says what it needs', async () => {
    expect(
      await scene.run(['log', 'monitor', 'nothing', '--key', 'x', '--data', scene.path('none')]),
    ).toMatchObject({ code: 2, stderr: expect.stringContaining('expected a verifier key') });
    expect(await monitor('nothing', 'none')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('expected the folder of an exported log'),
    });
    expect(await monitor(address, 'none', '--ask-witnesses', '--network', 'loopback')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('expected --policy'),
    });
  });
});
