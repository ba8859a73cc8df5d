import type { KeysMessages } from '../messages/keys/keys-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<KeysMessages>({
  en: async () => (await import('../messages/keys/keys-en.ts')).keysEn,
  fr: async () => (await import('../messages/keys/keys-fr.ts')).keysFr,
  es: async () => (await import('../messages/keys/keys-es.ts')).keysEs,
  ar: async () => (await import('../messages/keys/keys-ar.ts')).keysAr,
});

export const { load: loadKeyWords, text: keyText } = words;
