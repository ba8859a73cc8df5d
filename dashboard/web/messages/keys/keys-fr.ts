import type { KeysMessages } from './keys-en.ts';

export const keysFr: KeysMessages = {
  title: 'Clavier',
  enabled: 'Raccourcis à une touche actifs',
  'enabled.hint': 'Désactivez-les si vous dictez ou s’ils vous gênent. Tout fonctionne sans eux.',
  close: 'Fermer',
  'group.anywhere': 'Partout',
  'group.queue': 'Dans une file',
  'group.judge': 'Pendant le jugement',
  'group.reveal': 'Après l’explication',
  next: 'Prendre la publication suivante',
  sheet: 'Cette feuille',
  claim: 'Prendre la publication',
  outcomes: 'Offre, pas une offre, protection, indécis',
  reasons: 'Choisir une raison',
  submit: 'Enregistrer',
  keep: 'Garder mon jugement',
  revise: 'Réviser une fois',
  undo: 'Annuler',
  elements: 'Choisir un élément de l’offre',
  cite: 'Passage suivant à citer',
  note: 'Écrire une note ; Ctrl et Entrée enregistrent',
};
