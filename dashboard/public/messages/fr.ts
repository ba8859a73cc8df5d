import type { Messages } from './en.ts';

/** French. Needs review by a native speaker who knows police and asylum wording. */
export const fr: Messages = {
  'site.name': 'Signaler et contester',
  'site.of': 'Un service de {authority}',
  'site.demo': 'Démonstration : tous les contacts sont inventés, et personne ne peut lire ce qui est envoyé.',
  'site.skip': 'Aller au contenu',
  'site.languages': 'Langues',
  'nav.title': 'Pages',
  'nav.home': 'Accueil',
  'nav.report': 'Signaler une offre',
  'nav.contest': 'Contester',
  'nav.receipt': 'Utiliser un reçu',
  'nav.reports': 'Nos rapports',

  'help.title': 'Quelqu’un est en danger ?',
  'help.text':
    'Appelez d’abord. Ces pages ne sont pas lues à toute heure, et un formulaire est plus lent qu’un appel. Vous pouvez demander de l’aide quels que soient vos papiers ou votre statut.',
  'help.emergency': 'Urgences',
  'help.rescue': 'Secours en mer ou à terre',
  'help.protection': 'Protection des enfants et des victimes',
  'help.phone': 'Téléphone',
  'help.page': 'Page',
  'help.checked': 'Vérifié le {date}',

  'home.title': 'Que souhaitez-vous faire ?',
  'home.report':
    'Signaler une offre de passage illicite de personnes vue sur une page publique. Vous n’avez pas à dire qui vous êtes.',
  'home.contest': 'Dire qu’un de vos messages a été pris à tort pour une telle offre.',
  'home.receipt': 'Voir où en est votre signalement ou votre contestation, avec le reçu que vous avez eu.',
  'home.reports':
    'Lire combien de publications ont été observées et jugées, et combien de fois c’était à tort.',
  'limits.title': 'Est-ce vraiment anonyme ?',
  'limits.kept':
    'Nous ne gardons ni adresse réseau, ni cookie, ni rien sur votre appareil, ni journal d’accès. De la date, seul le jour est gardé ; d’une contestation et d’un appel à l’aide, notre journal a aussi le moment de l’enregistrement, sans un mot du contenu.',
  'limits.network':
    'Votre réseau, votre employeur ou quiconque voit votre connexion peut voir que vous avez visité cette page, mais pas ce que vous avez écrit. Le navigateur Tor cache la visite.',
  'limits.device':
    'Votre propre appareil peut se souvenir de la visite. Utilisez une fenêtre privée et fermez-la ensuite.',
  'limits.words':
    'Ce que vous écrivez peut révéler qui vous êtes. Laissez de côté ce que vous seul pouvez savoir, sauf si c’est nécessaire.',

  'form.optional': 'facultatif',
  'form.send': 'Envoyer',
  'form.fault': 'Ceci n’a pas encore été envoyé',
  'form.fault.text': 'Écrivez votre texte ici, en {max} caractères au plus.',
  'form.fault.address':
    'Donnez l’adresse de la page publique où se trouve l’offre, par exemple https://example.org/post/1. Sans elle, nous ne prenons aucun signalement sur une personne, et rien de ceci n’a été gardé.',
  'form.fault.contest-address':
    'Donnez l’adresse publique du message, par exemple https://example.org/post/1.',
  'form.fault.contact': 'Utilisez {max} caractères au plus.',
  'form.fault.pictures': 'Choisissez au plus {max} images, des formats et de la taille que le champ indique.',
  'form.fault.no-room':
    'Plus aucune image ne peut être gardée aujourd’hui. Envoyez encore une fois, sans image : c’est le texte qui compte.',
  'form.fault.form':
    'Cette page était ouverte dans une version qui n’existe plus. Envoyez-la encore une fois.',

  'report.title': 'Signaler une offre',
  'report.about':
    'Pour les offres de faire passer une frontière à des personnes contre de l’argent, vues sur une page publique. Votre envoi est un indice que des personnes examinent. À lui seul il n’accuse personne et n’est pas une preuve.',
  'report.not-about':
    'Pas pour signaler une personne à cause de ses papiers, de son origine ou de son mode de vie. Les personnes qui voyagent, cherchent un chemin ou aident sans en tirer profit ne sont pas visées.',
  'report.address': 'Adresse de la page publique où se trouve l’offre',
  'report.address.hint': 'Copiez-la depuis la barre d’adresse de votre navigateur.',
  'report.address.danger':
    'Si quelqu’un est en danger et qu’il n’y a pas de telle page, laissez ce champ vide.',
  'report.text': 'Qu’avez-vous vu ?',
  'report.text.hint':
    'Dans n’importe quelle langue. Si quelqu’un est en danger, dites où, depuis quand, et comment le joindre.',
  'report.contact': 'Comment pouvons-nous vous joindre ?',
  'report.contact.hint':
    'Rien ne vous est demandé ici. Ce que vous écrivez est scellé pour une clé à part et ne sert jamais à des messages automatiques. Vous pouvez vous en passer : nous répondons par votre reçu.',
  'report.pictures': 'Images',
  'report.pictures.hint':
    'Au plus {max}, de {mib} Mio chacune : JPEG, PNG ou WebP. Elles sont scellées telles quelles et gardées avec un signalement qui nomme une page publique. La copie que l’on regarde ne dit rien du lieu, du moment ni de l’appareil ; ce qu’elle montre reste. Si le formulaire revient, choisissez-les de nouveau.',
  'report.next': 'Ce qui se passe ensuite',
  'report.next.sealed':
    'Votre texte est examiné une fois, en mémoire, pour y chercher des signes que quelqu’un est en danger. Puis il est scellé : seule une clé gardée sur un autre ordinateur, hors d’internet, peut l’ouvrir.',
  'report.next.distress':
    'S’il y a de tels signes, une copie du texte seul va tout de suite au personnel qui protège les personnes, et qui peut la lire. Elle n’est jamais utilisée contre les personnes dont elle parle. Vos coordonnées n’y sont pas jointes.',
  'report.next.kept':
    'Un signalement est effacé après 180 jours au plus. Seule une copie qui n’est pas encore arrivée au personnel qui protège les personnes l’attend au-delà.',

  'contest.title': 'C’était mon message, et ce n’est pas une offre',
  'contest.about':
    'Si vous pensez qu’un de vos messages publics a été pris à tort pour une offre de passage illicite, dites-le ici. Il ne faut aucun compte, et rien n’est à prouver.',
  'contest.address': 'Adresse publique du message',
  'contest.text': 'Pourquoi n’est-ce pas une offre ?',
  'contest.text.hint': 'De quoi parlait le message. Dans n’importe quelle langue.',
  'contest.next': 'Une personne qui n’a rien jugé de ce message décide dans les {days} jours.',
  'contest.next.upheld': 'Si vous avez raison, ce qui a été gardé du message est effacé.',
  'contest.next.silent':
    'La réponse ne dit pas si un message a été gardé, sauf s’il l’a été et que vous avez raison. Si vous n’êtes pas d’accord, vous pouvez vous adresser à {supervision}.',

  'receipt.title': 'Votre reçu',
  'receipt.once':
    'Notez-le ou copiez-le maintenant. Il n’est montré que cette fois, nous ne l’avons pas, et personne ne pourra vous le redonner.',
  'receipt.keep': 'Qui l’a peut lire la réponse qui vous est faite. Gardez-le où personne ne regarde.',
  'receipt.distress':
    'Le texte parle de quelqu’un en danger. Une copie est allée au personnel qui protège les personnes. Si personne n’a encore appelé, appelez maintenant.',
  'receipt.referred-only':
    'Sans l’adresse d’une page publique, il est allé à ce personnel seulement, et non à ceux qui examinent les offres. Ni les images ni la façon de vous joindre n’ont été gardées : si elle est utile, écrivez-la dans le texte et envoyez-le encore une fois.',
  'receipt.twice': 'Ceci a déjà été reçu',
  'receipt.twice.text':
    'Le même formulaire a été envoyé avant. Son reçu a été montré à ce moment, et ne peut plus l’être.',
  'receipt.use': 'Utiliser un reçu',
  'receipt.label': 'Reçu',
  'receipt.hint': 'Quatre groupes de quatre lettres et chiffres.',
  'receipt.show': 'Montrer',
  'receipt.message': 'Ajouter un message à votre signalement',
  'receipt.message.hint':
    'Laissez vide pour seulement regarder. Il est examiné et scellé comme votre signalement.',
  'receipt.message.taken': 'Votre message a été ajouté.',
  'receipt.fault.contest':
    'Une contestation ne prend pas d’autre message : celui-ci n’a pas été envoyé. Ce qu’elle devrait dire de plus peut aller dans une nouvelle contestation. Si quelqu’un est en danger, écrivez-le sur la page « Signaler une offre ».',
  'receipt.unknown': 'Aucun signalement ni contestation n’a ce reçu',
  'receipt.unknown.text':
    'Cherchez une lettre mal tapée. Un reçu prend fin quand ce pour quoi il a été donné est effacé.',
  'receipt.state': 'Où cela en est',
  'receipt.answer': 'Notre réponse',
  'state.contest.received': 'Reçu. Personne ne l’a encore regardé.',
  'state.contest.examined': 'Quelqu’un l’examine.',
  'state.contest.upheld':
    'Décidé : vous avez raison en partie. Une partie de ce qui a été gardé du message a été effacée ; le reste demeure jugé comme il l’était.',
  'state.contest.rejected':
    'Décidé : rien ne change. Soit aucun message de cette adresse n’est gardé, soit la personne qui a décidé a trouvé qu’il reste jugé comme il l’était.',
  'state.contest.erased': 'Décidé : vous avez raison. Ce qui a été gardé du message a été effacé.',
  'state.report.received': 'Reçu. Personne ne l’a encore lu.',
  'state.report.referred': 'Il est auprès des personnes chargées de la protection.',
  'state.report.read': 'Il a été porté à l’ordinateur qui peut l’ouvrir.',
  'state.report.answered': 'Il y a une réponse.',
  'state.report.closed': 'Clos.',

  'reports.title': 'Rapports de transparence',
  'reports.about':
    'Ce que cette autorité dit de sa propre veille : combien de publications ont été lues et jugées, combien de fois c’était à tort, et ce que les contestations sont devenues. Deux personnes ont publié chaque rapport. Il ne contient aucune donnée personnelle.',
  'reports.none': 'Aucun n’a encore été publié.',
  'reports.published': 'Publié le {date}',
  'reports.page': 'Page',
  'reports.print': 'À imprimer (PDF)',
  'reports.figures': 'Chiffres et tableaux',
  'reports.check': 'Comment vérifier un rapport',
  'reports.check.text':
    'Avec tous ses fichiers dans un dossier, {command} recalcule chaque chiffre, sur n’importe quel ordinateur, sans rien qui vienne de nous. Le journal de cette autorité contient le SHA-256 de chaque fichier.',

  'busy.title': 'Trop de personnes écrivent en ce moment',
  'busy.text':
    'Rien n’a été gardé. Attendez une minute et envoyez de nouveau ; ce que vous avez écrit est encore ci-dessous.',
  'busy.pictures':
    'Trop d’images arrivent en ce moment, et rien n’a été gardé. Revenez en arrière, retirez les images ou attendez une minute, puis envoyez de nouveau.',
  'large.title': 'C’est trop long',
  'large.text': 'Rien n’a été gardé. Écrivez moins, ou envoyez en plusieurs parties.',
  'missing.title': 'Cette page n’existe pas',
  'slow.title': 'L’envoi a pris trop de temps',
  'slow.text':
    'Rien n’a été gardé, et d’autres attendaient. Renvoyez-le avec moins d’images ou des images plus petites, ou sans image.',
  'failed.title': 'Quelque chose a échoué de notre côté',
  'failed.text': 'Rien n’a été gardé. Essayez plus tard.',
};
