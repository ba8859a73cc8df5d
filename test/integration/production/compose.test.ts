import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Config, parseConfig } from '../../../queue/runtime/config.ts';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';

interface Service {
  user?: string;
  image?: string;
  command?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  mem_limit?: string;
  healthcheck?: { test?: string[]; disable?: boolean };
  ports?: { host_ip?: string; published?: string }[];
  networks?: Record<string, unknown>;
  environment?: Record<string, string>;
  secrets?: { source: string }[];
  volumes?: { type: string; target: string; read_only?: boolean }[];
}

interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { file?: string }>;
  networks: Record<string, { internal?: boolean }>;
}

const COMMANDS = [['docker-compose'], ['docker', 'compose']];
const command = COMMANDS.find(([name = '', ...args]) => spawnSync(name, [...args, 'version']).status === 0);
if (!command) console.warn('skipped: reading docker-compose.yml needs docker-compose or docker compose');

describe.skipIf(!command)('docker-compose.yml', () => {
  let compose: Compose;
  let services: [string, Service][];

  /** The file as compose understands it in this environment. */
  function read(env: Readonly<Record<string, string>> = {}, ...overrides: readonly string[]): Compose {
    const [name = '', ...args] = command ?? [];
    const files = [join(projectRoot(), 'docker-compose.yml'), ...overrides].flatMap((file) => ['-f', file]);
    const known = Object.entries(process.env).filter(([key]) => !key.startsWith('VIGIE_'));
    return JSON.parse(
      execFileSync(name, [...args, ...files, 'config', '--format', 'json'], {
        encoding: 'utf8',
        env: { ...Object.fromEntries(known), ...env },
      }),
    );
  }

  /** What the dashboard makes of its environment, its secrets at hand. */
  function settingsOf({ services: all, secrets }: Compose): Config {
    const environment = Object.entries(all.dashboard?.environment ?? {}).map(([key, value]) => {
      const name = value.replace('/run/secrets/', '');
      return [key, value === name ? value : (secrets[name]?.file ?? value)];
    });
    return parseConfig({
      ...Object.fromEntries(environment),
      ...{ VIGIE_DATABASE_URL_FILE: '', VIGIE_REDIS_URL_FILE: '' },
    });
  }

  beforeAll(() => {
    compose = read();
    services = Object.entries(compose.services);
  });

  it('has the two stores and the four processes', () => {
    expect(services.map(([name]) => name).sort()).toEqual([
      'dashboard',
      'migrate',
      'postgres',
      'redis',
      'scheduler',
      'worker',
    ]);
  });

  it('publishes one port, on loopback', () => {
    const ports = services.flatMap(([name, { ports = [] }]) => ports.map((port) => ({ name, ...port })));
    expect(ports).toEqual([
      expect.objectContaining({ name: 'dashboard', host_ip: '127.0.0.1', published: '8417' }),
    ]);
  });

  it('keeps the stores on a network without a way out', () => {
    expect(compose.networks.stores?.internal).toBe(true);
    for (const name of ['redis', 'postgres', 'migrate']) {
      expect(Object.keys(compose.services[name]?.networks ?? {}), name).toEqual(['stores']);
    }
  });

  it('gives a way out to who collects, and to who asks authorities, calendars and witnesses', () => {
    expect(compose.networks.internet?.internal ?? false).toBe(false);
    for (const name of ['worker', 'scheduler'])
      expect(Object.keys(compose.services[name]?.networks ?? {}).sort(), name).toEqual([
        'internet',
        'stores',
      ]);
  });

  it('holds no password, token or key in itself', () => {
    const [name = '', ...args] = command ?? [];
    const file = join(projectRoot(), 'docker-compose.yml');
    const text = execFileSync(name, [...args, '-f', file, 'config', '--no-interpolate'], {
      encoding: 'utf8',
    });
    expect(text).not.toMatch(/:\/\/[^/\s]*:[^/\s]*@/);
    expect(text).not.toMatch(/requirepass (?!\$+\(cat \/run\/secrets\/)/);
    for (const [service, { environment = {} }] of services) {
      const secrets = Object.entries(environment).filter(([key]) => /PASS|SECRET|TOKEN|KEY|URL/.test(key));
      // Empty: not set.
      for (const [key, value] of secrets)
        expect(value, `${service} ${key}`).toMatch(/^(\/run\/secrets\/.*)?$/);
    }
  });

  it('names no identity provider by itself, and gives one that is named to the dashboard alone, its secret by file', () => {
    expect(settingsOf(compose)).toMatchObject({ oidcIssuer: undefined, oidcClientSecret: undefined });
    const folder = mkdtempSync(join(tmpdir(), 'vigie-compose-'));
    try {
      const file = join(folder, 'oidc_client');
      writeFileSync(file, 'known to nobody\n');
      const named = read({
        VIGIE_ORIGIN: 'https://vigie.example',
        VIGIE_OIDC_ISSUER: 'https://id.example.org',
        VIGIE_OIDC_CLIENT_ID: 'vigie',
        VIGIE_OIDC_CLIENT_SECRET_FILE: file,
        VIGIE_OIDC_ORIGINS: 'https://tokens.example.org https://keys.example.org',
      });
      expect(JSON.stringify(named)).not.toContain('known to nobody');
      expect(settingsOf(named)).toMatchObject({
        publicOrigin: 'https://vigie.example',
        oidcIssuer: 'https://id.example.org',
        oidcClientId: 'vigie',
        oidcClientSecret: 'known to nobody',
        oidcOrigins: ['https://tokens.example.org', 'https://keys.example.org'],
        oidcAcr: [],
      });
      const others = Object.entries(named.services).filter(([name]) => name !== 'dashboard');
      expect(JSON.stringify(others)).not.toMatch(/OIDC|oidc/);
      // Whoever is let in by a command is sent there, too.
      expect(named.services.worker?.environment?.VIGIE_ORIGIN).toBe('https://vigie.example');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('hands on what .env says of log, collectors, translator and metrics, and sets none of it by itself', () => {
    expect(settingsOf(compose)).toMatchObject({
      ...{
        logOrigin: undefined,
        egressAddress: undefined,
        translatorUrl: undefined,
        metricsToken: undefined,
      },
      ...{ witnessNetwork: 'public', scoreConcurrency: 4, logLevel: 'info' },
    });
    const folder = mkdtempSync(join(tmpdir(), 'vigie-compose-'));
    try {
      const file = join(folder, 'metrics_token');
      writeFileSync(file, `${'t'.repeat(40)}\n`);
      const named = read({
        VIGIE_LOG_ORIGIN: 'unit.example/vigie',
        VIGIE_EGRESS_ADDRESS: '192.0.2.7',
        VIGIE_TRANSLATOR_URL: 'http://10.0.0.7:5000',
        VIGIE_METRICS_TOKEN_FILE: file,
      });
      expect(settingsOf(named)).toMatchObject({
        ...{ logOrigin: 'unit.example/vigie', egressAddress: '192.0.2.7', metricsToken: 't'.repeat(40) },
        translatorUrl: 'http://10.0.0.7:5000',
      });
      for (const name of ['worker', 'scheduler'])
        expect(named.services[name]?.environment?.VIGIE_LOG_ORIGIN, name).toBe('unit.example/vigie');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('keeps captures in its volume, or in the object store that is named, its keys by file', () => {
    expect(settingsOf(compose)).toMatchObject({
      evidenceDir: '/evidence',
      s3Endpoint: undefined,
      s3SecretKey: undefined,
    });
    const folder = mkdtempSync(join(tmpdir(), 'vigie-compose-'));
    try {
      const [id, secret] = [join(folder, 's3_id'), join(folder, 's3_secret')];
      writeFileSync(id, 'an id\n');
      writeFileSync(secret, 'known to nobody\n');
      const named = read({
        VIGIE_S3_ENDPOINT: 'https://s3.example',
        VIGIE_S3_BUCKET: 'captures',
        VIGIE_S3_LOCK_MODE: 'compliance',
        VIGIE_S3_LOCK_DAYS: '90',
        VIGIE_S3_ACCESS_KEY_FILE: id,
        VIGIE_S3_SECRET_KEY_FILE: secret,
      });
      expect(JSON.stringify(named)).not.toContain('known to nobody');
      expect(settingsOf(named)).toMatchObject({
        s3Bucket: 'captures',
        ...{ s3AccessKey: 'an id', s3SecretKey: 'known to nobody' },
        ...{ s3PathStyle: true, s3LockMode: 'compliance', s3LockDays: 90 },
      });
      for (const name of ['worker', 'scheduler'])
        expect(named.services[name]?.environment, name).toMatchObject({ VIGIE_S3_BUCKET: 'captures' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each([
    ['a key to sign archives with', 'evidence.md', 'archive_signing_key', ['scheduler', 'worker']],
    ['secrets of alerts', 'operating.md', 'alert_webhook_secret', ['scheduler', 'worker']],
    // Each of the three reads the files of all sources, and does not start where the key of one cannot be read.
    ['the key of an interface', 'sources.md', 'reddit_key', ['dashboard', 'scheduler', 'worker']],
  ])(
    'gives %s to whom the documented override names, beside the other secrets',
    (_what, page, secret, whom) => {
      const docs = readFileSync(join(projectRoot(), 'docs', page), 'utf8');
      const override = /```yaml\n( *secrets:\n.*?)```/s.exec(docs)?.[1] ?? '';
      const folder = mkdtempSync(join(tmpdir(), 'vigie-compose-'));
      try {
        const file = join(folder, 'override.yml');
        writeFileSync(file, override);
        const { services: all } = read({}, file);
        const having = Object.entries(all).filter(([, { secrets = [] }]) =>
          secrets.some(({ source }) => source === secret),
        );
        expect(having.map(([name]) => name).sort()).toEqual(whom);
        expect(all.worker?.secrets).toContainEqual(expect.objectContaining({ source: 'vault_key' }));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );

  it('runs every service without rights: no root, no capability, nothing writable', () => {
    for (const [name, service] of services) {
      expect(service.user, name).toMatch(/^(?!root|0)/);
      expect(service, name).toMatchObject({
        user: expect.any(String),
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        mem_limit: expect.anything(),
      });
      const binds = (service.volumes ?? []).filter(({ type }) => type === 'bind');
      expect(
        binds.every((bind) => bind.read_only),
        name,
      ).toBe(true);
    }
  });

  it('checks the health of every service that stays; the one that ends says so', () => {
    for (const [name, { healthcheck }] of services) {
      if (name === 'migrate') expect(healthcheck).toEqual({ disable: true });
      else expect(healthcheck?.test?.length, name).toBeGreaterThan(1);
    }
  });

  it('starts Redis so that it keeps what it acknowledged', () => {
    const text = compose.services.redis?.command?.join(' ') ?? '';
    expect(text).toContain('--appendonly yes');
    expect(text).toContain('--appendfsync everysec');
    expect(text).toContain('--maxmemory-policy noeviction');
  });

  it('pins every image to a version', () => {
    for (const [name, { image }] of services) expect(image, name).toMatch(/:\d+(\.\d+)*/);
  });
});

describe('Dockerfile', () => {
  const text = readFileSync(join(projectRoot(), 'Dockerfile'), 'utf8');

  it('pins its base, and ends as a user without rights', () => {
    expect(text.match(/^FROM \S+/gm)?.every((line) => /^FROM node:\d+\.\d+-bookworm-slim$/.test(line))).toBe(
      true,
    );
    expect(text.match(/^USER .*$/gm)?.at(-1)).toBe('USER vigie');
  });

  it('gives the final image neither lock file nor tsconfig.json, so the launcher builds nothing there', () => {
    const final = text.slice(text.lastIndexOf('\nFROM '));
    const copied = final.match(/^COPY .*$/gm)?.join('\n');
    expect(copied).toContain('dist');
    expect(copied).not.toMatch(/package-lock|tsconfig|\bsecrets\b/);
  });

  it('keeps private keys of the configuration out of the image, and out of git', () => {
    const linesOf = (name: string) => readFileSync(join(projectRoot(), name), 'utf8').split('\n');
    // The last line that fits decides.
    const ignored = linesOf('.dockerignore');
    const kept = ignored.indexOf('!config');
    for (const line of ['config/signing', 'config/**/*.key'])
      expect(ignored.indexOf(line), line).toBeGreaterThan(kept);
    expect(linesOf('.gitignore')).toEqual(expect.arrayContaining(['config/signing/', 'config/**/*.key']));
  });

  it('copies all that the program needs to run', () => {
    const image = mkdtempSync(join(tmpdir(), 'vigie-image-'));
    try {
      const final = text.slice(text.lastIndexOf('\nFROM '));
      for (const [, list = ''] of final.matchAll(/^COPY (?:--from=build )?(.*)$/gm)) {
        const words = list.replaceAll('/app/', '').split(' ');
        const target = join(image, words.at(-1) ?? '');
        for (const source of words.slice(0, -1)) {
          const from = join(projectRoot(), source);
          const to = words.at(-1)?.endsWith('/') ? join(target, basename(source)) : target;
          mkdirSync(join(to, '..'), { recursive: true });
          if (source === 'node_modules') symlinkSync(from, to);
          else cpSync(from, to, { recursive: true });
        }
      }
      const score = () => {
        const post = JSON.stringify({ id: 1, text: 'Bake sale in the village hall.' });
        const { stdout, stderr } = spawnSync(process.execPath, ['bin/vigie', 'score'], {
          cwd: image,
          input: `${post}\n`,
          encoding: 'utf8',
          env: { PATH: '', HOME: image },
        });
        expect(stderr).toBe('');
        return JSON.parse(stdout);
      };
      expect(score()).toMatchObject({ id: 1, lane: 'none', release: expect.any(String) });
      // What the build found of the signatures holds for these approvers only.
      writeFileSync(join(image, 'config', 'approvers.yml'), 'approvers: []\n');
      expect(score()).toMatchObject({ id: 1, lane: 'none', release: null });
    } finally {
      rmSync(image, { recursive: true, force: true });
    }
  });

  it('can read what the build wrote, as a user that did not build it', () => {
    const rules = join(projectRoot(), 'dist', 'rules');
    const compiled = readdirSync(join(rules, 'compiled')).map((name) => join(rules, 'compiled', name));
    expect(compiled.map((file) => basename(file))).toEqual(
      expect.arrayContaining(['judged-release.json', expect.stringMatching(/\.bin$/)]),
    );
    const readers = (file: string) => (statSync(file).mode & 0o444).toString(8);
    // Unreadable, the rules were compiled anew at every start of every process: 13 s of computing instead of 0.3.
    for (const file of compiled) expect(readers(file), file).toBe(readers(join(rules, 'index.js')));
  });

  it('reads zod from one file, with its licence', () => {
    const dist = join(projectRoot(), 'dist');
    const modules = ['bin', 'dashboard', 'queue', 'rules', 'workers'].flatMap((room) =>
      readdirSync(join(dist, room), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.js'))
        .map((name) => join(dist, room, name)),
    );
    expect(modules.length).toBeGreaterThan(500);
    expect(modules.filter((file) => /\bfrom ['"]zod['"]/.test(readFileSync(file, 'utf8')))).toEqual([]);
    expect(readFileSync(join(dist, 'packages', 'zod.js'), 'utf8')).toMatch(/^\/\*!\nMIT License/);
  });

  it('installs without running any package script', () => {
    expect(
      text.match(/npm (ci|install|prune).*$/gm)?.every((line) => line.includes('--ignore-scripts')),
    ).toBe(true);
  });
});
