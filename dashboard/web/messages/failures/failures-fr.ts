import type { FailureMessages } from './failures-en.ts';

export const failuresFr: FailureMessages = {
  'failure.notice.refused':
    'Cela ne peut pas être notifié en l’état. Ce qui l’empêche est indiqué ci-dessous.',
  'failure.item.conflict': 'Cela a changé depuis que vous l’avez ouvert. Regardez à nouveau.',
  'failure.item.not-found': 'Cela n’est pas ici, ou ne vous est pas ouvert.',
  'failure.question.nobody':
    'Personne d’autre ne peut répondre sans manquer ensuite pour la juger. Jugez « Impossible à dire », ou remettez-la.',
  'failure.item.too-early': 'Prenez d’abord le temps de lire.',
  'failure.input.invalid': 'Quelque chose dans ce qui a été envoyé ne convient pas.',
  'failure.413': 'C’est trop volumineux.',
  'failure.request.forbidden': 'Vos rôles ne le permettent pas.',
  'failure.session.other':
    'Quelqu’un d’autre s’est connecté ici depuis. Rien n’a été fait ; la page est maintenant la sienne.',
  'failure.session.stale': 'Connectez-vous à nouveau : il faut une preuve récente de votre identité.',
  'failure.sign-in.refused': 'Cela n’a pas été accepté.',
  'failure.sign-in.throttled': 'Trop de tentatives. Attendez avant la prochaine.',
  'failure.link.invalid': 'Le lien a servi ou a expiré. Demandez-en un autre.',
  'failure.passkey.none':
    'Aucune clé d’accès n’a été donnée : annulation, délai dépassé, ou pas de clé pour Vigie ici.',
  'failure.passkey.known': 'Cette clé d’accès est déjà enregistrée.',
  'failure.page.gone':
    'Vigie a peut-être été renouvelé depuis que vous avez ouvert cette page. « Réessayer » la rouvre.',
  'failure.account.conflict': 'Le compte ne le permet pas pour l’instant.',
  'failure.account.roles': 'Ces rôles ne peuvent pas être tenus par une seule personne.',
  'failure.account.not-found': 'Ce compte n’existe pas.',
  'failure.translator.unavailable': 'Le traducteur ne répond pas.',
  'failure.provider.unavailable': 'Le fournisseur d’identité ne répond pas.',
  'failure.source.refused': 'L’autorisation de la source ne permet pas cette requête.',
  'failure.source.unreachable': 'La source ne répond pas.',
  'failure.rules.changed':
    'Les fichiers des règles ont changé depuis le démarrage de ce processus. Il faut le redémarrer.',
  'failure.400': 'La requête ne convient pas.',
  'failure.401': 'Vous n’étiez pas connecté. Recommencez.',
  'failure.403': 'Cela a été refusé.',
  'failure.404': 'Cela n’est pas ici.',
  'failure.409': 'Ce n’est pas possible maintenant.',
  'failure.410': 'Ce n’est plus valable.',
  'failure.422': 'Pas encore.',
  'failure.429': 'Trop à la fois. Attendez un peu.',
  'failure.502': 'Un endroit interrogé par Vigie ne répond pas comme il devrait.',
  'failure.503': 'Vigie ne peut pas le faire maintenant.',
  'failure.500': 'Une panne s’est produite dans Vigie. Donnez à votre opérateur la référence ci-dessous.',
};
