import type { judgingEn } from './en.ts';

export const judgingFr: Readonly<Record<keyof typeof judgingEn, string>> = {
  'judge.elements.hint':
    'La conduite d’un migrant n’est pas un élément. Le dernier groupe se note si la publication le montre.',
  'element.group.act': 'Ce qui est offert',
  'element.group.benefit': 'Ce que l’auteur recherche',
  'element.group.aggravating': 'Circonstances aggravantes, si elles apparaissent',
  'element.enables_entry': 'L’entrée irrégulière est procurée ou facilitée',
  'element.enables_stay': 'Le séjour irrégulier est facilité',
  'element.procures_documents': 'Des documents à cette fin sont fabriqués ou procurés',
  'element.seeks_benefit': 'Un avantage financier ou autre avantage matériel',
  'element.endangers_life': 'Vie ou sécurité mises en danger',
  'element.degrading_treatment': 'Traitement inhumain ou dégradant, exploitation',
  'judge.cite': 'Passages qui le montrent',
  'judge.cite.hint': 'La touche va d’un passage à l’autre ; la barre d’espace cite.',
  'judge.note.needed': 'Pourquoi c’est une offre',
  'judge.note.why': 'Pourquoi',
  'judge.missing.act': 'Choisissez ce qui est offert.',
  'judge.missing.benefit': 'Choisissez l’avantage recherché.',
  'judge.missing.spans': 'Citez au moins un passage de la publication.',
  'judge.missing.note': 'Écrivez pourquoi c’est une offre.',
  'judge.missing.why': 'Écrivez pourquoi.',
  'judge.held': 'Enregistré dans {seconds} s : une publication se lit d’abord. Toute modification l’arrête.',
  'judge.handed-over': 'Confiée à la protection. Vous ne voyez plus cette publication.',
  'judge.settle.before':
    'Deux personnes ont jugé cette publication et divergent. Votre jugement en est l’issue ; les leurs restent au dossier.',
  'stage.first': 'Premier jugement',
  'stage.revision': 'Révisé après l’explication',
  'stage.after_reveal': 'Jugé à nouveau après l’explication',
  'stage.second': 'Second jugement',
  'stage.adjudication': 'Arbitrage',
  'stage.override': 'Contrôle',
  'reason.approve': 'Le laisse valoir',
  'reason.refuse': 'L’envoie à l’arbitrage',
  'wait.second': 'Enregistré. La publication attend une seconde personne qui ne voit rien de votre jugement.',
  'wait.disputed': 'Enregistré. Les jugements divergent : un arbitre décide.',
  'wait.agreed':
    'Enregistré. Les règles ont reconnu la presse, l’aide ou similaire : le contrôle a le dernier mot.',
  'wait.revealed': 'Une autre personne juge cette publication.',
  'protect.hand-over': 'Une personne est peut-être en danger…',
  'protect.hand-over.hint':
    'Confie la publication à la protection pour de bon. Elle ne pourra plus être une offre et vous ne la verrez plus.',
  'protect.hand-over.choose': 'Choisissez un signe',
  'protect.hand-over.submit': 'Confier à la protection',
  'care.help': 'Aide',
  'care.stop': 'Arrêter pour aujourd’hui',
  'rest.stopped':
    'Vous avez arrêté pour aujourd’hui, jusqu’à {time}. La page « Pour vous » permet de reprendre.',
  'rest.day':
    'Les publications d’une journée sont jugées : les suivantes viennent après {time}. Personne ne peut lever cette limite.',
  'rest.break':
    'C’est l’heure d’une pause : la publication suivante vient après {time}. Personne ne peut lever cette limite.',
  'translation.title': 'Traduction automatique',
  'translation.hint':
    'Faite par une machine de cette unité ; elle peut être fausse. Jugez d’après la publication elle-même.',
  'translation.ask': 'Traduire par machine',
  'translation.failed': 'Le service de traduction n’a pas répondu',
  'translation.cut': 'Seul le début a été traduit.',
};
