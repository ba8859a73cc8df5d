import { existsSync, realpathSync } from 'node:fs';
import { homedir, platform, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserType, LaunchOptions } from 'playwright-core';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { browserFonts } from './browser-fonts.ts';
import { unpackBundledChromium } from './bundled-chromium.ts';

/** Where a browser came from: the configured path, Playwright's own download, the system, or `@sparticuz/chromium`. */
export type BrowserOrigin = 'configured' | 'playwright' | 'system' | 'bundled';

export interface BrowserInfo {
  readonly path: string;
  readonly origin: BrowserOrigin;
  readonly version: string;
}

export interface FindBrowserOptions {
  /** A fontconfig file to use. @defaultValue one with the system's faces and ours */
  readonly fonts?: string;
  readonly configuredPath?: string | undefined;
  /** Where the bundled Chromium is unpacked. @defaultValue `~/.cache/vigie` */
  readonly cacheFolder?: string | undefined;
  /** Folders searched for a system Chromium. @defaultValue the usual ones of the platform */
  readonly systemFolders?: readonly string[] | undefined;
  /** Origins to try; tests narrow it down. @defaultValue all, in the order of `BrowserOrigin` */
  readonly origins?: readonly BrowserOrigin[] | undefined;
  readonly logger: Logger;
}

export interface FoundBrowser {
  readonly info: BrowserInfo;
  readonly launch: () => Promise<Browser>;
}

interface Candidate {
  readonly origin: BrowserOrigin;
  readonly path: string;
  readonly options: LaunchOptions;
}

const LAUNCH_TIMEOUT_MS = 30_000;
const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const SYSTEM_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  linux: ['/usr/local/bin', '/usr/bin', '/bin', '/snap/bin', '/opt/google/chrome'],
  darwin: [
    '/opt/homebrew/bin',
    '/Applications/Chromium.app/Contents/MacOS',
    '/Applications/Google Chrome.app/Contents/MacOS',
  ],
};

/**
 * The browser has no way out of its own: what is not answered by our fetcher goes nowhere. Two guards see to that, each of which
 * would do: every name and address fails to resolve, and everything is sent to a proxy that does not exist. QUIC is off. WebRTC may not send UDP; the headless shell reads the first spelling, the full
 * browser the second (without it, 3 STUN packets left it in the canary test).
 */
const ARGUMENTS: readonly string[] = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=http://nowhere.invalid:9',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
];

/**
 * Defaults of Playwright that take a page's limits away. Without flooding protection a page that calls
 * `history.pushState` in a loop kept this process busy for a minute beyond its deadline.
 */
const UNWANTED_DEFAULTS: readonly string[] = [
  '--disable-ipc-flooding-protection',
  '--disable-popup-blocking',
];

/**
 * The first Chromium that really starts and opens a page.
 * @throws AppError `browser.none`, saying what was tried and how to get one.
 */
export async function findBrowser(options: FindBrowserOptions): Promise<FoundBrowser> {
  const tried: string[] = [];
  const fonts = options.fonts ?? (platform() === 'linux' ? await ourFonts(options) : undefined);
  for (const origin of options.origins ?? (['configured', 'playwright', 'system', 'bundled'] as const)) {
    for await (const candidate of candidatesOf(origin, options, tried)) {
      try {
        const version = await probe(candidate, fonts);
        const info = { path: candidate.path, origin, version };
        return { info, launch: () => launchCandidate(candidate, fonts) };
      } catch (error) {
        tried.push(`${origin} (${candidate.path}): ${firstLine(error)}`);
        options.logger.warn(
          { origin, path: candidate.path, fault: firstLine(error) },
          'a browser does not start',
        );
      }
    }
  }
  const found = tried.length === 0 ? 'none was found' : `these do not start: ${tried.join('; ')}`;
  throw new AppError(
    'browser.none',
    `expected a Chromium for pages that need JavaScript; ${found}. To get one: install the system package "chromium" ` +
      '(Debian: apt-get install chromium), or run "npx playwright-core install --with-deps chromium", or set ' +
      'VIGIE_CHROMIUM_PATH to one you have',
    { tried },
  );
}

async function* candidatesOf(
  origin: BrowserOrigin,
  options: FindBrowserOptions,
  tried: string[],
): AsyncGenerator<Candidate> {
  switch (origin) {
    case 'configured': {
      const path = options.configuredPath;
      if (path !== undefined) yield { origin, path, options: { executablePath: path } };
      return;
    }
    case 'playwright': {
      const path = (await chromium()).executablePath();
      if (existsSync(path)) yield { origin, path, options: { executablePath: path } };
      return;
    }
    case 'system':
      yield* systemCandidates(options.systemFolders ?? SYSTEM_FOLDERS[platform()] ?? []);
      return;
    case 'bundled':
      yield* bundledCandidates(options.cacheFolder, tried);
      return;
    default:
      origin satisfies never;
  }
}

async function* systemCandidates(folders: readonly string[]): AsyncGenerator<Candidate> {
  const names = platform() === 'darwin' ? [...SYSTEM_NAMES, 'Chromium', 'Google Chrome'] : SYSTEM_NAMES;
  const seen = new Set<string>();
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (!existsSync(path)) continue;
      // /bin is often a link to /usr/bin; a browser that does not start is tried once.
      const target = realpathSync(path);
      if (seen.has(target)) continue;
      seen.add(target);
      yield { origin: 'system', path, options: { executablePath: path } };
    }
  }
}

/** First as the system is, then with the package's own libraries: where NSS exists, the system's is the newer one. */
async function* bundledCandidates(
  cacheFolder: string | undefined,
  tried: string[],
): AsyncGenerator<Candidate> {
  let bundled: Awaited<ReturnType<typeof unpackBundledChromium>>;
  try {
    bundled = await unpackBundledChromium(cacheFolder);
  } catch (error) {
    tried.push(`bundled (@sparticuz/chromium): ${firstLine(error)}`);
    return;
  }
  if (bundled === undefined) return;
  const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf')
    ? {}
    : { FONTCONFIG_PATH: bundled.fonts };
  for (const libraries of [{}, { LD_LIBRARY_PATH: bundled.libraries }]) {
    yield {
      origin: 'bundled',
      path: bundled.path,
      options: { executablePath: bundled.path, env: { ...browserEnvironment(), ...fonts, ...libraries } },
    };
  }
}

/** A page without our faces is better than none. */
async function ourFonts({ cacheFolder, logger }: FindBrowserOptions): Promise<string | undefined> {
  return await browserFonts(cacheFolder).catch((error: unknown) => {
    logger.warn({ fault: firstLine(error) }, 'captures go without our fonts');
    return undefined;
  });
}

/** A small environment of its own: the process's secrets have no business in a browser. */
function browserEnvironment(): Record<string, string> {
  return { HOME: homedir(), PATH: '/usr/local/bin:/usr/bin:/bin', TMPDIR: tmpdir(), LANG: 'C.UTF-8' };
}

/** Loaded when a browser is looked for: most commands look for none, and it costs each of them some 16 MB and a third of a second. */
async function chromium(): Promise<BrowserType> {
  return (await import('playwright-core')).chromium;
}

/** @param fonts a fontconfig file with faces of ours */
async function launchCandidate(candidate: Candidate, fonts: string | undefined): Promise<Browser> {
  const env = candidate.options.env ?? (platform() === 'win32' ? undefined : browserEnvironment());
  return (await chromium()).launch({
    headless: true,
    // Playwright's default is off. Chromium refuses to run sandboxed as root, and only then goes without.
    chromiumSandbox: !isRoot(),
    args: [...ARGUMENTS],
    ignoreDefaultArgs: [...UNWANTED_DEFAULTS],
    timeout: LAUNCH_TIMEOUT_MS,
    // The process's own lifecycle closes the pool; Playwright's handlers would exit the process.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ...candidate.options,
    ...(env === undefined ? {} : { env: fonts === undefined ? env : { ...env, FONTCONFIG_FILE: fonts } }),
  });
}

async function probe(candidate: Candidate, fonts: string | undefined): Promise<string> {
  const browser = await launchCandidate(candidate, fonts);
  try {
    const page = await browser.newPage();
    await page.setContent('<p id="ready">1</p>', { timeout: LAUNCH_TIMEOUT_MS });
    if ((await page.textContent('#ready')) !== '1') throw new Error('it opens a page without showing it');
    return browser.version();
  } finally {
    await browser.close();
  }
}

/** Playwright's message quotes the browser's whole log; a missing library is the line that helps. */
function firstLine(error: unknown): string {
  const lines = (error instanceof Error ? error.message : messageOf(error)).split('\n');
  const library = lines.find((line) => line.includes('error while loading shared libraries'));
  return (library ?? lines[0] ?? '')
    .replace(/^.*?(?=\S*: error while loading)/, '')
    .trim()
    .slice(0, 300);
}

/** As root Chromium starts without its sandbox only. A user whose number has no entry, as in a container, is somebody else. */
function isRoot(): boolean {
  try {
    return userInfo().uid === 0;
  } catch {
    return false;
  }
}
