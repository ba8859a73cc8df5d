import { describe, expect, it } from 'vitest';
import { sourceFiles, sourceText } from './support/source-files.ts';

/** Packages that hide who asks, or get around what a place says. */
const EVASION = [
  /stealth|undetected|playwright-extra|puppeteer|patchright|rebrowser|selenium|camoufox/,
  /captcha|capsolver|capmonster|deathbycaptcha/,
  /(?:^|[/-])(?:proxy|proxies|socks\d?|tor|vpn)(?:$|[-/])|proxy-agent|proxychain|global-agent|hpagent/,
  /(?:random|fake)-?user-?agent|user-agents|header-generator|fingerprint|got-scraping|cloudscraper|curl-impersonate|tls-client/,
  /tough-cookie|cookie-?jar|fetch-cookie|set-cookie-parser/,
  /instagram-private-api|telegram(?:-client)?$|gramjs|^tdl$|mtproto|whatsapp-web|baileys|facebook-chat-api/,
];

/** Packages that recognise faces or voices, or look persons up. */
const RECOGNITION = [
  /face-?api|face-?recognition|face-?detect|facenet|insightface|deepface|blazeface|face-landmarks|rekognition|vision-?human/,
  /tensorflow|onnxruntime|opencv|mediapipe|@xenova\/|@huggingface\/|openai|dlib|torch/,
  /speaker-?(?:id|verif|recognition)|voice-?print|speechbrain|pyannote|resemblyzer/,
  /clearbit|pipl|fullcontact|peopledatalabs|people-?search|reverse-?(?:image|phone)|hunter-?io|sherlock|maigret|holehe|social-?analy[sz]er|pimeyes|truecaller/,
];

/** Every package that is ever installed, those that others bring along included. */
const installed = Object.keys(
  (JSON.parse(sourceText('package-lock.json')) as { packages: Record<string, unknown> }).packages,
)
  .filter((path) => path !== '')
  .map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));

function denied(names: readonly string[], list: readonly RegExp[]): string[] {
  return names.filter((name) => list.some((pattern) => pattern.test(name)));
}

const code = sourceFiles(['bin', 'queue', 'rules', 'workers', 'dashboard']).map(
  (file) => [file, sourceText(file)] as const,
);

function users(pattern: RegExp): string[] {
  return code.filter(([, text]) => pattern.test(text)).map(([file]) => file);
}

describe('what is installed', () => {
  it('is looked at as a whole', () => expect(installed.length).toBeGreaterThan(200));

  it('PUR-08 holds nothing that hides who asks, or gets around a wall', () => {
    expect(denied(installed, EVASION)).toEqual([]);
  });

  it('MIN-05 holds nothing that recognises faces or voices, or looks persons up', () => {
    expect(denied(installed, RECOGNITION)).toEqual([]);
  });

  it.each([
    ...['puppeteer-extra-plugin-stealth', 'playwright-extra', '2captcha', 'https-proxy-agent', 'proxy-chain'],
    ...['socks', 'random-useragent', 'user-agents', 'fingerprint-generator', 'tough-cookie', 'got-scraping'],
  ])('PUR-08 would be told of %s', (name) => expect(denied([name], EVASION)).toEqual([name]));

  it.each([
    ...['face-api.js', '@vladmandic/face-api', '@tensorflow-models/blazeface', 'onnxruntime-node'],
    ...[
      '@tensorflow/tfjs',
      'opencv4nodejs',
      '@aws-sdk/client-rekognition',
      'clearbit',
      '@xenova/transformers',
    ],
  ])('MIN-05 would be told of %s', (name) => expect(denied([name], RECOGNITION)).toEqual([name]));

  it.each(['undici', 'playwright-core', 'vitest', 'tar-stream', 'bullmq', 'domutils'])(
    'lets %s be',
    (name) => {
      expect(denied([name], [...EVASION, ...RECOGNITION])).toEqual([]);
    },
  );
});

describe('the code', () => {
  it('PUR-08 uses no proxy, no disguise and no stored session of what it has', () => {
    const FEATURES =
      /\b(?:ProxyAgent|EnvHttpProxyAgent|Socks5ProxyAgent|setGlobalDispatcher|addCookies|storageState|httpCredentials|setExtraHTTPHeaders|addInitScript|launchPersistentContext|AutomationControlled)\b|\bproxy\s*:/;
    expect(users(FEATURES)).toEqual([]);
    expect(FEATURES.test('new ProxyAgent(url)')).toBe(true);
  });

  it('MIN-05 draws no face or voice out of media, and describes media without fetching them', () => {
    const FEATURES =
      /\b(?:FaceDetector|faceLandmarks?|(?:face|voice|speaker)Embeddings?|voicePrint|speakerId|getUserMedia)\b/i;
    expect(users(FEATURES)).toEqual([]);
    expect(FEATURES.test('new FaceDetector()')).toBe(true);
  });
});
