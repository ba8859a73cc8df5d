import type { NoticeWords } from '../messages/notices/notices-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<NoticeWords>({
  en: async () => (await import('../messages/notices/notices-en.ts')).noticesEn,
  fr: async () => (await import('../messages/notices/notices-fr.ts')).noticesFr,
  es: async () => (await import('../messages/notices/notices-es.ts')).noticesEs,
  ar: async () => (await import('../messages/notices/notices-ar.ts')).noticesAr,
});

export const { text: nt, named: noticeNamed } = words;

/** Loads a page that shows notices with their words. */
export async function withNoticeWords<Page>(page: Promise<Page>): Promise<Page> {
  const [loaded] = await Promise.all([page, words.load()]);
  return loaded;
}
