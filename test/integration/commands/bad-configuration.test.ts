import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { asYaml, authorisationOf, dayFromNow } from '../../support/authorisation.ts';
import { ndjson } from '../../support/config-folder.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(() => {
  scene = openScene();
});
afterAll(() => scene.close());

const EXAMPLES = join(projectRoot(), 'config', 'sources');
const shipped = (file: string) => readFileSync(join(EXAMPLES, file), 'utf8');

/** One rule with three faults, each at a place of its own. */
const FAULTY_PACK = `language: en
about: "a pack for a test"
rules:
  - id: en.provider.test
    title: "A rule"
    status: alive
    languages: ["en"]
    category: provider
    weight: 30
    terms: ["we take you"]
    rationale: "The writer takes people."
    evidence: attested
    gloss: "we take you"
    benign: "Tour guides."
    author: vigie
    reviewed: '25.11.2026'
    examples:
      match: ["We take you.", "We take you there."]
      reject: ["They took me.", "A taxi."]
`;

describe('faulty rules', () => {
  it('are all reported with file, line and column, and nothing is scored', async () => {
    mkdirSync(scene.path('packs/en'), { recursive: true });
    scene.write('packs/en/offers.yml', FAULTY_PACK);
    const done = await scene.run(['score', '--packs', scene.path('packs')], {
      input: '{"id":1,"text":"a"}\n',
    });
    const places = [...done.stderr.matchAll(/en\/offers\.yml:(\d+):(\d+): /g)].map(
      ([, line, column]) => `${line}:${column}`,
    );
    expect(places, done.stderr).toEqual(['6:13', '9:13', '16:15']);
    expect(done.stderr).toContain('found "alive"');
    expect(done).toMatchObject({ code: 3, stdout: '' });
  });

  it('in a folder that is not there are no empty rule set', async () => {
    const done = await scene.run(['score', '--packs', scene.path('no-packs')], { input: '' });
    expect(done.stderr).toContain(`expected to read ${scene.path('no-packs')}, found ENOENT`);
    expect(done.code).toBe(3);
  });
});

describe('faulty sources', () => {
  const sources = () => join(scene.configDir, 'sources');

  it('are all reported with file, line and column, from every file at once', async () => {
    const broken = join(sources(), 'broken.yml');
    const wrong = join(sources(), 'wrong.yml');
    writeFileSync(broken, 'id: [\nkind: feed\n');
    writeFileSync(wrong, 'id: A Place\nkind: feed\nname: x\nurl: ftp://x.example\neveryMinute: 1\n');
    const done = await scene.run(['sources', 'check', '--json']);
    for (const [file, place, found] of [
      [broken, '2:1', 'valid YAML'],
      [wrong, '1:1', '"authorisation"'],
      [wrong, '1:5', 'found "A Place"'],
      [wrong, '4:6', 'found "ftp://x.example"'],
      [wrong, '5:1', 'found "everyMinute"'],
    ])
      expect(done.stderr).toMatch(new RegExp(`vigie: ${file}:${place}: .*${found}`));
    expect(done).toMatchObject({ code: 3, stdout: '' });
    const machine = await scene.run(['sources', 'check', '--format', 'json']);
    const report = JSON.parse(machine.stdout);
    expect(report.faults).toContainEqual(
      expect.objectContaining({
        file: wrong,
        line: 1,
        column: 5,
        message: expect.stringContaining('A Place'),
      }),
    );
    expect(report.sources).toEqual([expect.objectContaining({ id: 'file-import', isAuthorised: true })]);
    expect(machine).toMatchObject({ code: 3, stderr: '' });
    // Whatever needs the sources says the same.
    expect(await scene.onData('collect', '--once')).toMatchObject({ code: 3, stderr: done.stderr });
    writeFileSync(broken, '');
    writeFileSync(wrong, '');
  });

  it('without an authorisation that is in force are a finding', async () => {
    const done = await openedWith(
      'expired.yml',
      feed('expired', 'https://nowhere.invalid/feed', { expiresOn: dayFromNow(-1) }),
    );
    const checked = await done.run(['sources', 'check', '--json']);
    expect(JSON.parse(checked.stdout)).toContainEqual(
      expect.objectContaining({ id: 'expired', isAuthorised: false }),
    );
    expect(checked.code).toBe(1);
    await done.close();
  });

  it('as they are shipped are switched off, and nothing is wrong with them', async () => {
    const done = await openedWith('file-import.yml', shipped('file-import.yml'));
    const posts = done.write('posts.ndjson', ndjson(2));
    for (const file of readdirSync(EXAMPLES).filter((name) => name.endsWith('.yml'))) {
      writeFileSync(join(done.configDir, 'sources', file), shipped(file));
    }
    const checked = await done.run(['sources', 'check']);
    expect(checked.stdout).not.toContain('finding');
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    const refused = await done.onData('import', posts, '--source', 'file-import', '--dry-run');
    expect(refused.stderr).toContain(
      'source "file-import" is switched off; fill in its file, and set "enabled: true"',
    );
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    await done.close();
  });

  it('PUR-01 whose authorisation holds the words of an example let nothing in, and are named with the place', async () => {
    const switchedOn = shipped('file-import.yml').replace('enabled: false', 'enabled: true');
    const other = await openedWith('file-import.yml', switchedOn);
    const posts = other.write('posts.ndjson', ndjson(2));
    const refused = await other.onData('import', posts, '--source', 'file-import');
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('"file-import" was given by nobody: legalBasis, controller, necessity,');
    expect(existsSync(other.data)).toBe(false);
    const checked = await other.run(['sources', 'check']);
    expect(checked.stdout).toMatch(/finding: .*file-import\.yml:11:15: .*legalBasis.* words of an example/);
    expect(checked.code).toBe(1);
    const doctor = await other.onData('doctor');
    expect(doctor.stdout).toMatch(/warn {2}authorisations: .*"file-import" was given by nobody/);
    await other.close();
  });

  it('whose authorisation ends soon are warned of, with the place', async () => {
    const source = feed('soon', 'https://nowhere.invalid/feed', { expiresOn: dayFromNow(7) });
    const other = await openedWith('soon.yml', source);
    const line = source.split('\n').findIndex((text) => text.includes('expiresOn')) + 1;
    const done = await other.run(['sources', 'check']);
    expect(done.stdout).toContain(`warning: ${join(other.configDir, 'sources', 'soon.yml')}:${line}:14: `);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    await other.close();
  });

  it('that cannot be reached are named with their state and the reason', async () => {
    const other = await openedWith('far.yml', feed('far', 'https://nowhere.invalid/feed'));
    const done = await other.onData('collect', '--once', '--source', 'far', '--json');
    expect(JSON.parse(done.stdout)).toEqual([
      {
        sourceId: 'far',
        state: 'unreachable',
        reason: 'network',
        message: expect.stringContaining('nowhere.invalid'),
        fresh: 0,
        known: 0,
        edited: 0,
        waiting: 0,
      },
    ]);
    expect(done.code).toBe(1);
    const doctor = await other.onData('doctor');
    expect(doctor.stdout).toContain(
      'sources: far is unreachable (network): nowhere.invalid cannot be reached',
    );
    const unknown = await other.onData('collect', '--once', '--source', 'nowhere');
    expect(unknown.stderr).toContain(
      'expected one of the configured sources (far, file-import), found "nowhere"',
    );
    expect(unknown.code).toBe(2);
    const noFeed = await other.onData('collect', '--once', '--source', 'file-import');
    expect(noFeed).toMatchObject({ code: 2, stderr: expect.stringContaining('use vigie import') });
    await other.close();
  });
});

async function openedWith(name: string, source: string): Promise<Scene> {
  const other = openScene();
  writeFileSync(join(other.configDir, 'sources', name), source);
  return other;
}

function feed(id: string, url: string, changes: Record<string, unknown> = {}): string {
  return `id: ${id}\nkind: feed\nname: ${id}\nurl: ${url}\n${asYaml(authorisationOf(url, changes))}`;
}

describe('a faulty policy', () => {
  it('is a fault of the configuration, with its place, also where YAML itself allows it', async () => {
    const other = openScene();
    await other.begin();
    const policy = join(other.configDir, 'policy.yml');
    for (const [text, reason] of [
      ['retention: &same {}\nreview: *same\n', 'expected a file without aliases'],
      ['retention: { unflaggedHours: 25 }\n', 'expected at most 24 for "retention.unflaggedHours", found 25'],
    ] as const) {
      writeFileSync(policy, text);
      const done = await other.onData('status');
      expect(done.stderr).toMatch(new RegExp(`^vigie: ${policy}:1:\\d+: ${reason}`));
      expect(done.code).toBe(3);
      // What does not hang on the policy is told all the same, to the last line.
      expect(done.stdout).toMatch(/^posts .*\nlog .*\n$/s);
    }
    await other.close();
  });
});

describe('a command line', () => {
  it.each([
    [['nonsense'], "unknown command 'nonsense'"],
    [['status', '--nonsense'], "unknown option '--nonsense'"],
    [['status', 'extra'], 'too many arguments'],
    [['import', 'posts.ndjson'], "required option '--source <id>'"],
    [['collect'], "required option '--once'"],
    [['start', '--port', '70000'], '--port: expected a whole number from 0 to 65535, found "70000"'],
    [['start', '--port', 'http'], 'found "http"'],
    [['status', '--data', ''], 'expected a directory after --data, found ""'],
    [['start', '--port', ''], 'expected a whole number from 0 to 65535, found ""'],
    [['erasures', '--last', '0'], 'vigie: --last: expected a whole number from 1 to 10000, found "0"'],
    [['score', '--packs', ''], 'expected a folder of packs after --packs, found nothing'],
    [['start', '--data', '--demo'], 'expected a value after --data, found the option --demo'],
    [
      ['import', 'posts.ndjson', '--source', 'one', '--source', 'other'],
      'expected one value of --source, found "one" and "other"; give it once',
    ],
    [['status', '--data', '--json'], 'expected a value after --data, found the option --json'],
    [
      ['import', 'posts.ndjson', '--source', 'file-import', '--rejects', '-x'],
      'expected a value after --rejects, found the option -x',
    ],
    [
      ['incident', '--on', '2026-10-03', '--kind', 'leak', '--severity', 'serious', '--summary', '--data'],
      'after --summary',
    ],
    [['backup', 'file.gz'], 'expected one of --include-vault-key'],
    [
      ['backup', 'file.gz', '--include-vault-key', '--without-vault-key'],
      'expected one of --include-vault-key',
    ],
    [['worker'], 'expected VIGIE_DATABASE_URL and VIGIE_REDIS_URL for worker'],
  ])('that asks for what there is not is a usage fault: %j', async (args, reason) => {
    const done = await scene.run(args);
    expect(done.stderr).toContain(reason);
    expect(done).toMatchObject({ code: 2, stdout: '' });
  });

  it('has help for every command, and a version', async () => {
    for (const args of [['--help'], ['import', '--help'], ['log', 'verify', '--help'], ['--version']])
      expect(await scene.run(args)).toMatchObject({
        code: 0,
        stderr: '',
        stdout: expect.stringMatching(/\S/),
      });
  });
});

describe('a faulty environment', () => {
  it('is reported as a whole, unknown names among it', async () => {
    const env = { VIGIE_DATA_DIRECTORY: '/srv', VIGIE_PORT: 'http', VIGIE_REDIS_URL: 'redis://localhost' };
    const done = await scene.run(['status'], { env });
    for (const reason of [
      'VIGIE_DATA_DIRECTORY: expected one of VIGIE_DATA_DIR,',
      'found "http"',
      'expected both',
    ])
      expect(done.stderr).toContain(reason);
    expect(done).toMatchObject({ code: 3, stdout: '' });
  });
});
