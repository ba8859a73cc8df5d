import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedPacksDir } from '../../../rules/index.ts';
import { packYaml, ruleYaml } from '../../unit/rules/pack-sources.ts';
import { openScene, type Scene } from './scene.ts';

const GATE = 'language: en\nabout: A pack for tests\ngate: { threshold: 4, kinds: 2 }\n';
const RULES = [
  ruleYaml(),
  ruleYaml({
    category: 'price',
    weight: 1,
    terms: '["euro"]',
    match: '["1 euro", "a euro", "euro"]',
    reject: '["a", "b", "c"]',
  }),
  ruleYaml({
    category: 'transport',
    weight: 1,
    terms: '["tonight"]',
    match: '["tonight", "so tonight", "Tonight"]',
    reject: '["a", "b", "c"]',
  }),
];

let scene: Scene;
beforeAll(() => {
  scene = openScene();
});
afterAll(() => scene.close());

/** A folder of packs of this scene. */
function packs(name: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(scene.path(name));
  for (const [file, text] of Object.entries(files)) scene.write(`${name}/${file}`, text);
  return scene.path(name);
}

describe('rules lint', () => {
  // That the shipped packs have none is a test of the packs, without a process of its own.
  it('ends with 0 where nothing is wrong, whatever is doubtful', async () => {
    const dir = packs('sound', { 'en.yml': packYaml(RULES, GATE) });
    const done = await scene.run(['rules', 'lint', '--packs', dir, '--format', 'json']);
    const findings: { level: string; code: string }[] = JSON.parse(done.stdout);
    expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
    expect(done.code).toBe(0);
  });

  it('ends with 1 on errors, and says where each is and how to mend it', async () => {
    const dir = packs('faulty', {
      'en.yml': packYaml([ruleYaml({ weight: 50 }), ruleYaml({ id: 'en.price.x', terms: '["..."]' })]),
    });
    const done = await scene.run(['rules', 'lint', '--packs', dir]);
    expect(done.code).toBe(1);
    const codes = done.stdout
      .split('\n')
      .map((line) => /^(en\.yml:\d+:\d+): error: (\S+):/.exec(line)?.slice(1, 3));
    expect(codes).toEqual(
      expect.arrayContaining([
        ['en.yml:9:13', 'rules.invalid'],
        ['en.yml:27:13', 'rules.bad-term'],
      ]),
    );
  });

  it('ends with 3 where there are no packs to look at, as other commands do, and with 2 where none are named', async () => {
    const file = scene.write('no-folder', '');
    for (const dir of [scene.path('nowhere'), file]) {
      const done = await scene.run(['rules', 'lint', '--packs', dir]);
      expect([done.code, done.stdout]).toEqual([3, '']);
      expect(done.stderr).toContain(`rules.unreadable: expected to read ${dir}, found`);
    }
    const empty = await scene.run(['rules', 'lint', '--packs', '']);
    expect([empty.code, empty.stdout]).toEqual([2, '']);
    expect(empty.stderr).toContain('expected a folder of packs after --packs, found nothing');
  });

  it('shows signs that steer a terminal as codes', async () => {
    const dir = packs('steering', { 'en.yml': `${packYaml([ruleYaml()])}"\\e]0;x\\a": 1\n` });
    const done = await scene.run(['rules', 'lint', '--packs', dir]);
    expect(done.code).toBe(1);
    expect(done.stdout).toContain('[U+001B]]0;x[U+0007]');
    expect(done.stdout).not.toContain('\u001b');
    const refused = await scene.run(['rules', 'explain', 'we', '--packs', dir]);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('[U+001B]]0;x[U+0007]');
    expect(refused.stderr).not.toContain('\u001b');
  });

  it('writes SARIF for code hosts', async () => {
    const dir = packs('sarif', { 'en.yml': packYaml([ruleYaml({ terms: '["kurdish"]' })]) });
    const done = await scene.run(['rules', 'lint', '--packs', dir, '--format', 'sarif']);
    const log = JSON.parse(done.stdout);
    // From the working directory, where a code host looks for the file.
    const below = await scene.run(['rules', 'lint', '--packs', 'sarif', '--format', 'sarif'], {
      cwd: scene.folder,
    });
    expect(
      JSON.parse(below.stdout).runs[0].results[0].locations[0].physicalLocation.artifactLocation,
    ).toEqual({
      uri: 'sarif/en.yml',
    });
    expect(log.version).toBe('2.1.0');
    expect(log.runs[0].results[0]).toMatchObject({
      ruleId: 'rules.protected-trait',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: pathToFileURL(join(dir, 'en.yml')).href },
            region: { startLine: 10, startColumn: 13 },
          },
        },
      ],
    });
  });

  it('says which line of a background file is no post', async () => {
    const file = scene.write('posts.ndjson', '{"text":"a","lang":"en"}\nnot json\n{"lang":"en"}\n');
    const done = await scene.run(['rules', 'lint', '--background', file]);
    expect(done.code).toBe(4);
    expect(done.stderr).toMatch(/posts\.ndjson:2: expected one JSON object.*\n.*posts\.ndjson:3: text: /);
    expect(done.stderr).not.toContain('not json');
  });
});

describe('rules test', () => {
  it('counts the examples, and ends with 0 where all are right', async () => {
    const dir = packs('right', { 'en.yml': packYaml(RULES, GATE) });
    const done = await scene.run(['rules', 'test', '--packs', dir]);
    expect(done).toMatchObject({ code: 0, stdout: '18 examples: 18 right, 0 wrong\n' });
  });

  it('ends with 1 and names the line of a wrong example', async () => {
    const dir = packs('wrong', {
      'en.yml': packYaml([ruleYaml({ match: '["we take you", "a", "we take you"]' })]),
    });
    const done = await scene.run(['rules', 'test', '--packs', dir]);
    expect(done.code).toBe(1);
    expect(done.stdout).toContain(
      'en.yml:19:30: expected en.provider.test to find this, found no rule: \u2068a\u2069',
    );
  });
});

describe('rules explain', () => {
  it('names points, places, and what was missing, from an argument or standard input', async () => {
    const dir = packs('explained', { 'en.yml': packYaml(RULES, GATE) });
    const done = await scene.run(['rules', 'explain', 'Police: we take you', '--packs', dir]);
    expect(done.stdout).toContain('lane none   score 3');
    expect(done.stdout).toContain('3 provider: \u2068we take you\u2069 8-19');
    expect(done.stdout).toContain('2 independent kinds of evidence, found 0 (none)');
    const input = await scene.run(['rules', 'explain', '-', '--packs', dir, '--json'], {
      input: 'we take you tonight, 1 euro\n',
    });
    expect(JSON.parse(input.stdout)).toMatchObject({ assessment: { lane: 'review', score: 5 }, missing: [] });
    const held = await scene.run([
      'rules',
      'explain',
      'we take you tonight, 1 euro',
      '--packs',
      dir,
      '--json',
      '--hold',
      'en.price.test',
    ]);
    expect(JSON.parse(held.stdout).assessment).toMatchObject({ score: 4, holds: ['en.price.test'] });
  });

  it('shows what is hidden or turns the line as codes', async () => {
    const done = await scene.run(['rules', 'explain', 'we \u202etake\u0007 you']);
    expect(done.stdout).toContain('\u2068we [U+202E]take[U+0007] you\u2069');
    expect(done.stdout).not.toContain('\u202e');
  });
});

describe('rules backtest', () => {
  it('says what a change gains and loses', async () => {
    const before = packs('before', { 'en.yml': packYaml(RULES, GATE) });
    const changed = RULES.map((rule) => rule.replaceAll('we take you', 'we bring you'));
    const after = packs('after', { 'en.yml': packYaml(changed, GATE) });
    const posts = scene.write(
      'offers.ndjson',
      '{"text":"we bring you tonight, 1 euro","lang":"en","label":"offer"}\n{"text":"nothing","lang":"fr"}\n',
    );
    const done = await scene.run(['rules', 'backtest', posts, '--against', before, '--packs', after]);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toContain('en: 1 posts, review +1 -0');
    expect(done.stdout).toContain('none -> review (offer): \u2068we bring you tonight, 1 euro\u2069');
  });
});

describe('posts to measure rules on', () => {
  it('are refused where their language is no tag', async () => {
    const dir = packs('tagged', { 'en.yml': packYaml(RULES, GATE) });
    const file = scene.write(
      'tags.ndjson',
      '{"text":"a","lang":"fa-Latn"}\n{"text":"a","lang":"\\u001b[2Jen"}\n{"text":"a","lang":""}\n',
    );
    const done = await scene.run(['rules', 'backtest', file, '--against', dir, '--packs', dir]);
    expect(done.code).toBe(4);
    expect(done.stderr).toContain(
      'tags.ndjson:2: lang: expected a language tag such as "ar", found "\\u001b[2Jen"',
    );
    expect(done.stderr).toContain('tags.ndjson:3: lang: expected a language tag such as "ar", found ""');
    expect(done.stderr).not.toContain('\u001b');
    expect(done.stderr).not.toContain('tags.ndjson:1');
  });
});

describe('rules release', () => {
  it('is prepared, signed by two who changed nothing, and known to be in force', async () => {
    const dir = packs('released', { 'en.yml': packYaml(RULES, GATE) });
    const keys = ['ann', 'ben', 'writer'].map((id) => ({ id, file: scene.path(`${id}.pem`) }));
    const lines = [];
    for (const { id, file } of keys)
      lines.push((await scene.run(['rules', 'release', 'keygen', file, '--id', id])).stdout);
    writeFileSync(
      join(scene.configDir, 'approvers.yml'),
      `approvers:\n${lines.map((line) => `  ${line}`).join('')}`,
    );
    const release = (...args: string[]) => scene.run(['rules', 'release', ...args, '--packs', dir]);
    const posts = scene.write(
      'measured.ndjson',
      '{"text":"we take you tonight, 1 euro","lang":"en","label":"offer"}\n',
    );

    const sign = (id: string, key = id) =>
      release('sign', '--as', id, '--key', scene.path(`${key}.pem`), '--first');

    expect((await release('prepare', '--first', '--posts', posts)).stdout).toContain(
      '4 change(s), measured on 1 file(s)',
    );
    expect((await sign('writer')).stderr).toContain('rules.author-signed');
    expect((await sign('ann', 'ben')).code).toBe(2);
    // A second person's turn, as of every command that takes two.
    expect(await sign('ann')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('signed by ann; expected 2 signature(s)'),
    });
    expect((await release('verify')).code).toBe(4);
    expect(await sign('ben')).toMatchObject({ code: 0, stdout: expect.stringContaining('; released') });
    expect(await release('verify')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('signed by ann, ben'),
    });
    const again = await release('prepare', '--posts', posts);
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('found their record signed by ann, ben; move it away to begin anew');
    expect((await release('verify')).code).toBe(0);
    const env = { VIGIE_PACKS_DIR: dir };
    const findings = JSON.parse(
      (await scene.run(['doctor', '--json', '--data', scene.data], { env })).stdout,
    );
    expect(findings.filter(({ check }: { check: string }) => check === 'rules')).toMatchObject([
      { level: 'ok', message: expect.stringMatching(/^3 rules, release [0-9a-f]{16}$/) },
    ]);
    // Whatever scores or explains does so with the packs of this installation, and names their release.
    const ownRelease = findings[0].message.slice(-16);
    const text = 'we take you tonight, 1 euro';
    const scored = await scene.run(['score', '--hold', 'en.price.test'], {
      ...{ env, input: `${JSON.stringify({ id: 1, text })}\n` },
    });
    expect(JSON.parse(scored.stdout)).toMatchObject({
      ...{ release: ownRelease, holds: ['en.price.test'] },
      signals: [{ rule: 'en.provider.test' }, { rule: 'en.transport.test' }],
    });
    const explained = await scene.run(['rules', 'explain', text, '--json'], { env });
    expect(JSON.parse(explained.stdout).assessment).toMatchObject({ release: ownRelease, lane: 'review' });
    expect((await scene.run(['rules', 'release', 'verify'], { env })).stdout).toContain(
      `release ${ownRelease} of `,
    );
    expect((await scene.run(['rules', 'test'], { env })).stdout).toContain('18 examples: 18 right, 0 wrong');

    scene.write('released/en.yml', packYaml(RULES.slice(1), GATE));
    expect(await release('verify')).toMatchObject({
      code: 4,
      stdout: expect.stringContaining('rules.release-differs'),
    });
  });

  it('follows packs that were released, and no other folder', async () => {
    const first = packs('first', { 'en.yml': packYaml(RULES, GATE) });
    const next = packs('next', { 'en.yml': packYaml(RULES.slice(1), GATE) });
    const prepare = (dir: string, ...args: string[]) =>
      scene.run(['rules', 'release', 'prepare', '--packs', dir, ...args]);
    const approvers = [];
    for (const id of ['cleo', 'dan']) {
      const made = await scene.run(['rules', 'release', 'keygen', scene.path(`${id}.pem`), '--id', id]);
      approvers.push(`  ${made.stdout}`);
    }
    writeFileSync(join(scene.configDir, 'approvers.yml'), `approvers:\n${approvers.join('')}`);
    const sign = (dir: string, id: string, ...args: string[]) =>
      scene.run([
        ...['rules', 'release', 'sign', '--packs', dir],
        ...['--as', id, '--key', scene.path(`${id}.pem`), ...args],
      ]);

    expect((await prepare(next, '--against', next)).stderr).toContain('the very packs to be released');
    expect((await prepare(next, '--against', first)).stderr).toContain('with their release.json, found none');
    await prepare(first, '--first');
    expect((await prepare(next, '--against', first)).stderr).toContain('found no signature in it');
    await sign(first, 'cleo', '--first');
    await sign(first, 'dan', '--first');
    const changed = await prepare(next, '--against', first);
    expect(changed.stdout).toContain('1 change(s)');
    expect(changed.stderr).toContain(
      'rules.treats-worse: expected what a live change does to at least 20 posts',
    );
    expect((await prepare(next)).stderr).toContain('expected no release before a first one');

    // Back to the first, whose record is kept elsewhere: it holds the proof, so one approver is enough.
    const back = packs('back', { 'en.yml': packYaml(RULES, GATE) });
    await prepare(back, '--return-to', join(first, 'release.json'));
    expect((await sign(back, 'cleo')).stdout).toContain('; released');
    const again = await prepare(back, '--return-to', join(first, 'release.json'));
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('their record signed by cleo') });
    expect((await scene.run(['rules', 'release', 'verify', '--packs', back])).code).toBe(0);

    // Back to the second: it changes what that one did, whose authors may not sign, and not every rule.
    const harmless = ['en', 'fr'].flatMap((lang) =>
      Array.from({ length: 20 }, () => JSON.stringify({ text: 'a', lang, label: 'not_offer' })),
    );
    const posts = scene.write('harmless.ndjson', harmless.join('\n'));
    await prepare(next, '--against', first, '--posts', posts);
    await sign(next, 'cleo', '--against', first);
    expect((await sign(next, 'dan', '--against', first)).stdout).toContain('; released');
    const forth = packs('forth', { 'en.yml': packYaml(RULES.slice(1), GATE) });
    expect((await prepare(forth, '--return-to', join(next, 'release.json'))).stdout).toContain('1 change(s)');
    expect((await sign(forth, 'dan')).stdout).toContain('; released');
  });

  it('says which name is too long for a record', async () => {
    const author = 'a'.repeat(121);
    const dir = packs('long', { 'en.yml': packYaml([ruleYaml({ author })]) });
    const done = await scene.run(['rules', 'release', 'prepare', '--packs', dir, '--first']);
    expect(done.code).toBe(3);
    expect(done.stderr).toMatch(/release\.json: changes\.0\.author: /);
  });

  it('is refused for packs with wrong examples', async () => {
    const dir = packs('unsound', { 'en.yml': packYaml([ruleYaml({ match: '["a", "b", "c"]' })]) });
    const done = await scene.run(['rules', 'release', 'prepare', '--packs', dir]);
    expect(done.code).toBe(3);
    expect(done.stderr).toContain('3 wrong example(s)');
  });

  it('ships signed', async () => {
    // A scene without approvers of its own: those of the repository count.
    const plain = openScene();
    const dir = plain.path('copy');
    cpSync(shippedPacksDir(), dir, { recursive: true });
    const { stdout } = await plain.run(['rules', 'release', 'verify', '--packs', dir]);
    await plain.close();
    expect(stdout).toMatch(/^release [0-9a-f]{16} of /);
  });
});

describe('rules bench', () => {
  it('says what scoring takes, and each rule in it, on posts of a file', async () => {
    const dir = packs('timed', { 'en.yml': packYaml(RULES, GATE) });
    const posts = scene.write('timed.ndjson', '{"text":"we take you tonight"}\n{"text":"nothing"}\n');
    const args = ['rules', 'bench', '--packs', dir, '--file', posts, '--rounds', '3'];
    const done = await scene.run(args);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toMatch(/^2 posts, [\d,]+ posts\/s \([\d,]+ to [\d,]+\)\n/);
    expect(done.stdout).toContain('en.provider.test: asked about 1 posts, found something in 1');
    expect(done.stdout).not.toContain('en.price.test');
    const { rules, ...rest } = JSON.parse((await scene.run([...args, '--json'])).stdout);
    const figures = { median: expect.any(Number), least: expect.any(Number), most: expect.any(Number) };
    expect(rest).toMatchObject({ file: posts, rounds: 3, posts: 2, whole: figures, postsPerSecond: figures });
    expect(rest.packs).toMatch(/^[0-9a-f]{64}$/);
    expect(rules.map(({ rule }: { rule: string }) => rule).toSorted()).toEqual([
      'en.provider.test',
      'en.transport.test',
    ]);
  });

  it('takes the invented posts of the packs where no file is named, and refuses one without posts', async () => {
    const dir = packs('invented', { 'en.yml': packYaml(RULES, GATE) });
    const done = await scene.run(['rules', 'bench', '--packs', dir, '--rounds', '1', '--top', '1']);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toMatch(/^invented posts of the packs, [^\n]+\n15 posts, /);
    expect(done.stdout).toContain('the dearest rules, 1 of 3');
    const empty = scene.write('empty.ndjson', '');
    const refused = await scene.run(['rules', 'bench', '--packs', dir, '--file', empty]);
    expect(refused).toMatchObject({ code: 4, stdout: '' });
    expect((await scene.run(['rules', 'bench', '--rounds', '0'])).code).toBe(2);
  });
});
