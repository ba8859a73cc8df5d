import robotsModule from 'robots-parser';

export interface RobotsRules {
  readonly isAllowed: (url: string) => boolean;
  /** What `Crawl-delay` says, in seconds; 0 where it says nothing. */
  readonly delaySeconds: number;
}

/** The package is CommonJS whose types claim a `default` member that is not there at run time. */
const parseRobots = robotsModule as unknown as typeof robotsModule.default;

/**
 * What a robots file says to whom it addresses by `productToken`.
 * @param url the file's own address: it holds for nothing but its origin
 */
export function readRules(url: string, text: string, productToken: string): RobotsRules {
  const parsed = parseRobots(url, asRead(text));
  return {
    isAllowed(address) {
      const { origin, pathname, search } = new URL(address);
      return parsed.isAllowed(origin + literally(inOneForm(pathname + search)), productToken) ?? true;
    },
    delaySeconds: parsed.getCrawlDelay(productToken) ?? 0,
  };
}

/**
 * Each group with its rules in the form that addresses are compared in, and `Crawl-delay` behind them: no other line ends a
 * group or begins one (RFC 9309 section 2.2.4), and the parser takes any for the end of a group's names.
 */
function asRead(text: string): string {
  const read: string[] = [];
  const delays: string[] = [];
  let isInRules = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, name = '', value = ''] = /^\s*([a-z-]+)\s*:([^#]*)/i.exec(line) ?? [];
    const field = name.toLowerCase();
    if (field === 'user-agent') {
      if (isInRules) read.push(...delays.splice(0));
      isInRules = false;
      read.push(line);
    } else if (field === 'allow' || field === 'disallow') {
      isInRules = true;
      read.push(`${field}: ${withoutInnerEnd(inOneForm(value.trim()))}`);
    } else if (field === 'crawl-delay') delays.push(line);
  }
  return [...read, ...delays].join('\n');
}

/**
 * RFC 9309 section 2.2.2: a path may be written with or without percent-encoding, in the file and in the address. The
 * parser encodes more than an address keeps encoded (`[`, `|`) and decodes nothing. A quote is encoded by an
 * address in its query alone.
 */
function inOneForm(path: string): string {
  const decoded = path.replace(/%[0-9a-f]{2}/gi, (code) => {
    const sign = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(sign) ? sign : code.toUpperCase();
  });
  return encodeURI(decoded).replaceAll('%25', '%').replaceAll("'", '%27');
}

/** A rule that means the signs themselves has them encoded (section 2.2.3), where an address has them either way. */
function literally(path: string): string {
  return path.replaceAll('*', '%2A').replaceAll('$', '%24');
}

/** `$` stands for the end at a rule's end alone; before that it is itself. */
function withoutInnerEnd(rule: string): string {
  return rule.replaceAll(/\$(?!$)/g, '%24');
}
