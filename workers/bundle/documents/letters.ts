import type { Recipient } from '../../../queue/contracts/index.ts';
import type { BundleContents } from '../contents.ts';
import type { DocumentLanguage } from './claims.ts';
import { WORDS } from './words.ts';

/**
 * Draft of a letter that asks the operators of the places to preserve what they have on these posts (Convention on Cybercrime,
 * article 16), one section for each host. It names posts, no account and no person.
 */
export function preservationLetter(contents: BundleContents, language: DocumentLanguage): string {
  const byHost = new Map<string, string[]>();
  for (const { record, exhibit, item } of contents.items) {
    const { host } = new URL(record.finalUrl);
    const times = item.publishedAt === null ? record.startedAt : `${item.publishedAt}; ${record.startedAt}`;
    byHost.set(host, [...(byHost.get(host) ?? []), `  ${exhibit}  ${record.finalUrl}  (${times})`]);
  }
  const { controller, legalBasis } = contents.items[0]?.record.authorisation ?? {
    controller: '…',
    legalBasis: '…',
  };
  const { legalReference } = contents.export;
  const sections = [...byHost].map(([host, lines]) => `${host}\n${lines.join('\n')}\n`).join('\n');
  return LETTER[language]({ controller, legalBasis, legalReference, sections });
}

interface LetterParts {
  readonly controller: string;
  readonly legalBasis: string;
  readonly legalReference: string;
  readonly sections: string;
}

const LETTER: Readonly<Record<DocumentLanguage, (parts: LetterParts) => string>> = {
  en: ({ controller, legalBasis, legalReference, sections }) => `${WORDS.en.draft}

From: ${controller}
Reference: ${legalReference}

Request to preserve data

We ask you to preserve, as they are and for 90 days, the data that you hold on the posts below: the posts themselves, their
attachments, and the traffic and subscriber data that belong to them. Nothing is to be handed over on this letter; that takes
an order of its own. Please do not tell whoever posted, as far as your law allows you not to.

Legal basis of the collection: ${legalBasis}
Legal basis of this request: [to be filled in]

Posts, each with when it was published and when we recorded it:

${sections}
[Name, function, signature, date]
`,
  fr: ({ controller, legalBasis, legalReference, sections }) => `${WORDS.fr.draft}

De : ${controller}
Référence : ${legalReference}

Demande de conservation de données

Nous vous demandons de conserver en l’état, pendant 90 jours, les données que vous détenez sur les publications ci-dessous : les
publications elles-mêmes, leurs pièces jointes, ainsi que les données de trafic et d’abonné qui s’y rapportent. Rien n’est à
remettre sur cette lettre : il y faut une injonction distincte. Merci de ne pas en informer l’auteur, dans la mesure où votre droit
le permet.

Base légale de la collecte : ${legalBasis}
Base légale de la présente demande : [à compléter]

Publications, chacune avec l’heure de publication et celle de notre enregistrement :

${sections}
[Nom, fonction, signature, date]
`,
};

/** What is called back, of one export. */
export interface RecalledExport {
  readonly number: number;
  readonly caseNumber: number;
  readonly recipient: Recipient;
  /** Places of the items in the export. */
  readonly places: readonly number[];
  readonly raisedAt: string;
}

/** Draft of the notice by which items that were handed over are called back. It says that they are, and not why. */
export function recallNotice(recalled: RecalledExport, language: DocumentLanguage): string {
  const { number, caseNumber, recipient, places, raisedAt } = recalled;
  const exhibits = places.map((place) => `${caseNumber}/${number}/${place}`).join(', ');
  return language === 'en'
    ? `${WORDS.en.draft}

To: ${recipient.name}
${recipient.address}

Recall of evidence

The following exhibits of bundle ${caseNumber}/${number} are withdrawn as of ${raisedAt}: ${exhibits}.

Please stop using them, tell everybody you gave them to, destroy your copies or return them where your law forbids that, and
confirm in writing that you have. They are no evidence of an offer and must not be used against anybody.

[Name, function, signature, date]
`
    : `${WORDS.fr.draft}

À : ${recipient.name}
${recipient.address}

Rappel de preuves

Les pièces suivantes du dossier ${caseNumber}/${number} sont retirées à compter du ${raisedAt} : ${exhibits}.

Merci de cesser de les utiliser, d’en informer toute personne à qui vous les avez transmises, de détruire vos copies ou de les
rendre là où votre droit l’interdit, et de le confirmer par écrit. Elles ne prouvent aucune offre et ne doivent servir contre
personne.

[Nom, fonction, signature, date]
`;
}
