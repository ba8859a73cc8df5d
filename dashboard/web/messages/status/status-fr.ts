import type { StatusMessages } from './status-en.ts';

export const statusFr: StatusMessages = {
  title: 'État',
  lead: 'Comptes depuis le début, même après l’effacement des textes.',
  posts: 'Publications',
  'posts.total': 'Collectées',
  'posts.staged': 'Pas encore évaluées',
  'posts.none':
    'Aucune offre ; texte effacé sous 24 heures, sauf un échantillon tiré au sort (7 jours au plus)',
  'posts.review': 'Vers la file d’examen',
  'posts.protect': 'Vers la file de protection',
  'posts.dead': 'Impossibles à traiter',
  'posts.sum': 'La somme des parties égale les publications collectées.',
  'posts.sum.broken':
    'La somme des parties n’égale pas les publications collectées. Lancez « vigie reconcile ».',
  items: 'Éléments dans la file',
  'items.open': 'Ouverts',
  'items.decided': 'Décidés',
  log: 'Journal de transparence',
  'log.size': 'Entrées',
  'log.root': 'Racine',
  'log.empty': 'Le journal est vide.',
  'log.verify': 'À comparer avec « vigie log verify ».',
};
