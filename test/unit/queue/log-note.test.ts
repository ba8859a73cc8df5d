import { describe, expect, it } from 'vitest';
import { checkpointText, openCheckpoint, parseCheckpoint } from '../../../queue/log/checkpoint.ts';
import { leafHash } from '../../../queue/log/merkle.ts';
import {
  checkSignature,
  cosignedAt,
  cosignText,
  formatNote,
  type NoteVerifier,
  noteSigner,
  parseNote,
  parseVkey,
  SIGNATURE_TYPE,
  signText,
  vkeyOf,
} from '../../../queue/log/note.ts';

// The example of C2SP signed-note v1.0.0.
const VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const NOTE =
  'This is an example message.\n\n— example.com/foo ' +
  'Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

const read = <T>(parsed: T | string): T => {
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
};
const key = () => read<NoteVerifier>(parseVkey(VKEY));
const LOG = noteSigner('unit.example/vigie', SIGNATURE_TYPE.log, Buffer.alloc(32, 1));
const WITNESS = noteSigner('witness.example/one', SIGNATURE_TYPE.cosignature, Buffer.alloc(32, 2));
const TEXT = checkpointText({ origin: LOG.name, size: 7, root: leafHash('root') });
const SIGNED = formatNote({ text: TEXT, signatures: [signText(LOG, TEXT)] });

describe('signed notes', () => {
  it('LOG-04 reads the example of the specification', () => {
    const note = read(parseNote(NOTE));
    expect(note.text).toBe('This is an example message.\n');
    expect(checkSignature(note, key())).toBe('good');
    expect(formatNote(note)).toBe(NOTE);
    expect(vkeyOf(key())).toBe(VKEY);
  });

  it('holds for no other text, and for no other key', () => {
    expect(checkSignature(read(parseNote(NOTE.replace('example m', 'example M'))), key())).toBe('bad');
    expect(checkSignature(read(parseNote(NOTE.replace('com/foo', 'com/bar'))), key())).toBe('missing');
  });

  it.each([
    ['nothing', '', 'no such note'],
    ['no signature', 'text\n\n', '1 to 64 signatures'],
    ['another line', `${NOTE}more\n`, 'another line'],
    ['a control character', NOTE.replace('This', 'Th\tis'), 'control characters'],
    ['too many signatures', NOTE + NOTE.split('\n\n')[1]?.repeat(64), '1 to 64'],
  ])('refuses %s', (_what, text, reason) => {
    expect(parseNote(text)).toContain(reason);
  });

  it.each([
    ['no key', 'example', 'NAME+ID+KEY'],
    ['another ID', VKEY.replace('530d903a', '530d903b'), 'expected the key ID 530d903a'],
    ['another length', 'a+00000000+AAAA', 'NAME+ID+KEY'],
    ['another type', `a+00000000+${Buffer.alloc(33, 6).toString('base64')}`, 'type 6'],
  ])('refuses %s for a verifier key', (_what, text, reason) => {
    expect(parseVkey(text)).toContain(reason);
  });

  it('carries cosignatures with their time, which hold for that time alone', () => {
    const cosignature = cosignText(WITNESS, TEXT, 1_790_000_000);
    const note = { text: TEXT, signatures: [cosignature] };
    expect(checkSignature(note, WITNESS)).toBe('good');
    expect(cosignedAt(cosignature)).toBe(1_790_000_000);
    const later = Buffer.from(cosignature.bytes);
    later.writeBigUInt64BE(1_790_000_001n, 4);
    expect(checkSignature({ text: TEXT, signatures: [{ ...cosignature, bytes: later }] }, WITNESS)).toBe(
      'bad',
    );
  });
});

describe('checkpoints', () => {
  it('LOG-04 are three lines that the log has signed', () => {
    const { checkpoint } = read(openCheckpoint(SIGNED, LOG));
    expect(checkpoint).toMatchObject({ origin: LOG.name, size: 7 });
    expect(checkpoint.root.equals(leafHash('root'))).toBe(true);
  });

  it.each([
    ['another size', SIGNED.replace('\n7\n', '\n8\n'), 'was altered'],
    [
      'another log',
      SIGNED.replaceAll('unit.example', 'other.example'),
      'a checkpoint of the log unit.example/vigie',
    ],
    ['no signature of the log', SIGNED.replace('— unit', '— onit'), 'found none'],
    ['a leading zero', SIGNED.replace('\n7\n', '\n07\n'), 'number of leaves'],
    ['a short root', SIGNED.replace(/\n[^\n]{44}\n\n/, '\nAAAA\n\n'), 'root of 32 bytes'],
  ])('are not believed with %s', (_what, text, reason) => {
    expect(openCheckpoint(text, LOG)).toContain(reason);
  });

  it('have no extension lines', () => {
    expect(parseCheckpoint({ text: `${TEXT}extension\n` })).toContain('three lines');
  });
});
