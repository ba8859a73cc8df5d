import type { NoticeLanguage } from '../contracts/index.ts';
import { type NoticeWords, WORDS_EN } from './words-en.ts';
import { WORDS_FR } from './words-fr.ts';

export const NOTICE_WORDS: Readonly<Record<NoticeLanguage, NoticeWords>> = { en: WORDS_EN, fr: WORDS_FR };
