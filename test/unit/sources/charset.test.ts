import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../workers/fetch/charset.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const WINDOWS_1256 = Uint8Array.from([0xe3, 0xd1, 0xcd, 0xc8, 0xc7]); // مرحبا
const WINDOWS_1251 = Uint8Array.from([0xef, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]); // привет

describe('decoding', () => {
  it('believes a byte-order mark before the header', () => {
    expect(
      decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('é')]), 'text/html; charset=iso-8859-1'),
    ).toBe('é');
    expect(decodeText(Uint8Array.from([0xff, 0xfe, 0x41, 0x00]), '')).toBe('A');
  });

  it('believes the header before a declaration inside', () => {
    expect(decodeText(WINDOWS_1256, 'text/html; charset="windows-1256"')).toBe('مرحبا');
  });

  it('reads XML and meta declarations', () => {
    const xml = Uint8Array.from([...utf8('<?xml version="1.0" encoding="windows-1251"?>'), ...WINDOWS_1251]);
    expect(decodeText(xml, 'text/xml')).toContain('привет');
    const meta = Uint8Array.from([...utf8('<html><meta charset=windows-1256><p>'), ...WINDOWS_1256]);
    expect(decodeText(meta, 'text/html')).toContain('مرحبا');
  });

  it.each(['win-1251', 'none', 'binary'])(
    'reads them below a header with a label "%s" that names none',
    (label) => {
      const page = Uint8Array.from([...utf8('<html><meta charset="windows-1251"><p>'), ...WINDOWS_1251]);
      expect(decodeText(page, `text/html; charset=${label}`)).toContain('привет');
    },
  );

  it('takes undeclared bytes as UTF-8 when they are, else by the language', () => {
    expect(decodeText(utf8('سلام'), 'text/html')).toBe('سلام');
    expect(decodeText(WINDOWS_1251, 'text/html', 'ru-RU')).toBe('привет');
  });

  it('survives labels that do not exist and bytes that mean nothing', () => {
    expect(decodeText(utf8('ok'), 'text/html; charset=klingon')).toBe('ok');
    expect(decodeText(Uint8Array.from([0xc3, 0x28]), 'text/html; charset=utf-8')).toBe('\ufffd(');
  });

  const hex = (digits: string) => Uint8Array.from(Buffer.from(digits, 'hex'));
  const RUSSIAN = 'четыре места в пятницу';

  it.each([
    ['windows-1256', 'ar', 'c3d1c8dac920e3dec7dacf20ede6e320c7e1cce3dac9', 'أربعة مقاعد يوم الجمعة'],
    ['windows-1254', 'tr', '4dfd73fd7220fd736dfd20fef620f0fc', 'Mısır ısmı şö ğü'],
    ['koi8-r', 'ru', 'dec5d4d9d2c520cdc5d3d4c120d720d0d1d4cec9c3d5', RUSSIAN],
    ['windows-1251', 'ru', 'f7e5f2fbf0e520ece5f1f2e020e220effff2ede8f6f3', RUSSIAN],
  ])('reads %s by its label, by its language, and under a wrong label', (charset, language, digits, text) => {
    const bytes = hex(digits);
    expect(decodeText(bytes, `text/html; charset=${charset}`)).toBe(text);
    expect(decodeText(bytes, 'text/html', language)).toBe(text);
    expect(decodeText(bytes, 'text/html; charset=utf-8', language)).toBe(text);
    const page = Uint8Array.from([...utf8(`<html lang="${language}">`), ...bytes]);
    expect(decodeText(page, 'text/html')).toContain(text);
  });

  it.each([
    ['windows-1256', 'c3d1c8dac920e3dec7dacf', 'أربعة مقاعد'],
    ['iso-8859-9', 'fefdf020fef6f0', 'şığ şöğ'],
    ['gb18030', 'd0c7c6dacee5d3d0cbc4b8f6cebbd6c3', '星期五有四个位置'],
  ])(
    'believes a document that is in the %s it declares, below a header that says UTF-8 of everything',
    (charset, digits, text) => {
      const xml = Uint8Array.from([...utf8(`<?xml version="1.0" encoding="${charset}"?>`), ...hex(digits)]);
      expect(decodeText(xml, 'text/xml; charset=utf-8')).toContain(text);
      const meta = Uint8Array.from([...utf8(`<html><meta charset="${charset}">`), ...hex(digits)]);
      expect(decodeText(meta, 'text/html; charset=utf-8')).toContain(text);
    },
  );

  it('reads XML in UTF-16 without a mark, whichever byte comes first', () => {
    const xml = '<?xml version="1.0" encoding="utf-16"?><a>أربعة</a>';
    const little = Buffer.from(xml, 'utf16le');
    expect(decodeText(little, 'text/xml')).toBe(xml);
    expect(decodeText(Buffer.from(little).swap16(), 'text/xml; charset=utf-16')).toBe(xml);
  });

  it('keeps UTF-8 with a broken byte in it, and UTF-8 under the label of a single-byte charset', () => {
    const dirty = Uint8Array.from([...utf8(RUSSIAN), 0xff]);
    expect(decodeText(dirty, 'text/html; charset=utf-8', 'ru')).toBe(`${RUSSIAN}\ufffd`);
    expect(decodeText(utf8(RUSSIAN), 'text/html; charset=windows-1251', 'ru')).toBe(RUSSIAN);
  });
});
