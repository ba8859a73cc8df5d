import type { TryingWords } from './trying-en.ts';

export const tryingFr: TryingWords = {
  'try.title': 'Essayer un texte',
  'try.lead':
    'Comment les règles en vigueur lisent un texte. Pour qui écrit des règles : qui doit juger une publication la juge d’abord.',
  'try.text': 'Texte',
  'try.hint': 'Il est évalué puis oublié : ni conservé, ni journalisé.',
  'try.missing': 'Écrivez d’abord un texte.',
  'try.submit': 'Le lire',
  'try.language': 'Langue : {language}',
  'try.lane.review': 'Il irait dans la file d’examen',
  'try.lane.protect': 'Il irait dans la file de protection',
  'try.lane.none': 'Il serait effacé sans que personne le voie',
  'try.packs.awaited': 'Lecture des paquets de règles pour ce qu’ils sont seuls à dire ; quelques secondes.',
  'try.packs.told':
    'Ce que seuls les paquets disent est affiché aussi : quels mots ont été lus, et ce que trouveraient les règles en observation.',
  'try.packs.changed':
    'Les fichiers des règles ont changé depuis le démarrage de ce processus ; ils ne peuvent donc dire ni quels mots ont été lus, ni ce que trouveraient les règles en observation. Il faut le redémarrer, ou rétablir les fichiers.',
  'try.packs.unreadable':
    'Les fichiers des règles sont illisibles ; ils ne peuvent donc dire ni quels mots ont été lus, ni ce que trouveraient les règles en observation. « vigie rules lint » en nomme les défauts.',
  'try.packs.failed': 'Ce que seuls les paquets disent n’a pas pu être chargé',
  'try.errored': 'Règles qui ont échoué, dans les mots du programme, en anglais',
  'try.read-as': 'Lu comme',
  'try.wrongly': 'Trouve à tort, on le sait',
  'try.shadow': 'En observation : trouvé par des règles qui ne parlent pas',
  'try.shadow.hint': 'Rien de cela n’est compté : ces règles sont à l’essai.',
  'try.named': 'Nommé dans le texte',
  'try.named.hint': 'Cela ne dit rien pour ni contre une offre.',
  'try.named.same': 'identique à',
  'try.named.phone': 'Numéro de téléphone',
  'try.named.handle': 'Nom de compte',
  'try.named.link': 'Lien',
  'try.named.price': 'Somme',
  'try.named.route': 'Trajet',
  'try.named.date': 'Date',
  'try.lacks': 'Ce qui manque pour l’examen',
  'try.lacks.provider':
    'La voix de qui fournit le voyage, par exemple « nous vous emmenons », « il reste des places » ou « paiement à l’arrivée ».',
  'try.lacks.kinds': 'Genres d’indices indépendants : nécessaires {needed}, trouvés {count} ({found}).',
  'try.lacks.threshold': 'Points : nécessaires {needed}, trouvés {score}, manquants {more}.',
  'try.lacks.protect':
    'Non demandé : dans le texte d’une personne en danger, rien n’est compté, ni pour une offre ni contre.',
};
