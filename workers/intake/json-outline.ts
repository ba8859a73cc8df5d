/** Texts and numbers of an object, as far as they are short. */
export type Head = ReadonlyMap<string, string>;

/** Which lists hold records, by the keys that lead there; `[]` is a list that is the whole document. */
export type IsWanted = (keys: readonly string[]) => boolean;

interface Frame {
  readonly isList: boolean;
  readonly isWanted: boolean;
  readonly head: Map<string, string>;
  key: string | undefined;
  expectsKey: boolean;
}

/** Longer keys and values are no head of anything; bytes. */
const MAX_TOKEN = 1024;
const MAX_HEAD = 32;
const MAX_DEPTH = 512;

const NOTHING: Head = new Map();

/** Follows the parts of a JSON document that lie around its records: which list is open, and what its object says of it. */
export function createOutline(isWanted: IsWanted) {
  const frames: Frame[] = [];
  let hasBegun = false;
  let hasEnded = false;
  let hasList = false;
  let inString = false;
  let isEscaped = false;
  let token: number[] = [];

  function startsElement(byte: number): boolean {
    return frames.at(-1)?.isWanted === true && byte > 0x20 && byte !== 0x2c && byte !== 0x5d;
  }

  /** @returns what was found where JSON allows no such thing */
  function take(byte: number): string | undefined {
    if (inString) {
      takeInString(byte);
      return undefined;
    }
    switch (byte) {
      case 0x22:
        if (frames.length === 0) return 'text outside of any object';
        inString = true;
        token = [];
        return undefined;
      case 0x7b:
        return open(false);
      case 0x5b:
        return open(true);
      case 0x7d:
      case 0x5d:
        endLiteral();
        return close(byte === 0x5d);
      case 0x2c:
        endLiteral();
        expectKey();
        return undefined;
      case 0x3a:
        return undefined;
      default:
        if (byte <= 0x20) endLiteral();
        else if (frames.length === 0) return hasEnded ? 'more behind its end' : 'something else';
        else add(byte);
        return undefined;
    }
  }

  function takeInString(byte: number): void {
    if (!isEscaped && byte === 0x22) {
      inString = false;
      endString();
      return;
    }
    isEscaped = !isEscaped && byte === 0x5c;
    add(byte);
  }

  function add(byte: number): void {
    if (token.length <= MAX_TOKEN) token.push(byte);
  }

  function expectKey(): void {
    const frame = frames.at(-1);
    if (frame) frame.expectsKey = true;
  }

  function open(isList: boolean): string | undefined {
    if (hasEnded) return 'more behind its end';
    if (frames.length >= MAX_DEPTH) return `more than ${MAX_DEPTH} brackets inside one another`;
    hasBegun = true;
    const keys = frames.flatMap((frame) => (frame.key === undefined ? [] : [frame.key]));
    const frame = { isList, isWanted: isList && isWanted(keys), head: new Map(), key: undefined };
    hasList ||= frame.isWanted;
    frames.push({ ...frame, expectsKey: true });
    return undefined;
  }

  function close(isList: boolean): string | undefined {
    const frame = frames.pop();
    if (frame === undefined || frame.isList !== isList) return 'a bracket that closes nothing';
    hasEnded = frames.length === 0;
    return undefined;
  }

  function endString(): void {
    const frame = frames.at(-1);
    if (frame === undefined || frame.isList) return;
    const text = textOf(token);
    token = [];
    if (frame.expectsKey) {
      frame.key = text ?? '';
      frame.expectsKey = false;
    } else {
      note(frame, text);
    }
  }

  function endLiteral(): void {
    if (token.length === 0) return;
    const frame = frames.at(-1);
    if (frame !== undefined && !frame.isList) note(frame, textOf(token));
    token = [];
  }

  return {
    startsElement,
    take,
    head: (): Head => frames.at(-2)?.head ?? NOTHING,
    get isWhole() {
      return hasEnded;
    },
    /** Whether a wanted list was met, were it empty. */
    get hasList() {
      return hasList;
    },
    get isEmpty() {
      return !hasBegun;
    },
  };
}

function note(frame: Frame, text: string | undefined): void {
  if (text !== undefined && frame.key !== undefined && frame.head.size < MAX_HEAD)
    frame.head.set(frame.key, text);
}

/** `undefined` for what is too long to be a head, or has an escape that JSON has not. */
function textOf(token: readonly number[]): string | undefined {
  if (token.length > MAX_TOKEN) return undefined;
  try {
    return String(JSON.parse(`"${Buffer.from(token).toString('utf8')}"`));
  } catch {
    return undefined;
  }
}
