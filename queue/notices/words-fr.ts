import type { NoticeWords } from './words-en.ts';

export const WORDS_FR: NoticeWords = {
  title: {
    notice: 'Notification de contenu illicite – Règlement (UE) 2022/2065, article 16',
    flagger: 'Notification d’un signaleur de confiance – Règlement (UE) 2022/2065, articles 16 et 22',
    order: 'Injonction d’agir contre un contenu illicite – Règlement (UE) 2022/2065, article 9',
  },
  nature: {
    notice:
      'Ceci est une notification au titre de l’article 16. Ce n’est pas une injonction : vous décidez vous-mêmes, avec diligence et objectivité, et elle ne vous oblige à rien d’autre.',
    flagger:
      'Ceci est une notification d’un signaleur de confiance au titre de l’article 22, à traiter en priorité. Ce n’est pas une injonction : vous décidez vous-mêmes, avec diligence et objectivité, et elle ne vous oblige à rien d’autre.',
    order:
      'Ceci est une injonction au titre de l’article 9. Ce n’est pas une notification : elle vous lie sur le territoire indiqué ci-dessous et dit comment elle peut être contestée.',
  },
  subject: {
    notice: 'Notification de contenu illicite',
    flagger: 'Notification d’un signaleur de confiance',
    order: 'Injonction d’agir contre un contenu illicite',
  },
  colon: '\u00a0:',
  reference: 'Notre référence',
  to: 'À',
  posts: 'Les publications',
  postsOnly: 'Il s’agit des publications à ces adresses exactes, et d’aucun compte ni d’aucune personne.',
  grounds: 'Pourquoi ces publications sont illicites',
  provision: 'Disposition',
  protocol:
    'Protocole contre le trafic illicite de migrants par terre, air et mer, articles 3 a) et 6, paragraphe 1 : assurer l’entrée ou le séjour illégal d’une personne, afin d’en tirer un avantage financier ou un autre avantage matériel.',
  procurement: 'L’entrée ou le séjour illégal d’une personne est assuré',
  benefit: 'Pour un avantage financier ou un autre avantage matériel',
  excerpts: 'Passages de la publication sur lesquels cela repose',
  covered: 'Les noms, identifiants et numéros y sont couverts ; les lettres restent à leur place.',
  from: 'Qui écrit',
  authority: 'Autorité',
  email: 'Courriel',
  caseReference: 'Dossier',
  statusTitle: 'Statut de signaleur de confiance',
  status: 'Statut',
  awardedBy: 'Attribué par',
  awardedOn: 'Attribué le',
  orderTitle: 'Sur quoi repose cette injonction',
  decision: 'Décision',
  issuedBy: 'Autorité d’émission',
  legalBasis: 'Base juridique',
  territory: 'Où elle s’applique',
  redress: 'Comment elle peut être contestée, par vous et par l’auteur de la publication',
  faith: 'Déclaration de bonne foi',
  faithText: 'Nous croyons de bonne foi que ce qui est indiqué ici est exact et complet.',
  confirmed:
    'Une personne de l’autorité a confirmé cette déclaration pour ce texte le {time}. Une autre personne l’a rédigé ; aucune des deux n’avait jugé les publications auparavant. Leurs noms sont consignés.',
  evidence: 'Ce qui est conservé',
  recordedAt: 'Enregistré (UTC)',
  hash: 'SHA-256 du procès-verbal de ce qui a été collecté',
  position: 'Position dans notre journal de transparence',
  claims: [
    'Enregistré par nous : l’autorité a enregistré ces publications avec son propre programme, à l’heure indiquée.',
    'Inchangé depuis : ce qui est conservé est ce qui a été enregistré, comme le montrent son empreinte et le journal de transparence.',
    'Existait à une heure : ce qui a été enregistré existait lorsque son empreinte a été consignée.',
  ],
  limits: [
    'Rien ici ne montre qui a écrit une publication ni qui tient un compte.',
    'Rien ici ne montre ce qui a été donné à quelqu’un d’autre, ni à un autre moment.',
    'Aucun programme n’a décidé ceci. Des personnes ont lu les publications et les ont jugées.',
  ],
  answer: 'Votre réponse',
  answerText: {
    notice:
      'Merci de nous indiquer votre décision, et si vous rétablissez une publication ou constatez que nous avions tort, à l’adresse ci-dessus avec notre référence.',
    flagger:
      'Merci de nous indiquer votre décision, et si vous rétablissez une publication ou constatez que nous avions tort, à l’adresse ci-dessus avec notre référence.',
    order:
      'Merci de nous indiquer sans retard injustifié si et quand vous avez donné suite à l’injonction, à l’adresse ci-dessus avec notre référence.',
  },
  persons:
    'Les migrants ne sont pas responsables d’avoir fait l’objet d’un trafic (Protocole, article 5). Merci de ne rien entreprendre sur cette base contre des personnes qui demandent de l’aide ou répondent à de telles offres.',
  correction: {
    subject: 'Retrait',
    title: 'Retrait',
    text: 'Ce que nous vous avons envoyé le {sent} sous notre référence {reference} est retiré à compter du {withdrawn}. Merci de le considérer comme non envoyé.',
    ask: 'Merci de revenir sur ce que vous avez fait pour cette raison, pour autant que rien d’autre ne l’impose, d’en informer les personnes que vous aviez informées, et de nous le confirmer.',
  },
};
