import type { EvidenceMessages } from '../messages/evidence/evidence-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<EvidenceMessages>({
  en: async () => (await import('../messages/evidence/evidence-en.ts')).evidenceEn,
  fr: async () => (await import('../messages/evidence/evidence-fr.ts')).evidenceFr,
  es: async () => (await import('../messages/evidence/evidence-es.ts')).evidenceEs,
  ar: async () => (await import('../messages/evidence/evidence-ar.ts')).evidenceAr,
});

export const { load: loadEvidenceWords, text: et, named: evidenceNamed } = words;
