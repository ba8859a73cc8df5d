export type DocumentLanguage = 'en' | 'fr';
export const DOCUMENT_LANGUAGES = ['en', 'fr'] as const;

interface Claims {
  readonly claims: readonly string[];
  readonly limits: readonly string[];
}

/**
 * What a bundle claims, in fixed words, and what it does not (EVI-13). An archive's signature says nothing of the place it was
 * taken from (WACZ Signing and Verification, introduction), a time stamp only that a hash existed (RFC 3161, section 1).
 */
export const CLAIMS: Readonly<Record<DocumentLanguage, Claims>> = {
  en: {
    claims: [
      'Recorded by us: the unit recorded these objects with its own program, at the times stated in the collection record.',
      'Unchanged since: the objects are those that were recorded, as their hashes, the unit’s signatures and the transparency log show.',
      'Existed by a time: each object existed by the time that a confirmed time stamp over its hash states.',
    ],
    limits: [
      'Nothing here shows who wrote a post, who runs an account, or that what a post says is true.',
      'Nothing here shows what a server gave to anybody else, or at another time.',
      'A time stamp that is pending or refused shows nothing about time; nor does a proof that names a block which was not checked.',
      'Scores are no evidence. They brought a post before people, who judged it without seeing them first.',
    ],
  },
  fr: {
    claims: [
      'Enregistré par nous : l’unité a enregistré ces objets avec son propre programme, aux heures indiquées dans le procès-verbal de collecte.',
      'Inchangé depuis : les objets sont ceux qui ont été enregistrés, comme le montrent leurs empreintes, les signatures de l’unité et le journal de transparence.',
      'Existait à une heure : chaque objet existait au plus tard à l’heure qu’indique un horodatage confirmé sur son empreinte.',
    ],
    limits: [
      'Rien ici ne montre qui a écrit une publication, qui tient un compte, ni que ce que dit une publication est vrai.',
      'Rien ici ne montre ce qu’un serveur a donné à quelqu’un d’autre, ni à un autre moment.',
      'Un horodatage en attente ou refusé ne montre rien quant à l’heure, ni une preuve qui nomme un bloc non vérifié.',
      'Les scores ne sont pas des preuves. Ils ont porté une publication devant des personnes, qui l’ont jugée sans les voir d’abord.',
    ],
  },
};
