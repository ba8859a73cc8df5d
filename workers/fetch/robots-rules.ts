import { PlacesInPath } from './places-in-path.ts';

export interface RobotsRules {
  readonly isAllowed: (url: string) => boolean;
  /** What `Crawl-delay` says, in seconds; 0 where it says nothing. */
  readonly delaySeconds: number;
}

/** One line `Allow` or `Disallow`, in the form that addresses are compared in. */
interface Rule {
  readonly isAllowing: boolean;
  /** What stands between its wildcards, in order. */
  readonly parts: readonly string[];
  /** Whether an address must end where the rule does. */
  readonly isWhole: boolean;
  readonly length: number;
}

/** Rules under the names that they are for (RFC 9309 section 2.2.1). Of the names only those that matter here are kept. */
interface Group {
  isForUs: boolean;
  isForAll: boolean;
  /** Whether a rule, were it empty, or a pause stands under the names. */
  isFilled: boolean;
  hasRules: boolean;
  delaySeconds: number | undefined;
  readonly rules: Rule[];
}

/**
 * What a robots file says to whom it addresses by `productToken`. A hostile file costs what its length is worth: a rule is kept
 * once, however many names stand above it, and is compared with an address in one pass.
 */
export function readRules(text: string, productToken: string): RobotsRules {
  const groups = groupsOf(text, productToken.toLowerCase()).filter(({ isFilled }) => isFilled);
  const ours = groups.filter(({ isForUs }) => isForUs);
  const heeded = ours.length > 0 ? ours : groups.filter(({ isForAll }) => isForAll);
  const rules = heeded.flatMap((group) => group.rules);
  return {
    isAllowed(address) {
      const { pathname, search } = new URL(address);
      return mostExact(rules, literally(inOneForm(pathname + search)))?.isAllowing ?? true;
    },
    delaySeconds: heeded.flatMap(({ delaySeconds }) => delaySeconds ?? []).at(-1) ?? 0,
  };
}

/** No line but a name behind rules ends a group or begins one (section 2.2.4), so `Crawl-delay` may stand anywhere in it. */
function groupsOf(text: string, token: string): Group[] {
  let group = newGroup();
  const groups = [group];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, field = '', given = ''] = /^\s*([a-z-]+)\s*:([^#]*)/i.exec(line) ?? [];
    const value = given.trim();
    switch (field.toLowerCase()) {
      case 'user-agent': {
        if (group.hasRules) {
          group = newGroup();
          groups.push(group);
        }
        // Some write a version behind the name.
        const name = value.toLowerCase().split('/', 1)[0]?.trim();
        group.isForUs ||= name === token;
        group.isForAll ||= name === '*';
        break;
      }
      case 'allow':
      case 'disallow':
        group.hasRules = true;
        group.isFilled = true;
        if (value !== '' && (group.isForUs || group.isForAll))
          group.rules.push(ruleOf(value, field.toLowerCase() === 'allow'));
        break;
      case 'crawl-delay':
        group.isFilled = true;
        if (!Number.isNaN(Number(value))) group.delaySeconds = Number(value);
        break;
    }
  }
  return groups;
}

function newGroup(): Group {
  return {
    isForUs: false,
    isForAll: false,
    isFilled: false,
    hasRules: false,
    delaySeconds: undefined,
    rules: [],
  };
}

function ruleOf(value: string, isAllowing: boolean): Rule {
  const pattern = withoutInnerEnd(inOneForm(value));
  const isWhole = pattern.endsWith('$');
  const parts = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  return { isAllowing, parts, isWhole, length: pattern.length };
}

/** The longest rule that is about a path; of two as long, the one that allows (section 2.2.2). */
function mostExact(rules: readonly Rule[], path: string): Rule | undefined {
  const places = new PlacesInPath(path);
  let found: Rule | undefined;
  for (const rule of rules) {
    const isNoBetter = found !== undefined && rule.length < found.length;
    const isRepeated = found?.length === rule.length && (found.isAllowing || !rule.isAllowing);
    if (!isNoBetter && !isRepeated && isAbout(rule, path, places)) found = rule;
  }
  return found;
}

/** Each part is looked for behind the one before, where it stands first: no later place could leave more to the others. */
function isAbout({ parts, isWhole }: Rule, path: string, places: PlacesInPath): boolean {
  const [first = '', ...others] = parts;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const last = isWhole ? others.pop() : undefined;
  for (const part of others) {
    const start = places.next(part, at);
    if (start === -1) return false;
    at = start + part.length;
  }
  if (!isWhole) return true;
  return last === undefined ? path.length === at : path.length - last.length >= at && path.endsWith(last);
}

/**
 * RFC 9309 section 2.2.2: a path may be written with or without percent-encoding, in the file and in the address. A quote is
 * encoded by an address in its query alone.
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
