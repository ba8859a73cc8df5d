import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newIdentity, recipientOf, sealTo } from '../../../queue/vault/index.ts';
import { shippedPacksDir } from '../../../rules/index.ts';
import { packYaml, ruleYaml } from '../../unit/rules/pack-sources.ts';
import { openScene, type Scene } from './scene.ts';

/** Clears the screen and sets the title, by either introducer; turns the line round; and marks that no line may see. */
const HOSTILE = 'x\u001b[2J\u001b]0;y\u0007\u009b31m\u202eevil\u2067\u200f\u2066z';
/** Nothing of it may come out but a line's end; the isolates of our own quotes are counted. */
const STEERING = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066\u2067]/u;
const YAML = JSON.stringify(HOSTILE).replaceAll('\u009b', '\\x9b');
/** What a refused sign looks like, in a line and in JSON. */
const SHOWN = /\[U\+(001B|202E|009B)\]|\\u(001b|202e|009b)/;

describe('what anybody wrote', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = openScene();
    mkdirSync(scene.path('packs'));
    const rule = ruleYaml({ match: '["we take you", "a", "we take you"]' }).replaceAll(
      /(title|en|fr|benign): "[^"]*"/g,
      (_, name: string) => `${name}: ${YAML}`,
    );
    scene.write(
      'packs/en.yml',
      packYaml([rule], 'language: en\nabout: A pack\ngate: { threshold: 4, kinds: 2 }\n'),
    );
    mkdirSync(scene.path('broken'));
    scene.write('broken/en.yml', `${packYaml([ruleYaml()])}${YAML}: 1\n`);
    mkdirSync(scene.path('bundle'));
    scene.write('bundle/bagit.txt', HOSTILE);
    scene.write('bundle/manifest-sha512.txt', `${'0'.repeat(128)}  data/${HOSTILE}\n`);
    mkdirSync(scene.path('their-log'));
    scene.write('their-log/checkpoint', `${HOSTILE}\n1\nAAAA\n`);
    scene.write('proof.txt', `c2sp.org/tlog-proof@v1\n${HOSTILE}\n`);
    const lines = [{ id: HOSTILE, text: 5 }, { id: 'a', text: 'b', lang: HOSTILE }, { [HOSTILE]: 1 }];
    scene.write('posts.ndjson', `${lines.map((line) => JSON.stringify(line)).join('\n')}\n${HOSTILE}\n`);
    scene.write('posts.csv', `id,text,"${HOSTILE}"\n1,"a ${HOSTILE}",2\n2,,\n`);
    await sealedReport(scene);
    await scene.begin();
    mkdirSync(scene.path('sources/sources'), { recursive: true });
    cpSync(scene.configDir, scene.path('sources'), { recursive: true });
    scene.write('sources/sources/evil.yml', `id: evil\nkind: ${YAML}\nname: ${YAML}\n${YAML}: 1\n`);
    writeFileSync(join(scene.configDir, 'alerts.yml'), `contacts: ${YAML}\n${YAML}: 1\n`);
  });
  afterAll(() => scene.close());

  it.each<readonly [name: string, args: readonly string[]]>([
    ['rules lint', ['rules', 'lint', '--packs', 'broken']],
    ['rules test', ['rules', 'test', '--packs', 'packs']],
    ['rules explain', ['rules', 'explain', `we take you ${HOSTILE.replace('x', '')}`, '--packs', 'packs']],
    ['rules backtest', ['rules', 'backtest', 'posts.ndjson', '--against', shippedPacksDir()]],
    ['rules hold', ['rules', 'hold', HOSTILE, '--reason', HOSTILE, '--data', 'data']],
    ['sources check', ['sources', 'check']],
    ['rights sign', ['rights', 'sign', HOSTILE, '--as', HOSTILE, '--key', HOSTILE]],
    ['alerts check', ['alerts', 'check']],
    [
      'import',
      ['import', 'posts.ndjson', '--source', 'file-import', '--preset', 'generic', '--data', 'data'],
    ],
    [
      'import --dry-run',
      ['import', 'posts.csv', '--source', 'file-import', '--preset', 'generic', '--dry-run'],
    ],
    ['collect', ['collect', '--once', '--source', HOSTILE, '--data', 'data']],
    ['evidence verify', ['evidence', 'verify', 'bundle']],
    ['log verify of a folder', ['log', 'verify', 'their-log', '--key', HOSTILE]],
    ['log verify of a proof', ['log', 'verify', 'proof.txt', '--key', HOSTILE]],
    ['log monitor', ['log', 'monitor', 'their-log', '--key', HOSTILE, '--data', 'monitored']],
    ['reports open', ['reports', 'open', 'reports.ndjson', '--key', 'key.txt']],
    ['users invite', ['users', 'invite', HOSTILE, '--role', HOSTILE, '--data', 'data']],
    ['stop', ['stop', '--reason', HOSTILE, '--data', 'data']],
    ['status', ['status', '--data', 'data']],
    ['doctor', ['doctor', '--data', 'data']],
    ['prevention export', ['prevention', 'export', HOSTILE, 'out.html']],
    ['an option that there is none of', ['status', `--${HOSTILE}`]],
  ])('steers no terminal: %s', { timeout: 120_000 }, async (name, args) => {
    const env = name === 'sources check' ? { VIGIE_CONFIG_DIR: scene.path('sources') } : {};
    const { stdout, stderr } = await scene.run(args.map(inScene), { env });
    const said = stdout + stderr;
    expect(said.match(STEERING), said).toBeNull();
    expect(said.split('\u2068')).toHaveLength(said.split('\u2069').length);
    // Its wrong example has none of it.
    if (name !== 'rules test') expect(said).toMatch(SHOWN);
  });

  /** Names of this scene's files as their paths. */
  function inScene(argument: string): string {
    const names = ['data', 'packs', 'broken', 'bundle', 'their-log', 'monitored', 'key.txt', 'out.html'];
    const isFile = names.includes(argument) || /^(posts|proof|reports)\.\w+$/.test(argument);
    return isFile ? scene.path(argument) : argument;
  }
});

async function sealedReport(scene: Scene): Promise<void> {
  const identity = await newIdentity();
  const content = JSON.stringify({
    version: 1,
    address: 'https://board.example/',
    text: HOSTILE,
    language: 'en',
  });
  const sealed = Buffer.from(await sealTo(await recipientOf(identity), content)).toString('base64');
  const head = { vigie: 'reports', version: 1, madeOn: '2026-06-01', reports: 1 };
  const line = {
    thread: '0'.repeat(16),
    receivedOn: '2026-06-01',
    state: 'received',
    sealed,
    contact: null,
    pictures: null,
  };
  scene.write('reports.ndjson', [head, line].map((one) => `${JSON.stringify(one)}\n`).join(''));
  scene.write('key.txt', `${identity}\n`);
}
