import type { Catalogue } from '../translator.js';

/** French texts in ICU MessageFormat. */
export const fr: Catalogue = {
  // Between words
  'words.comma': ', ',
  'words.label': '{label} : ',
  'words.sentences': '{first}. {second}',

  // The card of a request, and what stands in front of it in notifications
  'card.headline': '{requester} demande l’accès à {organization} avec le jeton {token}',
  'card.headline.ended': '{requester} a demandé l’accès à {organization} avec le jeton {token}',
  'card.reason.none': 'Aucune raison indiquée.',
  'card.reason.unknown': 'GitHub n’a pas encore communiqué la raison.',
  'card.repositories': 'Dépôts',
  'card.repositories.all': 'tous les dépôts de l’organisation {organization}, y compris les futurs',
  'card.repositories.none': 'uniquement les dépôts publics',
  'card.repositories.among': '{count, number}, dont ',
  'card.repositories.count-only': '{count, plural, one {# dépôt} other {# dépôts}}',
  'card.repositories.unknown': 'certains dépôts ; GitHub n’a pas encore précisé lesquels',
  'card.repositories.private': '{name} (privé)',
  'card.more': '{count, plural, one {et # autre} other {et # autres}}',
  'card.permissions.organization': 'Autorisations d’organisation',
  'card.permissions.repository': 'Autorisations de dépôt',
  'card.permissions.other': 'Autorisations de compte',
  'card.permission': '{name} : {level}',
  'card.level.read': 'lecture',
  'card.level.write': 'écriture',
  'card.level.admin': 'administration',
  'card.expires': 'Expiration du jeton',
  'card.expires.never': 'jamais',
  'card.last-used': 'Dernière utilisation',
  'card.last-used.never': 'jamais',
  'card.waiting': 'En attente depuis',
  'card.asked': 'Date de la demande',
  'card.warning': 'À vérifier de près : {warnings}.',
  'card.warning.writes-everywhere': 'il peut modifier tous les dépôts',
  'card.warning.administers': 'il peut modifier des paramètres ou des membres',
  'card.warning.never-expires': 'il n’expire jamais',
  'card.on-github': 'Ouvrir sur GitHub',
  'card.approve': 'Approuver',
  'card.deny': 'Refuser…',
  'card.details': 'Détails',
  'card.approve.label': 'Approuver le jeton {token} ({requester})',
  'card.deny.label': 'Refuser le jeton {token} ({requester}), avec une raison facultative',
  'card.details.label': 'Détails du jeton {token} ({requester})',
  'card.gone': 'Cette demande n’est plus connue ici. La liste sur GitHub indique ce qu’elle est devenue.',

  // The line that says where a request stands
  'state.pending': 'En attente de décision.',
  'state.pending.suspended':
    'En attente de décision, uniquement sur GitHub : la GitHub App de PATrol est suspendue dans {organization}.',
  'state.pending.uninstalled':
    'En attente de décision, uniquement sur GitHub : la GitHub App de PATrol n’est plus installée dans {organization}.',
  'state.deciding.approve': 'Approbation par {approver} en cours d’envoi à GitHub…',
  'state.deciding.deny': 'Refus par {approver} en cours d’envoi à GitHub…',
  'state.approved': 'Approuvée par {approver}, {when}',
  'state.denied': 'Refusée par {approver}, {when}',
  'state.approved.delegated': 'Approuvée par {approver} pour l’équipe {team}, {when}',
  'state.denied.delegated': 'Refusée par {approver} pour l’équipe {team}, {when}',
  'state.approved.github': 'Approuvée sur GitHub par {approver}, {when}',
  'state.denied.github': 'Refusée sur GitHub par {approver}, {when}',
  'state.approved.unnamed': 'Approuvée sur GitHub, {when}',
  'state.denied.unnamed': 'Refusée sur GitHub, {when}',
  'state.cancelled': 'Annulée par {requester}, {when}',
  'state.expired': 'Le jeton a expiré ({when}) avant toute décision',
  'state.closed':
    'Disparue de GitHub, {when} ; GitHub n’indique pas comment elle a pris fin. Cette demande ne donne aucun accès au jeton.',

  // Many requests that are announced together
  'summary.burst':
    'De nombreuses demandes de jeton pour {organization} sont arrivées en peu de temps. {count, plural, one {# autre est annoncée} other {# autres sont annoncées}} ici dans un seul message, sans carte individuelle.',
  'summary.first-sync':
    'PATrol surveille désormais {organization}. {count, plural, one {# demande de jeton y était déjà} other {# demandes de jeton y étaient déjà}} en attente.',
  'summary.counts': '{waiting} ; {ended}.',
  'summary.waiting':
    '{count, plural, =0 {Plus aucune en attente} one {# en attente de décision} other {# en attente de décision}}',
  'summary.approved': '{count, plural, one {# approuvée} other {# approuvées}}',
  'summary.denied': '{count, plural, one {# refusée} other {# refusées}}',
  'summary.ended': '{count, plural, one {# terminée autrement} other {# terminées autrement}}',
  'summary.none-ended': 'aucune décision pour l’instant',
  'summary.open': 'Ouvrir la liste',
  'summary.open.label': 'Ouvrir la liste des demandes de jeton en attente dans {organization}',
  'summary.history': 'Décisions prises',

  // What the review channel is told of an organization
  'organization.suspended':
    'La GitHub App de PATrol a été suspendue dans {organization}. {waiting, plural, =0 {Aucune demande n’y attend de décision.} one {# demande y est en attente et ne peut être traitée que sur la page GitHub, jusqu’à ce qu’un propriétaire lève la suspension.} other {# demandes y sont en attente et ne peuvent être traitées que sur la page GitHub, jusqu’à ce qu’un propriétaire lève la suspension.}}',
  'organization.uninstalled':
    'La GitHub App de PATrol a été désinstallée de l’organisation {organization}. {waiting, plural, =0 {Aucune demande n’y attend de décision.} one {# demande y est en attente et ne peut être traitée que sur la page GitHub, à moins qu’un propriétaire ne réinstalle la GitHub App.} other {# demandes y sont en attente et ne peuvent être traitées que sur la page GitHub, à moins qu’un propriétaire ne réinstalle la GitHub App.}}',
  'organization.installed':
    'La GitHub App de PATrol fonctionne de nouveau dans {organization}. {waiting, plural, =0 {Aucune demande n’y attend de décision.} one {# demande y est en attente et peut être traitée ici.} other {# demandes y sont en attente et peuvent être traitées ici.}}',
  'organization.on-github': 'Ses demandes sur GitHub',

  // Details and the Deny modal
  'details.title': 'Demande de jeton',
  'details.loading': 'Vérification de votre accès auprès de GitHub…',
  'details.close': 'Fermer',
  'details.decision': 'Décision',
  'details.decision.approve': 'Approuver : le jeton obtient l’accès demandé',
  'details.decision.deny': 'Refuser : le jeton n’obtient aucun accès',
  'details.reason': 'Raison, communiquée au demandeur',
  'details.reason.placeholder': 'Pourquoi vous prenez cette décision',
  'details.number': 'Numéro chez GitHub : {number}',
  'details.submit': 'Envoyer la décision',
  'details.repositories': 'Dépôts {from}–{to} sur {count}',
  'details.previous': 'Précédent',
  'details.next': 'Suivant',
  'deny.title': 'Refuser la demande',
  'deny.submit': 'Refuser',
  'deny.cancel': 'Annuler',
  'deny.reason': 'Raison',
  'deny.reason.hint': 'Le demandeur la lira avec la décision.',
  'deny.reason.placeholder': 'Que faudrait-il changer ?',
  'notice.reminder':
    'Toujours en attente : {requester} a demandé l’accès à {organization} avec le jeton {token}, et personne n’a décidé. Date de la demande : {since}.',
  'notice.expired-undecided':
    'Le jeton {token} ({requester}) a expiré avant toute décision. Il n’y a plus rien à faire.',
  'reminder.summary':
    '{waiting, plural, one {# de ces demandes attend toujours une décision. Date de la demande : {since}.} other {# de ces demandes attendent toujours une décision. Date de la plus ancienne : {since}.}}',
  'reminder.owners':
    '{count, plural, one {# demande d’accès à {organization} attend} other {# demandes d’accès à {organization} attendent}} depuis longtemps, et vous pouvez décider.',
  'reminder.owners.done': 'Aucune de ces demandes d’accès à {organization} n’attend plus.',
  'reminder.further': '{count, plural, one {et # autre} other {et # autres}}',

  // Direct messages
  'notice.waiting':
    'Votre jeton {token} attend l’approbation d’un propriétaire de l’organisation {organization}. D’ici là, il n’a accès en lecture qu’aux ressources publiques : les appels à des ressources privées répondent « Not Found ». La décision vous sera communiquée ici.',
  'notice.approved': 'Votre jeton {token} a maintenant accès à {organization} : {approver} l’a approuvé.',
  'notice.approved.unnamed':
    'Votre jeton {token} a maintenant accès à {organization} : il a été approuvé sur GitHub.',
  'notice.approved.next': 'Vous pouvez l’utiliser dès maintenant ; vous n’avez rien d’autre à faire.',
  'notice.denied': 'Votre jeton {token} n’obtient pas l’accès à {organization} : {approver} l’a refusé.',
  'notice.denied.unnamed':
    'Votre jeton {token} n’obtient pas l’accès à {organization} : il a été refusé sur GitHub.',
  'notice.denied.next':
    'Il permet toujours de lire les ressources publiques. Créez un jeton avec un accès plus restreint ou parlez-en au propriétaire qui a décidé.',
  'notice.denied.no-reason': 'Aucune raison n’a été indiquée.',
  'notice.expired':
    'Votre jeton {token} a expiré avant qu’un propriétaire de l’organisation {organization} ne décide. Pour refaire une demande, créez un jeton avec une expiration plus lointaine.',
  'notice.no-address':
    'Je n’ai trouvé ni compte Slack ni adresse e-mail pour {requester} : personne ne l’informera de la suite donnée à cette demande. Merci de vous en charger.',
  'notice.your-tokens': 'Vos jetons sur GitHub',
  'notice.failed':
    'Votre décision sur le jeton {token} ({requester}, {organization}) n’a pas été appliquée. {why}',
  'failure.not-owner':
    'D’après GitHub, vous n’êtes plus propriétaire de l’organisation. La demande est de nouveau en attente : demandez à un propriétaire de la traiter.',
  'failure.not-linked':
    'Votre compte Slack n’est plus associé à un compte GitHub. La demande est de nouveau en attente : tapez /tokens link, puis décidez à nouveau.',
  'failure.not-signed-in':
    'GitHub a mis fin à la connexion avec laquelle vos décisions sont envoyées. La demande est de nouveau en attente : tapez /tokens link, puis décidez à nouveau.',
  'failure.account-changed':
    'Vous avez associé un autre compte GitHub entre-temps. La demande est de nouveau en attente : veuillez décider à nouveau.',
  'failure.not-active': 'D’après Slack, votre compte a été désactivé. La demande est de nouveau en attente.',
  'failure.other-workspace':
    'D’après Slack, vous ne faites pas partie de cet espace de travail. La demande est de nouveau en attente.',
  'failure.github-sso':
    'L’organisation exige d’abord une connexion SAML. Connectez-vous sur GitHub, puis décidez à nouveau ; la demande est de nouveau en attente.',
  'failure.github-sso.link': 'Se connecter avec SAML',
  'failure.own-request': 'C’est votre propre demande. Un autre propriétaire doit la traiter.',
  'failure.github-down':
    'GitHub est resté injoignable pendant un quart d’heure. La demande est de nouveau en attente : veuillez décider à nouveau ou passer par la page GitHub.',
  'failure.github-limited':
    'GitHub impose à PATrol une attente trop longue pour une décision. La demande est de nouveau en attente : veuillez décider plus tard ou passer par la page GitHub.',
  'failure.outcome-unknown':
    'La réponse de GitHub s’est perdue et, depuis, GitHub n’indique pas ce qu’est devenue la demande. Rien ne sera renvoyé tant que ce n’est pas établi ; la page GitHub permet de le voir.',
  'failure.app-not-installed':
    'La GitHub App de PATrol n’est plus installée dans l’organisation ou y est suspendue. Décidez sur la page GitHub ou demandez à un propriétaire de la réinstaller.',
  'failure.github-app-gone':
    'La GitHub App de PATrol a été désinstallée de l’organisation, ou y a été suspendue, avant que GitHub ne reçoive la décision. Décidez sur la page GitHub ou demandez à un propriétaire de la réinstaller.',
  'failure.app-gone-since':
    'La réponse de GitHub s’est perdue et, depuis, la GitHub App de PATrol a été désinstallée de l’organisation ou y a été suspendue : impossible de voir d’ici ce qu’est devenue la demande. Consultez la page GitHub ; si la GitHub App est rétablie d’ici un jour, la carte l’indiquera.',
  'failure.github-403':
    'GitHub a rejeté la décision (403) : il manque peut-être à la GitHub App l’autorisation « Personal access token requests: write », ou elle est suspendue. Demandez à la personne qui administre PATrol de vérifier la GitHub App, ou décidez sur la page GitHub. La demande est de nouveau en attente.',
  'failure.github-404':
    'GitHub ne connaît pas la demande, ou la GitHub App n’est plus installée dans l’organisation (404). Consultez la page GitHub. La demande est de nouveau en attente.',
  'failure.github-422':
    'GitHub a jugé la décision irrecevable (422). Réessayez avec une autre raison ou décidez sur la page GitHub. La demande est de nouveau en attente.',
  'failure.superseded':
    'La demande a pris fin sur GitHub avant l’arrivée de votre décision ; la carte indique comment.',
  'failure.lost':
    'La réponse de GitHub s’est perdue et la demande a disparu de sa liste. Consultez la page GitHub pour savoir ce qu’elle est devenue.',
  'failure.unseen':
    'La réponse de GitHub s’est perdue et, pendant un jour, la GitHub App de PATrol n’a pas eu accès à l’organisation pour voir ce qu’est devenue la demande. Consultez la page GitHub ; une fois la GitHub App rétablie, la carte l’indiquera.',
  'failure.other':
    'GitHub a rejeté la décision. La demande est de nouveau en attente : réessayez ou décidez sur la page GitHub.',

  // E-mail
  'mail.approved.subject': 'Approuvé : votre jeton « {token} » pour {organization}',
  'mail.denied.subject': 'Refusé : votre jeton « {token} » pour {organization}',
  'mail.greeting': 'Bonjour {requester},',
  'mail.approved':
    '{approver} a approuvé l’accès demandé par votre jeton d’accès personnel affiné « {token} » dans l’organisation {organization}.',
  'mail.approved.unnamed':
    'L’accès demandé par votre jeton d’accès personnel affiné « {token} » dans l’organisation {organization} a été approuvé sur GitHub.',
  'mail.denied':
    '{approver} a refusé l’accès demandé par votre jeton d’accès personnel affiné « {token} » dans l’organisation {organization}.',
  'mail.denied.unnamed':
    'L’accès demandé par votre jeton d’accès personnel affiné « {token} » dans l’organisation {organization} a été refusé sur GitHub.',
  'mail.reason': 'Raison :',
  'mail.footer':
    'PATrol, avec lequel les propriétaires de vos organisations décident des demandes de jeton, vous a envoyé cet e-mail parce que vous avez demandé un accès avec un jeton d’accès personnel.',
  'mail.stop.decision': 'Ne plus recevoir d’e-mails sur les décisions',
  'mail.stop.digest': 'Ne plus recevoir le récapitulatif par e-mail',
  'mail.stop.home':
    'Pour ne plus recevoir ces e-mails, ouvrez l’onglet Accueil de PATrol dans Slack et changez vos paramètres, ou demandez à la personne qui administre PATrol de les arrêter.',
  'unsubscribe.decision.question': 'Ne plus recevoir d’e-mails sur les décisions ?',
  'unsubscribe.decision.what':
    'PATrol n’écrira plus à {address} lorsqu’une de vos demandes de jeton est approuvée ou refusée. Les messages dans Slack continuent.',
  'unsubscribe.decision.stopped':
    'PATrol n’écrit plus à {address} lorsqu’une de vos demandes de jeton est approuvée ou refusée. Les messages dans Slack continuent, ainsi que les autres e-mails.',
  'unsubscribe.decision.resumed':
    'PATrol écrit à {address} lorsqu’une de vos demandes de jeton est approuvée ou refusée.',
  'unsubscribe.digest.question': 'Ne plus recevoir le récapitulatif par e-mail ?',
  'unsubscribe.digest.what':
    'PATrol n’enverra plus son récapitulatif des demandes de jeton en attente à {address}. Les messages dans Slack continuent.',
  'unsubscribe.digest.stopped':
    'PATrol n’envoie plus son récapitulatif des demandes de jeton en attente à {address}. Les messages dans Slack continuent, ainsi que les e-mails sur les décisions concernant vos propres demandes.',
  'unsubscribe.digest.resumed':
    'PATrol envoie son récapitulatif des demandes de jeton en attente à {address}.',
  'unsubscribe.stop': 'Arrêter ces e-mails',
  'unsubscribe.stopped': 'Ces e-mails sont arrêtés',
  'unsubscribe.undo': 'Était-ce une erreur ?',
  'unsubscribe.resume': 'Les recevoir de nouveau',
  'unsubscribe.resumed': 'Ces e-mails arrivent de nouveau',
  'unsubscribe.bad-link': 'Ce lien ne fonctionne pas',
  'unsubscribe.bad-link.next':
    'Rien n’a été changé. Le lien a peut-être été coupé ou vient d’un ancien e-mail : utilisez celui du dernier e-mail reçu, ouvrez l’onglet Accueil de PATrol dans Slack et changez vos paramètres, ou demandez à la personne qui administre PATrol d’arrêter ces e-mails.',
  'unsubscribe.busy': 'Trop de visites en même temps',
  'unsubscribe.busy.next': 'Rien n’a été changé. Veuillez réessayer dans une minute.',
  'unsubscribe.failed': 'Un problème est survenu',
  'unsubscribe.failed.next':
    'Rien n’a été changé. Veuillez réessayer ; si le problème persiste, communiquez ce numéro à la personne qui administre PATrol : {reference}.',

  // Bulk decisions
  'bulk.title': 'Demande sélectionnée…',
  'bulk.submit': 'Envoyer les décisions',
  'bulk.back': 'Retour',
  'bulk.requests': '{count, plural, one {# demande} other {# demandes}}',
  'bulk.summary': '{requests} : {whose}',
  'bulk.whose': '{requesters}, dans {organizations}.',
  'bulk.of': '{login} ({count, number})',
  'bulk.of-others': '{others, plural, one {# autre personne} other {# autres personnes}} ({count, number})',
  'bulk.more-organizations': '{count, plural, one {# autre} other {# autres}}',
  'bulk.warning':
    '{count, plural, one {# d’entre elles demande un accès étendu : vérifiez-la} other {# d’entre elles demandent un accès étendu : vérifiez-les}} de près avant d’approuver.',
  'bulk.what-happens':
    'GitHub est informé immédiatement ; il n’y a pas de retour en arrière possible ici. Les demandes que quelqu’un d’autre traite entre-temps restent telles quelles. Chaque demandeur reçoit un seul message pour toutes ses demandes.',
  'bulk.decision.approve': 'Approuver : les jetons obtiennent l’accès demandé',
  'bulk.decision.deny': 'Refuser : les jetons n’obtiennent aucun accès',
  'bulk.decision.missing': 'Choisissez l’une des deux options.',
  'bulk.reason': 'Raison, communiquée à chaque demandeur',
  'bulk.too-slow':
    'L’opération a pris trop de temps. Si votre décision a tout de même été prise en compte, vous en recevrez les résultats par message direct. Si rien n’arrive d’ici une minute, veuillez sélectionner à nouveau les demandes.',
  'bulk.results.title': 'Demandes sélectionnées',
  'bulk.loading': 'Recherche des résultats…',
  'bulk.drafted':
    '{total, plural, one {# demande, pas encore traitée} other {# demandes, pas encore traitées}}',
  'bulk.asked.approve': 'Approbation de {total, plural, one {# demande} other {# demandes}} en cours…',
  'bulk.asked.deny': 'Refus de {total, plural, one {# demande} other {# demandes}} en cours…',
  'bulk.ended.approve':
    '{done, plural, one {# demande approuvée} other {# demandes approuvées}} sur {total, number}',
  'bulk.ended.deny':
    '{done, plural, one {# demande refusée} other {# demandes refusées}} sur {total, number}',
  'bulk.ended.approve.all':
    '{total, plural, one {# demande approuvée} other {Les # demandes ont été approuvées}}',
  'bulk.ended.deny.all': '{total, plural, one {# demande refusée} other {Les # demandes ont été refusées}}',
  'bulk.ended.but': '{outcome} ; {others}',
  'bulk.count.already-decided':
    '{count, plural, one {# a été traitée par quelqu’un d’autre} other {# ont été traitées par d’autres personnes}}',
  'bulk.count.cancelled':
    '{count, plural, one {# avait été annulée ou avait expiré} other {# avaient été annulées ou avaient expiré}}',
  'bulk.count.refused': '{count, plural, one {# a été rejetée} other {# ont été rejetées}}',
  'bulk.count.unknown':
    'pour {count, number}, impossible de savoir ce qu’{count, plural, one {elle est devenue} other {elles sont devenues}}',
  'bulk.progress': 'terminé pour {settled, number} sur {total, number}',
  'bulk.progress.approved': '{count, plural, one {# approuvée} other {# approuvées}}',
  'bulk.progress.denied': '{count, plural, one {# refusée} other {# refusées}}',
  'bulk.progress.submitted':
    '{count, plural, one {# transmise} other {# transmises}} (en attente de confirmation par GitHub)',
  'bulk.progress.waiting':
    '{count, plural, one {# reste à envoyer à GitHub} other {# restent à envoyer à GitHub}}',
  'bulk.may-close':
    'Vous pouvez fermer cette fenêtre : le traitement continue et vous recevrez les résultats par message direct.',
  'bulk.subject': '{requester}, {token} ({organization})',
  'bulk.result': '{subject} : {outcome}',
  'bulk.outcome.waiting': 'reste à envoyer à GitHub.',
  'bulk.outcome.submitted': 'transmise ; en attente de confirmation par GitHub.',
  'bulk.outcome.approved': 'approuvée',
  'bulk.outcome.denied': 'refusée',
  'bulk.outcome.left': 'laissée telle quelle. {state}',
  'bulk.outcome.unknown':
    'impossible de savoir si la décision a été appliquée. La page GitHub indique ce qu’est devenue la demande.',
  'bulk.outcome.failed': 'décision non appliquée. {why}',
  'bulk.refusal.already-decided': 'laissée telle quelle, quelqu’un d’autre a été plus rapide.',
  'bulk.refusal.app-not-installed':
    'la GitHub App de PATrol n’est pas installée dans l’organisation ou y est suspendue. Décidez sur la page GitHub.',
  'bulk.refusal.github-silent':
    'GitHub n’a pas confirmé à temps que vous pouvez la traiter, donc rien n’a été fait. Elle est toujours en attente, veuillez réessayer.',
  'bulk.refusal.not-owner':
    'd’après GitHub, vous n’êtes pas propriétaire actif de l’organisation. Demandez à un propriétaire de la traiter.',
  'bulk.refusal.not-signed-in':
    'vos décisions y sont envoyées en votre nom, et votre compte GitHub n’est pas connecté. Tapez /tokens link, puis décidez à nouveau.',
  'bulk.refusal.own-request': 'c’est votre propre demande. Un autre propriétaire doit la traiter.',
  'bulk.refusal.request-gone':
    'elle n’est plus connue ici. La liste sur GitHub indique ce qu’elle est devenue.',
  'bulk.refusal.token-expired': 'le jeton a expiré, il n’y a plus rien à décider.',
  'bulk.more': '{count, plural, one {et # autre} other {et # autres}}',
  'bulk.results': 'Afficher tous les résultats',
  'bulk.results.label':
    'Afficher tous les résultats de votre décision sur {total, plural, one {# demande} other {# demandes}}',
  'bulk.refresh': 'Actualiser',
  'bulk.notice.approved':
    '{approver} a approuvé {count, plural, one {# de vos demandes de jeton} other {# de vos demandes de jeton}} :',
  'bulk.notice.approved.unnamed':
    '{count, plural, one {# de vos demandes de jeton a été approuvée} other {# de vos demandes de jeton ont été approuvées}} sur GitHub :',
  'bulk.notice.approved.next':
    'Ce qui a été approuvé fonctionne dès maintenant ; vous n’avez rien d’autre à faire.',
  'bulk.notice.denied':
    '{approver} a refusé {count, plural, one {# de vos demandes de jeton} other {# de vos demandes de jeton}} :',
  'bulk.notice.denied.unnamed':
    '{count, plural, one {# de vos demandes de jeton a été refusée} other {# de vos demandes de jeton ont été refusées}} sur GitHub :',
  'bulk.notice.denied.next':
    'Les jetons refusés permettent toujours de lire les ressources publiques. Créez des jetons avec un accès plus restreint ou parlez-en au propriétaire qui a décidé.',
  'bulk.notice.line': '{token} dans {organization}',
  'bulk.notice.others': '{count, plural, one {# autre} other {# autres}}',
  'bulk.mail.approved.subject':
    'Approbation de {count, plural, one {# de vos demandes de jeton} other {# de vos demandes de jeton}}',
  'bulk.mail.approved.subject.in':
    'Approbation de {count, plural, one {# de vos demandes de jeton} other {# de vos demandes de jeton}} pour {organization}',
  'bulk.mail.denied.subject':
    'Refus de {count, plural, one {# de vos demandes de jeton} other {# de vos demandes de jeton}}',
  'bulk.mail.denied.subject.in':
    'Refus de {count, plural, one {# de vos demandes de jeton} other {# de vos demandes de jeton}} pour {organization}',
  'bulk.mail.approved':
    '{approver} a approuvé l’accès demandé par {count, plural, one {l’un de vos jetons d’accès personnels affinés} other {# de vos jetons d’accès personnels affinés}} :',
  'bulk.mail.approved.unnamed':
    'L’accès demandé par {count, plural, one {l’un de vos jetons d’accès personnels affinés} other {# de vos jetons d’accès personnels affinés}} a été approuvé sur GitHub :',
  'bulk.mail.denied':
    '{approver} a refusé l’accès demandé par {count, plural, one {l’un de vos jetons d’accès personnels affinés} other {# de vos jetons d’accès personnels affinés}} :',
  'bulk.mail.denied.unnamed':
    'L’accès demandé par {count, plural, one {l’un de vos jetons d’accès personnels affinés} other {# de vos jetons d’accès personnels affinés}} a été refusé sur GitHub :',
  'bulk.mail.line': '« {token} » dans {organization}',

  // What people run into
  'error.not-linked':
    'Je ne sais pas encore quel compte GitHub est le vôtre : je ne peux donc pas vérifier que vous avez le droit de faire cela. Connectez-le, et je vous le proposerai à nouveau.',
  'error.not-linked.ask':
    'Je ne sais pas quel compte GitHub est le vôtre : je ne peux donc pas vérifier que vous avez le droit de faire cela. Demandez à la personne qui administre PATrol d’associer votre compte (SLACK_GITHUB_USERS), ou décidez sur la page GitHub.',
  'error.not-signed-in':
    'Vos décisions sont envoyées à GitHub en votre nom, afin que le journal d’audit de GitHub vous mentionne. Pour cela, connectez votre compte GitHub ; je vous le proposerai ensuite à nouveau.',
  'error.not-active': 'D’après Slack, ce compte est un bot ou a été désactivé : rien n’a été fait.',
  'error.person-unknown':
    'Slack n’a pas indiqué à temps qui vous êtes : rien n’a été fait. Veuillez réessayer dans une minute.',
  'error.too-many-tries':
    'Trop de tentatives en peu de temps. Veuillez patienter quelques minutes, puis réessayer.',
  'error.account-changed':
    'Vous avez associé un autre compte GitHub entre-temps : rien n’a été fait. Veuillez décider à nouveau.',
  'error.link-expired':
    'Ce lien n’est plus valable : il fonctionne pendant dix minutes, une seule fois, dans le navigateur qui l’a ouvert. Retournez dans Slack et choisissez à nouveau « Connecter GitHub », ou tapez /tokens link.',
  'error.link-denied':
    'Vous n’avez pas autorisé PATrol à savoir qui vous êtes sur GitHub : aucun compte n’a été associé. Si vous changez d’avis, tapez /tokens link dans Slack.',
  'error.link-refused':
    'GitHub n’a pas accepté la connexion. Retournez dans Slack et tapez /tokens link pour réessayer ; si le problème persiste, prévenez la personne qui administre PATrol.',
  'error.link-taken':
    'Ce compte GitHub est déjà associé à un autre compte Slack. Si les deux sont à vous, tapez d’abord /tokens unlink avec cet autre compte. Sinon, prévenez un propriétaire de votre organisation.',
  'error.link-of-operator':
    'La personne qui administre PATrol a associé votre compte Slack au compte GitHub {login}. Connectez-vous à GitHub avec {login}, ou demandez-lui de modifier SLACK_GITHUB_USERS.',
  'error.not-owner':
    'Seul un propriétaire actif de l’organisation {organization} peut traiter cette demande et, d’après GitHub, {login} n’en est pas un. Adressez-vous à un propriétaire.',
  'error.own-request':
    'C’est votre propre demande, {login}. Un autre propriétaire de l’organisation {organization} doit la traiter.',
  'error.other-workspace':
    'Seuls les membres de cet espace de travail peuvent faire cela. Demandez à un propriétaire de l’organisation présent ici de décider.',
  'error.already-decided': 'Vous arrivez trop tard.',
  'error.already-yours': 'Vous avez déjà pris cette décision.',
  'error.token-expired': 'Le jeton a expiré entre-temps : il n’y a plus rien à décider.',
  'error.request-gone':
    'Cette demande n’est plus connue ici. La liste sur GitHub indique ce qu’elle est devenue.',
  'error.reason-too-long':
    'La raison compte {length, number} caractères ; GitHub en accepte {limit, number}. Veuillez la raccourcir.',
  'error.github-silent':
    'GitHub n’a pas confirmé à temps que vous avez le droit de faire cela : rien n’a été fait. Veuillez réessayer dans une minute.',
  'error.app-not-installed':
    'La GitHub App de PATrol n’est pas installée dans {organization} ou y est suspendue : aucune décision n’est possible ici. Demandez à un propriétaire de la réinstaller, ou décidez sur la page GitHub.',
  'error.too-slow':
    'L’opération a pris trop de temps. Regardez la carte dans un instant : si rien n’y a changé, veuillez réessayer.',
  'error.not-yours-to-read':
    'Seuls les propriétaires de l’organisation {organization} et l’auteur de la demande peuvent voir ceci.',
  'error.list-gone':
    'Cette liste a été ouverte il y a trop longtemps. Rouvrez-la avec /tokens pending ; ce qui y était sélectionné n’a pas été traité.',
  'error.nothing-selected': 'Sélectionnez au moins une demande.',
  'error.too-many-selected':
    'Vous pouvez traiter au plus {limit, number} demandes à la fois ; {count, number} sont sélectionnées.',
  'error.bulk-gone': 'Cette décision n’est plus connue ici. Rouvrez la liste : /tokens pending.',
  'error.bulk-already-asked':
    'Vous avez déjà envoyé cette décision ; vous en recevrez les résultats par message.',
  'error.unknown':
    'Un problème est survenu ici et aucune décision n’a été prise. Veuillez réessayer ; si le problème persiste, communiquez ce numéro à la personne qui administre PATrol : {reference}.',
  'error.slack-silent': 'Slack n’a pas ouvert la fenêtre à temps. Veuillez réessayer.',
  'error.settings-not-yours':
    'Seuls les propriétaires actifs d’une organisation et les membres de ses équipes d’approbation peuvent voir et changer ses paramètres. D’après GitHub, vous n’êtes ni l’un ni l’autre : rien n’a été changé.',
  'error.title': 'Action non effectuée',
  'error.title.reading': 'Affichage impossible',

  // The list
  'list.title.pending': 'Demandes en attente',
  'list.title.history': 'Historique',
  'list.title.mine': 'Vos demandes de jeton',
  'list.title.found': 'Demandes trouvées',
  'list.loading': 'Vérification de vos droits auprès de GitHub…',
  'list.summary': '{count} dans {organizations}, {order}.',
  'list.summary.own': '{count}, {order}.',
  'list.waiting': '{count, plural, one {# demande en attente} other {# demandes en attente}}',
  'list.waiting.capped': '{count, number}+ demandes en attente',
  'list.ended': '{count, plural, one {# demande terminée} other {# demandes terminées}}',
  'list.ended.capped': '{count, number}+ demandes terminées',
  'list.matching': '{count, plural, one {# demande correspondante} other {# demandes correspondantes}}',
  'list.matching.capped': '{count, number}+ demandes correspondantes',
  'list.own': '{count, plural, one {# demande de votre part} other {# demandes de votre part}}',
  'list.own.capped': '{count, number}+ demandes de votre part',
  'list.found': '{count, plural, one {# demande porte} other {# demandes portent}} le nom {name}.',
  'list.found.capped': '{count, number}+ demandes portent le nom {name} ; voici les premières.',
  'list.order.oldest': 'les plus anciennes d’abord',
  'list.order.newest': 'les plus récentes d’abord',
  'list.order.latest': 'les dernières terminées d’abord',
  'list.order.waiting': 'celles en attente d’abord, puis les plus récentes',
  'list.order.expiry': 'celles qui expirent le plus tôt d’abord',
  'list.page': 'Page {page, number}.',
  'list.query': 'Uniquement celles qui correspondent à {query}.',
  'list.left-out':
    'Non affiché : {organizations}. GitHub n’a pas indiqué à temps si vous y êtes propriétaire. Veuillez réessayer dans une minute.',
  'list.nowhere':
    'D’après GitHub, vous n’êtes propriétaire d’aucune des organisations suivies ici : vous n’avez donc rien à traiter. Le bouton affiche vos propres demandes.',
  'list.open-mine': 'Vos propres demandes',
  'list.mine.why':
    'Tant qu’un propriétaire ne l’a pas approuvé, un jeton n’a accès en lecture qu’aux ressources publiques : les appels à des ressources privées répondent « Not Found ».',
  'list.empty.pending': 'Aucune demande en attente dans {organizations}.',
  'list.empty.history': 'Aucune décision n’a encore été prise dans {organizations}.',
  'list.empty.mine':
    'Vous n’avez encore rien demandé. Vos jetons en attente d’approbation par un propriétaire s’afficheront ici.',
  'list.empty.query': 'Aucune demande ne correspond à cette recherche.',
  'list.empty.found': 'Aucune demande que vous puissiez voir ne porte le nom {name}.',
  'list.show-all': 'Tout afficher',
  'list.again': 'Réessayer',
  'list.search': 'Rechercher',
  'list.search.placeholder': 'owner:mona older:3d',
  'list.search.hint':
    'Par exemple : owner:mona,max repo:payments permission:contents_write older:3d -never-used sort:expiry',
  'list.filter.owner': 'Propriétaire',
  'list.filter.repo': 'Dépôt',
  'list.filter.permission': 'Autorisation',
  'list.filter.any': 'Aucun filtre',
  'list.choices.silent': 'GitHub n’a pas répondu à temps : veuillez réessayer.',
  'list.choices.gone': 'Cette liste a été ouverte il y a trop longtemps : rouvrez-la.',
  'list.select':
    '{count, plural, =0 {Sélectionner des demandes} one {Sélectionner des demandes (# sélectionnée)} other {Sélectionner des demandes (# sélectionnées)}}',
  'list.not-selectable': 'Celles-ci correspondent aussi, mais vous ne pouvez pas les traiter ici :',
  'list.own-request': 'C’est votre propre demande : un autre propriétaire doit la traiter.',
  'list.since': 'Date de la demande : {when}.',
  'list.select-all':
    '{count, plural, one {Sélectionner la seule correspondance} other {Sélectionner les # correspondances}}',
  'list.select-first': 'Sélectionner les {count, number} premières correspondances',
  'list.clear': 'Effacer la sélection',
  'list.selected.none': 'Aucune demande sélectionnée.',
  'list.selected': '{count, plural, one {# demande sélectionnée.} other {# demandes sélectionnées.}}',
  'list.selected.elsewhere':
    '{count, plural, one {# demande sélectionnée,} other {# demandes sélectionnées,}} dont {elsewhere, number} hors de cette page.',
  'list.full':
    'Vous pouvez sélectionner au plus {limit, number} demandes à la fois ; les autres ne le sont pas.',
  'list.details': 'Ouvrir une demande en détail…',
  'list.submit': 'Demande sélectionnée…',
  'list.nothing-left':
    'Toutes les demandes que vous aviez sélectionnées ont été traitées entre-temps : il n’y a plus rien à faire et plus rien n’est sélectionné.',
  'list.bad-link': 'La recherche associée à ce bouton n’est plus lisible : rien n’a été recherché.',
  // One line of it, short enough for a check box
  'list.line.just-now': 'à l’instant',
  'list.line.writes-everywhere': 'écrit partout',
  'list.line.administers': 'administre',
  'list.line.never-expires': 'n’expire jamais',
  'list.line.all': 'tous les dépôts',
  'list.line.none': 'dépôts publics uniquement',
  'list.line.unknown': 'certains dépôts',
  'list.line.more': '{name} et {count, number} de plus',
  'list.line.permissions': '{level} : {names}',
  'list.line.expires': 'expire {when}',

  // What stands in the way of reading a query
  'query.too-long':
    'La requête dépasse {limit, number} caractères et n’a pas été lue. Veuillez la raccourcir.',
  'query.unknown-qualifier': 'Le qualificateur {written} n’existe pas.',
  'query.unknown-value': '{written} contient une valeur non reconnue.',
  'query.missing-value': 'Il manque une valeur après {written}.',
  'query.bad-duration': '{written} attend une durée telle que 30m, 12h, 3d ou 2w.',
  'query.unclosed-quote': 'Le guillemet dans {written} n’est pas fermé.',
  'query.twice': 'Une requête ne peut contenir {written} qu’une seule fois.',
  'query.too-many': 'La requête contient trop d’éléments pour une seule recherche : {written}.',
  'query.for-history': '{written} s’utilise dans l’historique : {command}',
  'query.for-pending': '{written} s’utilise dans la liste des demandes en attente : {command}',
  'query.with-suggestion': '{problem} Vouliez-vous dire {suggestion} ?',
  'query.perhaps-more': 'Il y en a peut-être d’autres.',

  // /tokens
  'tokens.commands': 'Ce que vous pouvez taper',
  'tokens.alone': 'ce qui vous attend, en un coup d’œil',
  'tokens.pending': 'les demandes en attente, à examiner et à traiter par lots',
  'tokens.history': 'qui a décidé quoi, et pourquoi',
  'tokens.mine': 'vos propres demandes et ce qu’elles sont devenues',
  'tokens.audit': 'le registre : chaque changement, son auteur et l’intégrité de l’ensemble',
  'tokens.status': 'l’état de PATrol et ce qui n’a pas pu être remis',
  'tokens.show': 'une demande, par son identifiant, le nom de son jeton ou son adresse sur GitHub',
  'tokens.settings': 'votre langue, vos notifications et les paramètres de vos organisations',
  'tokens.link': 'connecte votre compte GitHub, pour que vous puissiez décider et voir vos propres demandes',
  'tokens.unlink': 'oublie quel compte GitHub est le vôtre',
  'tokens.help': 'tout cela avec des exemples',
  'tokens.command': '{command} : {does}',
  'tokens.unknown': 'Je ne connais pas {word}. Voici ce que je comprends :',
  'tokens.unknown.nearest': 'Je ne connais pas {word}. Vouliez-vous dire {suggestion} ?',
  'tokens.unknown.name': 'Je ne connais pas {word}. Si un jeton porte ce nom : {suggestion}',
  'tokens.show.what':
    'Laquelle ? Tapez l’identifiant d’une demande, le nom de son jeton ou son adresse sur GitHub, par exemple {example}.',
  'tokens.show.none':
    'Je n’ai trouvé aucune demande {what} que vous puissiez voir. Les propriétaires voient les demandes de leurs organisations ; les autres, uniquement les leurs.',
  'tokens.too-slow':
    'L’opération a pris trop de temps : rien n’a été recherché. Veuillez réessayer dans une minute.',
  'query.see-help': 'Rien n’a été recherché. /tokens help explique ce qu’une requête peut contenir.',
  'query.example': 'Rien n’a été recherché. Par exemple : {command}',
  'query.corrected': 'Rien n’a été recherché. La bonne requête serait : {command}',
  'help.what':
    'Je publie chaque jeton d’accès personnel affiné en attente d’approbation, et les propriétaires décident sur place : Approuver, Refuser… ou Détails.',
  'help.classic':
    'Les jetons d’accès personnels (classiques) n’ont pas besoin d’approbation : ils ont accès à tout ce à quoi leur propriétaire a accès, sauf si l’organisation les restreint dans sa politique de jetons.',
  'help.policies': 'Politique de jetons : {organizations}',
  'help.policy': 'Quels jetons nécessitent une approbation',
  'help.query': 'Ce qu’une requête peut contenir',
  'help.query.joined':
    'Toutes les conditions doivent être remplies. Une virgule signifie « ou », un signe moins placé devant signifie « sauf » (-owner:dependabot), et ce qui contient des espaces se met entre guillemets droits.',
  'help.query.line': '{written} : {means}',
  'help.query.owner': 'à qui appartient le jeton',
  'help.query.repo': 'le dépôt demandé, avec ou sans le nom de l’organisation',
  'help.query.permission':
    'l’autorisation demandée, à ce niveau ou au-dessus ; sans niveau, n’importe lequel',
  'help.query.org': 'l’organisation',
  'help.query.age': 'demandé depuis plus longtemps que cela, ou depuis moins longtemps (m, h, d, w)',
  'help.query.expires': 'le jeton expire dans ce délai, ou jamais',
  'help.query.never-used': 'le jeton n’a jamais été utilisé',
  'help.query.is': 'son état : pending, deciding, approved, denied, cancelled, expired ou closed',
  'help.query.decided-by': 'qui a décidé ; uniquement dans l’historique',
  'help.query.sort': 'l’ordre : oldest, newest ou expiry',
  'help.query.text': 'tout autre mot : il figure dans le nom du jeton ou dans la raison',
  'help.audit': 'Ce qu’une requête sur le registre peut contenir',
  'help.audit.by': 'qui a décidé, ou à qui appartiennent les comptes associés',
  'help.audit.action':
    'approve ou deny, ou ce qui s’est passé : asked, decided, refused, released, seen, cancelled, expired, link, unlink, settings, erased',
  'help.audit.request': 'le numéro de la demande chez GitHub',
  'help.audit.others': 'l’organisation et la période ; tout autre mot figure dans le nom du jeton',
  'help.warnings': 'Ce que signifie « à vérifier de près »',
  'help.warning': '{warning} : {means}',
  'help.warning.writes-everywhere':
    'il demande l’accès en écriture à tous les dépôts, y compris à ceux qui seront créés plus tard. Il suffit qu’il fuite pour que tout puisse être modifié.',
  'help.warning.administers':
    'il demande une autorisation qui permet de modifier des membres, des secrets, des webhooks, des workflows ou des paramètres, et donc d’obtenir davantage d’accès.',
  'help.warning.never-expires':
    'il fonctionne jusqu’à ce que quelqu’un le révoque, même longtemps après qu’on n’en a plus besoin.',

  // Linking accounts, in Slack and on the pages of the browser
  'link.connect': 'Connecter GitHub',
  'link.title': 'Connecter GitHub',
  'link.how':
    'GitHub vous demande de vous connecter et d’autoriser PATrol à savoir qui vous êtes. Une page affiche ensuite vos deux comptes et vous demande de confirmer qu’ils sont bien à vous.',
  'link.private': 'Ce lien vous est réservé et reste valable dix minutes. Ne le transférez pas.',
  'link.go': 'Continuer sur GitHub',
  'link.news.made': 'C’est fait : vous êtes {login} sur GitHub.',
  'link.news.go-on': 'Vous vouliez faire ceci :',
  'link.news.revoked':
    'Vous avez révoqué l’autorisation accordée à PATrol sur GitHub. J’ai oublié quel compte GitHub est le vôtre et je ne peux plus décider en votre nom.',
  'link.news.signed-out':
    'Vous avez révoqué l’autorisation accordée à PATrol sur GitHub : je ne peux plus décider en votre nom.',
  'link.not-offered':
    'Ici, c’est la personne qui administre PATrol qui associe les comptes : elle ajoute « {id}=votre identifiant GitHub » à SLACK_GITHUB_USERS.',
  'link.removed':
    'J’ai oublié que vous êtes {login} sur GitHub et je ne peux plus décider en votre nom. L’autorisation que vous avez accordée à PATrol sur GitHub reste en vigueur jusqu’à ce que vous l’y supprimiez : {page}',
  'link.signed-out':
    'Je ne peux plus décider en votre nom. Le fait que vous êtes {login} sur GitHub a été défini par la personne qui administre PATrol ; elle seule peut le modifier.',
  'link.of-operator':
    'Le fait que vous êtes {login} sur GitHub a été défini par la personne qui administre PATrol ; elle seule peut le modifier (SLACK_GITHUB_USERS).',
  'link.none': 'Je ne sais pas quel compte GitHub est le vôtre : il n’y a rien à oublier.',
  'link.authorizations': 'vos GitHub Apps autorisées',
  'link.too-slow': 'L’opération a pris trop de temps. Veuillez réessayer dans une minute.',
  'link.page.question': 'Ces deux comptes sont-ils à vous ?',
  'link.page.check':
    'PATrol s’apprête à les associer. Toute personne qui agit avec ce compte Slack agira alors avec ce compte GitHub.',
  'link.page.slack': 'Compte Slack',
  'link.page.github': 'Compte GitHub',
  'link.page.replaces':
    'Ce compte Slack est actuellement associé au compte GitHub {login}. Cette association prendra fin.',
  'link.page.warning':
    'Si vous n’êtes pas {name} dans Slack, quelqu’un vous a envoyé son lien. Annulez : sinon, cette personne pourrait décider en votre nom.',
  'link.page.confirm': 'Oui, les deux sont à moi',
  'link.page.cancel': 'Annuler',
  'link.page.done': 'Vos comptes sont associés',
  'link.page.done.next':
    'Vous êtes {login} sur GitHub. Fermez cette page et retournez dans Slack : un message de PATrol vous y attend, avec ce que vous vouliez faire.',
  'link.page.cancelled': 'Aucun compte n’a été associé',
  'link.page.cancelled.next':
    'Si quelqu’un vous a envoyé ce lien, prévenez un propriétaire de votre organisation. Pour associer vos propres comptes, tapez /tokens link dans Slack.',
  'link.page.not-linked': 'Aucun compte n’a été associé',
  'link.page.failed': 'Un problème est survenu',
  'link.page.failed.next':
    'Aucun compte n’a été associé. Veuillez taper /tokens link dans Slack et réessayer ; si le problème persiste, communiquez ce numéro à la personne qui administre PATrol : {reference}.',

  // How PATrol is doing
  'status.what': 'État de PATrol',
  'status.nowhere':
    'D’après GitHub, vous n’êtes propriétaire d’aucune des organisations suivies ici. L’état de PATrol est réservé aux personnes qui peuvent décider.',
  'status.service': '{service} : {state}',
  'status.slack': 'Slack',
  'status.github': 'GitHub',
  'status.database': 'Base de données',
  'status.smtp': 'E-mail',
  'status.state.ok': 'répond',
  'status.state.refused':
    'n’accepte pas les identifiants de PATrol. Prévenez la personne qui administre PATrol ; d’ici là, les décisions prises et les envois restent en attente',
  'status.state.unreachable': 'ne répond pas. Les envois restent en attente et rien n’est perdu',
  'status.state.unknown': 'n’a pas été interrogé récemment par le processus qui vous répond',
  'status.state.off': 'n’est pas configuré ; les demandeurs ne reçoivent que des messages directs',
  'status.state.read-only':
    'n’accepte aucune modification, donc aucune décision n’est possible. Prévenez immédiatement la personne qui administre PATrol',
  'status.compared': '{organization} : dernière comparaison avec GitHub, {when}',
  'status.compared.never':
    '{organization} : pas encore comparée avec GitHub ; des demandes qu’aucun webhook n’a signalées peuvent manquer',
  'status.compared.later':
    '{count, plural, one {# autre organisation a été comparée} other {# autres organisations ont été comparées}} plus récemment que celles-ci',
  'status.waiting':
    '{count, plural, one {# message} other {# messages}} en attente d’envoi, le plus ancien depuis : {when}',
  'status.waiting.none': 'Aucun message en attente d’envoi',
  'status.unknown-outcomes':
    '{count, plural, one {# décision a été envoyée} other {# décisions ont été envoyées}} sans que GitHub indique si {count, plural, one {elle a été appliquée} other {elles ont été appliquées}}. PATrol continue de l’interroger ; la liste sur GitHub l’indique aussi',
  'status.failed':
    '{count, plural, one {# message abandonné} other {# messages abandonnés}} au cours des 7 derniers jours',
  'status.failed.capped': 'Plus de {count, number} messages abandonnés au cours des 7 derniers jours',
  'status.failed.none':
    'Aucun message concernant vos demandes n’a été abandonné au cours des 7 derniers jours.',
  'status.failed.line': '{when} : {what}, pour {about}. {reason}',
  'status.failed.where': '{what} ({place})',
  'status.failed.token': '{token} ({requester}, {organization})',
  'status.again': 'Réessayer',
  'status.others': '{count, plural, one {et # autre} other {et # autres}}',
  'status.kind.card': 'la carte',
  'status.kind.cards': 'la mise à jour de toutes les cartes',
  'status.kind.organization-news': 'l’annonce d’un changement d’installation de PATrol',
  'status.kind.note': 'une note sous la carte',
  'status.kind.requester': 'le message au demandeur',
  'status.kind.mail': 'l’e-mail au demandeur',
  'status.kind.approver': 'le message à la personne qui a décidé',
  'status.kind.summary': 'l’annonce groupée de nombreuses nouvelles demandes',
  'status.kind.reminder': 'un rappel dans un fil',
  'status.kind.owner-reminder': 'un rappel aux propriétaires',
  'status.kind.digest': 'le récapitulatif quotidien',
  'status.kind.other': 'un message',
  'status.reason.archived':
    'Le canal est archivé. Désarchivez-le, ou demandez à la personne qui administre PATrol d’en configurer un autre ({code}).',
  'status.reason.no-channel':
    'Slack ne connaît pas ce canal, ou PATrol n’en fait pas partie. Invitez-y PATrol, ou demandez à la personne qui administre PATrol d’en configurer un autre ({code}).',
  'status.reason.restricted':
    'Les paramètres du canal ou de l’espace de travail ne permettent pas à PATrol d’y publier. Un administrateur de l’espace de travail peut l’y autoriser ({code}).',
  'status.reason.person-gone':
    'D’après Slack, cette personne est partie ou son compte est désactivé. Informez-la autrement si elle doit le savoir ({code}).',
  'status.reason.bot':
    'Ce compte Slack est un bot. Demandez à la personne qui administre PATrol de corriger l’association ({code}).',
  'status.reason.mail':
    'Le serveur de messagerie n’accepte pas d’e-mail pour cette adresse. Informez cette personne autrement ; elle devrait corriger l’adresse dans son profil Slack ({code}).',
  'status.reason.other': 'Rejet par {service} : {code}. Prévenez la personne qui administre PATrol.',
  'status.reason.defect':
    'PATrol a lui-même rencontré une erreur. Demandez à la personne qui administre PATrol de chercher {trace} dans le journal.',

  // The ledger
  'audit.title': 'Registre',
  'audit.what':
    'Tous les changements dans {organizations}, ainsi que ceux des associations de comptes et des paramètres. Les plus récents figurent en premier.',
  'audit.none':
    'Aucune entrée, ni pour {organizations}, ni pour les associations de comptes et les paramètres.',
  'audit.query': 'Uniquement ceux qui correspondent à {query}.',
  'audit.nowhere':
    'D’après GitHub, vous n’êtes propriétaire d’aucune des organisations suivies ici. Le registre est réservé aux personnes qui peuvent décider.',
  'audit.newer': 'Plus récents',
  'audit.older': 'Plus anciens',
  'audit.count': '{count, plural, one {# entrée.} other {# entrées.}}',
  'audit.count.capped': 'Plus de {count, number} entrées.',
  'audit.head': 'La chaîne de toutes les entrées se termine par {head}.',
  'audit.unsealed': 'Elles ne sont pas scellées : aucune clé n’est configurée pour cela.',
  'audit.line': '{when} : {what}',
  'audit.subject': '{token} ({requester}), {organization} {number}',
  'audit.erased': '(effacé)',
  'audit.unnamed': 'quelqu’un',
  'audit.by-member': 'par la personne elle-même',
  'audit.by-operator': 'par la personne qui administre PATrol',
  'audit.for-team': 'pour l’équipe {team}',
  'audit.path.card': 'sur la carte',
  'audit.path.details': 'dans les détails',
  'audit.path.home': 'dans l’onglet Accueil',
  'audit.path.list': 'dans la liste',
  'audit.path.github': 'sur GitHub',
  'audit.request-seen': 'vue : {subject}',
  'audit.request-cancelled': 'annulée par le demandeur : {subject}',
  'audit.request-expired': 'le jeton a expiré : {subject}',
  'audit.request-closed': 'disparue de GitHub : {subject}',
  'audit.decision-asked.approve': 'approbation envoyée par {approver} : {subject}, {how}',
  'audit.decision-asked.deny': 'refus envoyé par {approver} : {subject}, {how}',
  'audit.decided.approve': 'approuvée par {approver} : {subject}, {how}',
  'audit.decided.deny': 'refusée par {approver} : {subject}, {how}',
  'audit.decision-refused':
    'décision prise par {approver}, rejetée par GitHub ({failure}) : {subject}, {how}',
  'audit.decision-released': 'décision prise par {approver}, non appliquée ({failure}) : {subject}, {how}',
  'audit.decision-superseded': 'décision prise par {approver}, arrivée trop tard : {subject}, {how}',
  'audit.decision-lost':
    'décision prise par {approver}, dont on ne peut savoir ce qu’elle est devenue : {subject}, {how}',
  'audit.decider-named': 'décision prise par {approver}, d’après GitHub : {subject}, {how}',
  'audit.link-made': 'comptes associés {origin} : {person}',
  'audit.link-removed': 'association supprimée (faite {origin}) : {person}',
  'audit.app-installed': 'la GitHub App de PATrol fonctionne de nouveau dans {organization}',
  'audit.app-suspended': 'la GitHub App de PATrol a été suspendue dans {organization}',
  'audit.app-uninstalled': 'la GitHub App de PATrol a été désinstallée de l’organisation {organization}',
  'audit.settings-changed': 'paramètres modifiés : {data}',
  'audit.organization-settings-changed': '{person} a changé des paramètres de {organization} : {changes}',
  'audit.setting': '{name} ({from} → {to})',
  'audit.setting.hours': '{days}, de {from} à {until}',
  'audit.person-erased': 'données personnelles de quelqu’un effacées : {data}',
  'audit.other': '{kind} : {data}',
  'ledger.head':
    'Registre : {entries, plural, one {# entrée} other {# entrées}}, tête {head}. Conservez ce message : {command} indique si le registre a depuis été tronqué ou refait.',
  'settings.title': 'Paramètres',
  'settings.loading': 'Vérification de vos droits auprès de GitHub…',
  'settings.save': 'Enregistrer',
  'settings.cancel': 'Annuler',
  'settings.saved': 'Enregistré. L’onglet Accueil et tout ce que vous recevrez désormais en tiennent compte.',
  'settings.language': 'Langue',
  'settings.as-in-slack': 'Comme dans Slack',
  'settings.as-in-slack.known': 'Comme dans Slack ({known})',
  'settings.time-zone': 'Fuseau horaire',
  'settings.time-zone.placeholder': 'Saisissez un lieu, par exemple Paris',
  'settings.own': 'Nouvelles de vos propres demandes',
  'settings.own.hint':
    'Mise en attente d’une demande et décision prise. L’onglet Accueil les affiche dans tous les cas.',
  'settings.by-message': 'Par message direct',
  'settings.by-mail': 'Par e-mail, après une décision',
  'settings.reminders': 'Rappels aux propriétaires',
  'settings.reminders.message': 'Par message direct, pour les demandes en attente depuis longtemps',
  'settings.digest': 'Récapitulatif quotidien des demandes en attente',
  'settings.digest.hint':
    'Le récapitulatif du canal s’adresse à tout le monde. Les propriétaires peuvent le désactiver ci-dessous, dans les paramètres de l’organisation ; il est alors uniquement personnel.',
  'settings.digest.channel': 'Dans le canal seulement',
  'settings.digest.message': 'Les deux : à vous aussi, par message direct',
  'settings.digest.mail': 'Les deux : à vous aussi, par e-mail',
  'settings.digest.message-and-mail': 'Les deux : à vous aussi, par message direct et par e-mail',
  'settings.mute': 'Sourdine',
  'settings.mute.option': 'Uniquement vos propres demandes et décisions',
  'settings.mute.hint': 'Vous ne recevez ni rappel ni récapitulatif, quels que soient les choix ci-dessus.',
  'settings.organizations': 'Vos organisations',
  'settings.organizations.about':
    'Pour tout le monde : le canal, le récapitulatif, les heures de travail, les rappels et la langue du canal.',
  'settings.organizations.choose': 'Choisissez une organisation',
  'settings.organization.open': 'Paramètres : {organization}',
  'settings.organization.silent':
    'Non affiché : {names}. GitHub n’a pas indiqué à temps si vous y êtes propriétaire. Rouvrez les paramètres dans une minute.',
  'settings.organization.unlinked':
    'Connectez votre compte GitHub pour changer les paramètres des organisations dont vous êtes propriétaire.',
  'settings.organization.title': 'Organisation',
  'settings.organization.loading': 'Vérification de vos droits auprès de GitHub…',
  'settings.organization.about':
    'Ces paramètres s’appliquent à tout le monde dans {organization}. Le registre indique qui a changé quoi : /tokens audit.',
  'settings.organization.saved':
    'Enregistré pour {organization}. Le registre indique que c’est vous qui l’avez fait.',
  'settings.organization.reset':
    'Tous les paramètres de l’organisation {organization} sont de nouveau ceux que la personne qui administre PATrol a définis. Le registre indique que c’est vous qui l’avez fait.',
  'settings.hint.usual': 'Valeur définie par la personne qui administre PATrol.',
  'settings.hint.chosen':
    'Choix d’un propriétaire. Valeur définie par la personne qui administre PATrol : {usual}.',
  'settings.hint.chosen.channel':
    'Choix d’un propriétaire. La personne qui administre PATrol a défini un autre canal.',
  'settings.channel': 'Canal des demandes et des récapitulatifs',
  'settings.channel.hint': 'Invitez-moi d’abord dans un canal privé : /invite @PATrol.',
  'settings.channel.works':
    'Je peux publier ici, où vous voulez que les demandes de jeton pour {organization} soient annoncées. Ce message n’est visible que par vous.',
  'settings.channel-language': 'Langue du canal',
  'settings.organization.time-zone': 'Fuseau horaire du récapitulatif et des heures de travail',
  'settings.digest-time': 'Heure du récapitulatif',
  'settings.digest-posts': 'Récapitulatif dans le canal',
  'settings.digest-posts.in-channel': 'Publier le récapitulatif dans le canal',
  'settings.digest-posts.all-clear': 'Publier le récapitulatif même quand aucune demande n’est en attente',
  'settings.days': 'Jours de travail',
  'settings.from': 'Début des heures de travail',
  'settings.until': 'Fin des heures de travail',
  'settings.remind-after': 'Nombre d’heures de travail avant un rappel dans le fil de la carte',
  'settings.remind-owners-after':
    'Nombre d’heures de travail avant un rappel aux propriétaires par message direct',
  'settings.hours.never': '0 : jamais.',
  'settings.on': 'activé',
  'settings.off': 'désactivé',
  'settings.use-usual': 'Utiliser les paramètres de l’administrateur de PATrol',
  'settings.use-usual.title': 'Abandonner ces choix ?',
  'settings.use-usual.text':
    'Tous les paramètres de cette organisation seront ceux que la personne qui administre PATrol a définis, y compris le canal.',
  'settings.use-usual.confirm': 'Les utiliser',
  'settings.use-usual.cancel': 'Garder les choix',
  'settings.too-slow': 'L’opération a pris trop de temps : rien n’a été enregistré. Veuillez réessayer.',
  'settings.problem.language': 'Choisissez l’une des langues du menu.',
  'settings.problem.time-zone': 'Choisissez un fuseau horaire, par exemple Europe/Paris.',
  'settings.problem.channel': 'Choisissez un canal de cet espace de travail.',
  'settings.problem.channel-not-invited':
    'Je ne suis pas dans ce canal et ne peux pas rejoindre un canal privé de moi-même. Tapez-y /invite @PATrol, puis enregistrez de nouveau.',
  'settings.problem.channel-archived':
    'Ce canal est archivé. Choisissez-en un autre, ou désarchivez-le d’abord.',
  'settings.problem.channel-refused':
    'Slack ne me laisse pas publier dans ce canal. Vérifiez ses autorisations de publication, ou choisissez-en un autre.',
  'settings.problem.channel-unknown':
    'Slack n’a pas indiqué à temps si je peux y publier. Veuillez enregistrer de nouveau.',
  'settings.problem.digest-time': 'Choisissez une heure, par exemple 09:00.',
  'settings.problem.days': 'Choisissez au moins un jour.',
  'settings.problem.hours': 'Choisissez les deux heures.',
  'settings.problem.hours-order': 'Cette heure doit suivre le début des heures de travail.',
  'settings.problem.reminder': 'Saisissez un nombre entier de 0 (jamais) à 1 000.',
  'digest.waiting':
    '{organization} : {count, plural, one {# demande de jeton en attente} other {# demandes de jeton en attente}} de décision.',
  'digest.clear': '{organization} : tout est traité, aucune demande de jeton en attente.',
  'digest.since': 'Changements (depuis : {since}) : {changes}.',
  'digest.nothing-new': 'rien de nouveau',
  'digest.added': '{count, plural, one {# nouvelle} other {# nouvelles}}',
  'digest.decided': '{outcomes} par {name}',
  'digest.decided.others': '{outcomes} par d’autres personnes',
  'digest.on-github': 'quelqu’un sur GitHub',
  'digest.approved': '{count, plural, one {# approuvée} other {# approuvées}}',
  'digest.denied': '{count, plural, one {# refusée} other {# refusées}}',
  'digest.ended': '{count, plural, one {# terminée autrement} other {# terminées autrement}}',
  'digest.median': 'Délai médian de décision : {wait}.',
  'digest.oldest': 'Les plus anciennes d’abord :',
  'digest.shown': 'Ce que sont devenues les demandes de ce récapitulatif :',
  'digest.open': 'Ouvrir la liste',
  'digest.open.label': 'Ouvrir la liste des demandes de jeton en attente dans {organization}',
  'digest.history': 'Décisions prises',
  'digest.mail.subject':
    '{organization} : {count, plural, one {# demande de jeton en attente} other {# demandes de jeton en attente}} de décision',
  'digest.mail.subject.clear': '{organization} : aucune demande de jeton en attente',
  'digest.mail.greeting': 'Bonjour,',
  'digest.mail.line': '{requester} demande l’accès avec « {token} » ({access}), en attente depuis : {since}',
  'digest.mail.access': '{repositories} ; {permissions} ; {expires}',
  'digest.mail.next':
    'Chaque lien mène à la demande sur GitHub, où vous pouvez l’approuver ou la refuser. Dans Slack, /tokens pending le permet aussi.',
  'digest.mail.next.clear': 'Il n’y a rien à faire.',
  'digest.mail.link': 'Toutes les demandes en attente, sur GitHub',
  'digest.mail.footer':
    'PATrol envoie ce récapitulatif une fois par jour aux propriétaires de l’organisation {organization} et aux personnes que l’administrateur de PATrol désigne à leur place.',
  'home.settings': 'Paramètres',

  // App Home
  'home.title': 'PATrol',
  'home.loading': 'Recherche auprès de GitHub de ce qui vous concerne…',
  'home.what':
    'Quand un membre de votre organisation crée un jeton d’accès personnel affiné, un propriétaire doit l’approuver avant qu’il donne accès à des ressources non publiques.',
  'home.how':
    'Je publie chacune de ces demandes dans le canal de revue, où les propriétaires l’approuvent ou la refusent. Le demandeur reçoit de ma part un message avec la décision et sa raison.',
  'home.first': 'Par où commencer',
  'home.first.connect':
    'Je ne sais pas encore quel compte GitHub est le vôtre. Connectez-le : j’afficherai alors ici vos propres demandes et, si vous êtes propriétaire d’une organisation, ce qui vous y attend.',
  'home.sign-in':
    'Vos décisions sont envoyées à GitHub en votre nom. Connectez votre compte GitHub avant de prendre la première.',
  'home.first.link':
    'Je ne sais pas encore quel compte GitHub est le vôtre. Demandez à la personne qui administre PATrol de l’associer : elle ajoute « {id}=votre identifiant GitHub » à SLACK_GITHUB_USERS. J’afficherai alors ici vos propres demandes et, si vous êtes propriétaire d’une organisation, celles qui vous y attendent.',
  'home.member': 'Vous êtes {login} sur GitHub. Voici ce que sont devenus vos propres jetons.',
  'home.count': '{count, number}',
  'home.count.capped': '{count, number}+',
  'home.waiting': '{count, plural, one {# demande attend} other {# demandes attendent}} une décision',
  'home.waiting.capped': 'Plus de {count, number} demandes attendent une décision',
  'home.waiting.none': 'Aucune demande n’attend de décision.',
  'home.waiting.oldest': 'La plus ancienne : {since}.',
  'home.waiting.oldest.median': 'La plus ancienne : {since}. Temps d’attente médian : {wait}.',
  'home.waiting.in': '{organization} ({count})',
  'home.waiting.further':
    'celles de {count, plural, one {# autre organisation} other {# autres organisations}}',
  'home.wait.short': 'moins d’une heure',
  'home.wait.hours': '{count, plural, one {une heure} other {# heures}}',
  'home.wait.days': '{count, plural, one {un jour} other {# jours}}',
  'home.silent':
    'GitHub n’a pas indiqué à temps si vous pouvez décider dans {names} : rien n’est affiché à ce sujet. Veuillez revenir dans une minute.',
  'home.open-list': 'Ouvrir la liste',
  'home.open-history': 'Historique',
  'home.open-mine': 'Mes demandes',
  'home.more': 'et {count} de plus',
  'home.others': '{count, plural, one {# autre} other {# autres}}',
  'home.pending.title': 'En attente de votre décision, les plus anciennes d’abord',
  'home.lately.title': 'Décisions récentes',
  'home.lately.none': 'Aucune pour l’instant.',
  'home.asked': '{requester} demande l’accès à {organization} avec {token}, en attente depuis : {since}',
  'home.expires': 'expiration : {when}',
  'home.expires.never': 'n’expire jamais',
  'home.permissions.none': 'aucune autorisation',
  'home.theirs': '{token} ({requester}, {organization}) : {outcome}',
  'home.reason': '« {reason} »',
  'home.own.title': 'Vos propres demandes',
  'home.own.ended.title': 'Ce que sont devenues vos demandes',
  'home.own.none': 'Aucun de vos jetons n’attend d’approbation.',
  'home.own.count':
    '{count, plural, =0 {Aucun de vos jetons n’attend d’approbation.} one {Un de vos jetons attend une approbation.} other {# de vos jetons attendent une approbation.}}',
  'home.own': '{number} {token} pour {organization} : {outcome}',
  'home.own.waiting': '{number} {token} pour {organization}, en attente depuis : {since}',
  'home.own.count.capped': 'Plus de {count, number} de vos jetons attendent une approbation.',
  'home.own.meanwhile':
    'Tant qu’un propriétaire ne l’a pas approuvé, un tel jeton n’a accès en lecture qu’aux ressources publiques : les appels à des ressources privées répondent « Not Found ». La décision vous sera communiquée ici.',
  'home.channel': 'Les demandes sont publiées dans {channel}.',
  'chart.title':
    '{count, plural, one {La dernière semaine} other {Les # dernières semaines}} dans {organization}',
  'chart.legend': '◆ en attente à la fin de la semaine  ■ traitées  ● délai médian de décision',
  'chart.summary': '{title}. {latest} {before}',
  'chart.latest':
    'La semaine dernière : {decided, plural, =0 {aucune demande traitée} one {# demande traitée ({approved, plural, one {# approuvée} other {# approuvées}}, {denied, plural, one {# refusée} other {# refusées}})} other {# demandes traitées ({approved, plural, one {# approuvée} other {# approuvées}}, {denied, plural, one {# refusée} other {# refusées}})}}{time} ; {pending, plural, =0 {aucune n’attendait} one {# attendait} other {# attendaient}} à la fin.',
  'chart.latest.so-far':
    'Cette semaine jusqu’à hier : {decided, plural, =0 {aucune demande traitée} one {# demande traitée ({approved, plural, one {# approuvée} other {# approuvées}}, {denied, plural, one {# refusée} other {# refusées}})} other {# demandes traitées ({approved, plural, one {# approuvée} other {# approuvées}}, {denied, plural, one {# refusée} other {# refusées}})}}{time} ; {pending, plural, =0 {aucune n’attend} one {# attend} other {# attendent}}.',
  'chart.time': ', en un délai médian de {time}',
  'chart.before':
    'La semaine précédente : {decided, plural, =0 {aucune demande traitée} one {# traitée} other {# traitées}}{time} ; {pending, plural, =0 {aucune n’attendait} one {# attendait} other {# attendaient}} à la fin.',
  'chart.weeks': 'Semaine par semaine, à partir de chaque lundi :',
  'chart.week':
    '{monday} : {decided, plural, one {# traitée} other {# traitées}}{time} ; {pending, number} en attente à la fin.',
  'chart.minutes': '{count, plural, one {une minute} other {# minutes}}',
  'chart.hours': '{count, plural, one {# heure} other {# heures}}',
  'chart.days': '{count, plural, one {# jour} other {# jours}}',
};
