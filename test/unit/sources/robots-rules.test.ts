import { describe, expect, it } from 'vitest';
import { readRules } from '../../../workers/fetch/robots-rules.ts';

const ORIGIN = 'https://site.example';

function isAllowed(file: string, path: string): boolean {
  return readRules(file, 'Vigie').isAllowed(ORIGIN + path);
}

describe('a rule of robots.txt and an address', () => {
  it.each([
    ['/*?filter[', '/list?filter[a]=1'],
    ['/*?filter[', '/list?filter%5ba%5D=1'],
    ['/*?filter%5b', '/list?filter[a]=1'],
    ['/*[private]', '/x[private]'],
    ['/a|b', '/a|b'],
    ['/a|b', '/a%7cb'],
    ['/list?{a}^`', '/list?{a}^`'],
    ["/*?name='", "/list?name='x'"],
    ["/it's", "/it's"],
    ['/private/', '/%70rivate/x'],
    ['/%70rivate/', '/private/x'],
    ['/%7Ejoe/', '/~joe/'],
    ['/~joe/', '/%7ejoe/'],
    ['/café', '/caf%c3%a9'],
    ['/caf%c3%a9', '/café'],
    ['/100%', '/100%'],
    ['/100%25', '/100%25'],
    ['/*.pdf$', '/a%2Epdf'],
    ['/closed # for now', '/closed'],
    ['/a-%2A', '/a-*'],
    ['/a-%2a', '/a-%2A'],
    ['/a-*', '/a-*'],
    ['/a-*b', '/a-%2Ab'],
    ['/price-%24', '/price-$'],
    ['/price-%24$', '/price-$'],
    ['/a$b', '/a$b'],
    ['/a$b', '/a%24b'],
    ['/*$', '/a$'],
  ])('Disallow: %s is about %s', (rule, path) => {
    expect(isAllowed(`User-agent: *\nDisallow: ${rule}\n`, path)).toBe(false);
  });

  it.each([
    ['/a/b', '/a%2Fb'],
    ['/100%25', '/100%'],
    ['/*.pdf$', '/a.pdfx'],
    ['/a-%2A', '/a-b'],
    ['/price-%24', '/price-'],
    ['/price-$', '/price-$'],
    ['', '/'],
  ])('Disallow: %s is not about %s', (rule, path) => {
    expect(isAllowed(`User-agent: *\nDisallow: ${rule}\n`, path)).toBe(true);
  });

  it('are compared by what they mean where an Allow is more exact', () => {
    const file = 'User-agent: *\nDisallow: /list\nAllow: /list?open[\n';
    expect(isAllowed(file, '/list?open[a]=1')).toBe(true);
    expect(isAllowed(file, '/list?other[a]=1')).toBe(false);
  });
});

describe('a group of robots.txt', () => {
  it.each([
    ['Sitemap: https://site.example/s.xml'],
    ['Crawl-delay: 9'],
    ['Host: site.example'],
    ['Noindex: /x'],
    ['# a remark'],
    [''],
  ])('goes on behind "%s" among its names', (line) => {
    const file = `User-agent: Vigie\n${line}\nUser-agent: Other\nDisallow: /\n`;
    expect(isAllowed(file, '/x')).toBe(false);
  });

  it.each([['Sitemap: https://site.example/s.xml'], ['Crawl-delay: 9']])(
    'goes on behind "%s" among its rules, and ends at the next name',
    (line) => {
      const file = `User-agent: Vigie\nDisallow: /a\n${line}\nDisallow: /b\nUser-agent: Other\nDisallow: /c\n`;
      expect(['/a', '/b', '/c'].map((path) => isAllowed(file, path))).toEqual([false, false, true]);
    },
  );

  it.each([
    ['User-agent: Vigie\nCrawl-delay: 9\nDisallow: /a\nUser-agent: Other\nCrawl-delay: 5', 9],
    ['User-agent: Other\nDisallow: /a\nCrawl-delay: 5\nUser-agent: Vigie\nDisallow: /b', 0],
    ['User-agent: Vigie\nCrawl-delay: 9\nUser-agent: Other\nDisallow: /', 9],
    ['\ufeffUser-agent : *\r\nCrawl-delay:9 # seconds\r\n', 9],
  ])('has its own pause: %j', (file, seconds) => {
    expect(readRules(file, 'Vigie').delaySeconds).toBe(seconds);
  });
});

describe('a hostile robots.txt', () => {
  it('with thousands of names above thousands of rules costs what its length is worth', () => {
    const names = Array.from({ length: 5000 }, (_, at) => `User-agent: a${at}\n`).join('');
    const file = `${names}User-agent: *\n${'Disallow: /x\n'.repeat(30_000)}`;
    expect(isAllowed(file, '/x')).toBe(false);
    expect(isAllowed(file, '/y')).toBe(true);
  });

  it('with wildcards in every rule is compared with a long address in one pass', () => {
    const file = `User-agent: *\n${`Disallow: /${'*a'.repeat(1000)}\n`.repeat(240)}`;
    const begun = performance.now();
    expect(isAllowed(file, `/${'a'.repeat(4000)}b`)).toBe(false);
    expect(isAllowed(file, `/${'a'.repeat(999)}`)).toBe(true);
    // It took five seconds; a busy machine is slow, but not a hundred times.
    expect(performance.now() - begun).toBeLessThan(1500);
  });

  it('with short parts that nearly match a long address everywhere is compared in one look at it', () => {
    const all = Array.from({ length: 36_000 }, (_, at) => at.toString(36).padStart(3, 'z'));
    const ends = all.filter((end) => !end.startsWith('a'));
    const file = `User-agent: *\n${ends.map((end) => `Disallow:*aaa${end}\n`).join('')}`;
    const { isAllowed: asked } = readRules(file, 'Vigie');
    const begun = performance.now();
    for (const last of ['b', 'c', 'd', 'e', 'f'])
      expect(asked(`https://site.example/${'a'.repeat(4000)}${last}`)).toBe(true);
    expect(asked(`https://site.example/${'a'.repeat(4000)}zz0`)).toBe(false);
    // It took a second for each.
    expect(performance.now() - begun).toBeLessThan(1500);
  });

  it.each(['__proto__', 'constructor'])('that names "%s" is read like any other', (name) => {
    const file = `User-agent: ${name}\nDisallow: /a\nUser-agent: *\nDisallow: /b\n`;
    expect(['/a', '/b'].map((path) => isAllowed(file, path))).toEqual([true, false]);
  });
});

describe('wildcards in a rule', () => {
  it.each([
    ['/a*b*c', '/a-b-c', false],
    ['/a*b*c', '/a-c-b', true],
    ['/*ab$', '/abab', false],
    ['/*ab$', '/aba', true],
    ['/ab*ab$', '/ab', true],
    ['/ab*ab$', '/abab', false],
    ['/**', '/', false],
    ['/a$', '/a', false],
    ['/a$', '/ab', true],
    ['/a*$', '/ab', false],
    ['/ab*ab', '/abb', true],
    ['/ab*ab', '/aab-ab', true],
    ['/ab*ab*ab', '/ab-ab', true],
    ['/ab*ab*ab', '/ab-abab', false],
    ['/a*b**c', '/abc', false],
    ['/*abcdefgh*h', '/abcdefgh', true],
    ['/*abcdefgh*h', '/abcdefgh-h', false],
    ['*', '/', false],
    ['a', '/a', true],
  ])('Disallow: %s leaves %s open: %s', (rule, path, isOpen) => {
    expect(isAllowed(`User-agent: *\nDisallow: ${rule}\n`, path)).toBe(isOpen);
  });
});
