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

  it('takes undeclared bytes as UTF-8 when they are, else by the language', () => {
    expect(decodeText(utf8('سلام'), 'text/html')).toBe('سلام');
    expect(decodeText(WINDOWS_1251, 'text/html', 'ru-RU')).toBe('привет');
  });

  it('survives labels that do not exist and bytes that mean nothing', () => {
    expect(decodeText(utf8('ok'), 'text/html; charset=klingon')).toBe('ok');
    expect(decodeText(Uint8Array.from([0xc3, 0x28]), 'text/html; charset=utf-8')).toBe('\ufffd(');
  });
});
