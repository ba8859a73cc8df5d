import type { LetterWords } from './words-en.ts';

export const LETTER_FR: LetterWords = {
  title: 'Ce qui a été fait au sujet d’une de vos publications',
  titleWithdrawn: 'Ce qui a été fait au sujet d’une de vos publications, et qui est retiré',
  lead: 'Vous recevez cette lettre parce que la publication ci-dessous provient d’un compte que l’on joint de cette façon. Un outil automatisé a pris part à ce qui a été fait, et vous pouvez le contester.',
  post: 'La publication',
  byReference: 'La publication visée sous notre référence {reference}.',
  unnamed:
    'La publication au sujet de laquelle vous recevez cette lettre. Nous n’en donnons pas l’adresse dans cette lettre.',
  postOnly: 'Cette lettre porte sur cette seule publication. Elle ne dit pas qui l’a écrite.',
  done: 'Ce qui a été fait',
  act: {
    bundle:
      'Le {day}, un enregistrement de la publication a été remis à l’autorité suivante, qui peut l’utiliser dans une procédure pénale : {to}.',
    notice:
      'Le {day}, nous avons indiqué à {to} que nous considérons la publication comme un contenu illicite (règlement (UE) 2022/2065, article 16), sous notre référence {reference}. La plateforme décide elle-même de ce qu’elle fait.',
    flagger:
      'Le {day}, nous avons indiqué à {to}, en tant que signaleur de confiance, que nous considérons la publication comme un contenu illicite (règlement (UE) 2022/2065, article 22), sous notre référence {reference}. La plateforme décide elle-même de ce qu’elle fait.',
    order:
      'Le {day}, une injonction d’agir contre la publication a été adressée à {to} (règlement (UE) 2022/2065, article 9), sous notre référence {reference}.',
  },
  copy: {
    title: 'Ce qui a été fait au sujet d’une publication identique, mot pour mot, à l’une des vôtres',
    titleWithdrawn:
      'Ce qui a été fait au sujet d’une publication identique, mot pour mot, à l’une des vôtres, et qui est retiré',
    lead: 'Vous recevez cette lettre parce que la publication ci-dessous provient d’un compte que l’on joint de cette façon, et que quelque chose a été fait au sujet d’une publication identique, mot pour mot. Un outil automatisé y a pris part, et vous pouvez le contester.',
    bundle:
      'Le {day}, un enregistrement d’une publication identique, mot pour mot, a été remis à l’autorité suivante, qui peut l’utiliser dans une procédure pénale : {to}. L’enregistrement indique combien de publications identiques ont été trouvées ; celle qui figure ci-dessus en fait partie.',
  },
  withdrawn:
    'Ceci est retiré à compter du {withdrawn}. Nous en informons le destinataire ({to}) et lui demandons de le considérer comme non avenu. Vous n’avez rien à faire ; ce qui suit reste votre droit.',
  how: 'Comment c’est arrivé',
  howText: [
    'Un outil automatisé collecte des publications publiques et leur attribue un score selon des règles écrites par des personnes et publiques. Il a soumis la publication à des personnes. Il ne décide rien et n’agit pas.',
    'Deux personnes ont lu la publication et l’ont jugée, chacune sans savoir ce que l’autre avait dit ; en cas de désaccord, une troisième a tranché. D’autres, qui ne l’avaient pas jugée, ont décidé de ce qui a été fait et en répondent.',
  ],
  contest: 'Comment vous pouvez contester',
  contestText:
    'Vous pouvez dire que la publication a été prise pour ce qu’elle n’est pas, ou que ce qui a été fait est une erreur. Il ne vous faut ni compte ni avocat, et vous n’avez pas à dire qui vous êtes. Une personne qui n’y a pas pris part décide, dans un délai de {days} jours.',
  contestPage: 'Indiquez l’adresse de la publication sur cette page :',
  contestWrite: 'Écrivez à l’adresse ci-dessous, avec la référence de cette lettre.',
  rights:
    'Vous pouvez aussi demander quelles données vous concernant sont détenues, les faire rectifier ou effacer, et saisir un tribunal. Contester ne vous cause aucun désavantage.',
  supervision: 'Vous pouvez introduire une réclamation auprès de l’autorité suivante : {supervision}.',
  from: 'Qui écrit',
  authority: 'Autorité',
  email: 'Courriel',
  day: 'Jour',
  fillIn: '[à compléter]',
};
