/** English texts in ICU MessageFormat, by the place where people read them. */
export const en = {
  // Between words
  'words.comma': ', ',
  'words.label': '{label}: ',
  'words.sentences': '{first}. {second}',

  // The card of a request, and what stands in front of it in notifications
  'card.headline': '{requester} asks for access to {organization} with the token {token}',
  'card.headline.ended': '{requester} asked for access to {organization} with the token {token}',
  'card.reason.none': 'No reason given.',
  'card.reason.unknown': 'GitHub has not told the reason yet.',
  'card.repositories': 'Repositories',
  'card.repositories.all': 'all of {organization}, also those to come',
  'card.repositories.none': 'public ones only',
  'card.repositories.among': '{count, number}, among them ',
  'card.repositories.count-only': '{count, plural, one {# repository} other {# repositories}}',
  'card.repositories.unknown': 'some; GitHub has not told which yet',
  'card.repositories.private': '{name} (private)',
  'card.more': '{count, plural, one {and # more} other {and # more}}',
  'card.permissions.organization': 'Organization permissions',
  'card.permissions.repository': 'Repository permissions',
  'card.permissions.other': 'Account permissions',
  'card.permission': '{name}: {level}',
  'card.level.read': 'read',
  'card.level.write': 'write',
  'card.level.admin': 'admin',
  'card.expires': 'Token expires',
  'card.expires.never': 'never',
  'card.last-used': 'Last used',
  'card.last-used.never': 'never',
  'card.waiting': 'Waiting since',
  'card.asked': 'Asked',
  'card.warning': 'Look twice: {warnings}.',
  'card.warning.writes-everywhere': 'it can change every repository',
  'card.warning.administers': 'it can change settings or members',
  'card.warning.never-expires': 'it never expires',
  'card.on-github': 'Open on GitHub',
  'card.approve': 'Approve',
  'card.deny': 'Deny…',
  'card.details': 'Details',
  'card.approve.label': 'Approve the token {token} of {requester}',
  'card.deny.label': 'Deny the token {token} of {requester}, with a reason if you like',
  'card.details.label': 'Details of the token {token} of {requester}',
  'card.gone': 'This request is not known here any more. GitHub’s own list shows what became of it.',

  // The line that says where a request stands
  'state.pending': 'Waiting for a decision.',
  'state.pending.suspended':
    'Waiting for a decision, on GitHub only: PATrol’s GitHub App is suspended in {organization}.',
  'state.pending.uninstalled':
    'Waiting for a decision, on GitHub only: PATrol’s GitHub App was uninstalled from {organization}.',
  'state.deciding.approve': '{approver} approves it; on its way to GitHub…',
  'state.deciding.deny': '{approver} denies it; on its way to GitHub…',
  'state.approved': 'Approved by {approver}, {when}',
  'state.denied': 'Denied by {approver}, {when}',
  'state.approved.delegated': 'Approved by {approver} for the team {team}, {when}',
  'state.denied.delegated': 'Denied by {approver} for the team {team}, {when}',
  'state.approved.github': 'Approved on GitHub by {approver}, {when}',
  'state.denied.github': 'Denied on GitHub by {approver}, {when}',
  'state.approved.unnamed': 'Approved on GitHub, {when}',
  'state.denied.unnamed': 'Denied on GitHub, {when}',
  'state.cancelled': 'Cancelled by {requester}, {when}',
  'state.expired': 'The token expired {when}, before anybody decided',
  'state.closed':
    'Gone from GitHub, {when}; GitHub does not say what ended it. The token has no access through this request.',

  // Many requests that are announced together
  'summary.burst':
    'Many token requests for {organization} came within a short time. {count, plural, one {# more is} other {# more are}} announced here together, without cards of their own.',
  'summary.first-sync':
    'PATrol now watches {organization}. {count, plural, one {# token request was} other {# token requests were}} waiting there already.',
  'summary.counts': '{waiting}; {ended}.',
  'summary.waiting':
    '{count, plural, =0 {None waits any more} one {# waits for a decision} other {# wait for a decision}}',
  'summary.approved': '{count, plural, one {# approved} other {# approved}}',
  'summary.denied': '{count, plural, one {# denied} other {# denied}}',
  'summary.ended': '{count, plural, one {# ended otherwise} other {# ended otherwise}}',
  'summary.none-ended': 'none decided yet',
  'summary.open': 'Open the list',
  'summary.open.label': 'Open the list of token requests that wait in {organization}',
  'summary.history': 'What was decided',

  // What the review channel is told of an organization
  'organization.suspended':
    'PATrol’s GitHub App was suspended in {organization}. {waiting, plural, =0 {Nothing waits there for a decision.} one {# request waits there, and can be decided on GitHub’s page only until an owner ends the suspension.} other {# requests wait there, and can be decided on GitHub’s page only until an owner ends the suspension.}}',
  'organization.uninstalled':
    'PATrol’s GitHub App was uninstalled from {organization}. {waiting, plural, =0 {Nothing waits there for a decision.} one {# request waits there, and can be decided on GitHub’s page only unless an owner installs the App again.} other {# requests wait there, and can be decided on GitHub’s page only unless an owner installs the App again.}}',
  'organization.installed':
    'PATrol’s GitHub App works in {organization} again. {waiting, plural, =0 {Nothing waits there for a decision.} one {# request waits there, and can be decided here.} other {# requests wait there, and can be decided here.}}',
  'organization.on-github': 'Its requests on GitHub',

  // Details and the Deny modal
  'details.title': 'Token request',
  'details.loading': 'Asking GitHub whether you may see this…',
  'details.close': 'Close',
  'details.decision': 'Decision',
  'details.decision.approve': 'Approve: the token gets the access that it asks for',
  'details.decision.deny': 'Deny: the token gets no access',
  'details.reason': 'Reason, shared with the requester',
  'details.reason.placeholder': 'Why you decide this way',
  'details.number': 'GitHub’s number of it: {number}',
  'details.submit': 'Send decision',
  'details.repositories': 'Repositories {from}–{to} of {count}',
  'details.previous': 'Previous',
  'details.next': 'Next',
  'deny.title': 'Deny the request',
  'deny.submit': 'Deny',
  'deny.cancel': 'Cancel',
  'deny.reason': 'Reason',
  'deny.reason.hint': 'The requester reads it with the decision.',
  'deny.reason.placeholder': 'What should be different?',

  // Direct messages
  // Of what waits for long: in threads, and to the owners
  'notice.reminder':
    'Still waiting: {requester} asked for access to {organization} with the token {token} on {since}, and nobody has decided.',
  'notice.expired-undecided':
    'The token {token} of {requester} has expired before anybody decided. There is nothing left to do.',
  'reminder.summary':
    '{waiting, plural, one {# of these requests still waits for a decision. It was made on {since}.} other {# of these requests still wait for a decision. The oldest was made on {since}.}}',
  'reminder.owners':
    '{count, plural, one {# request for access to {organization} has} other {# requests for access to {organization} have}} waited for long, and you may decide.',
  'reminder.owners.done': 'None of these requests for access to {organization} waits any more.',
  'reminder.further': '{count, plural, one {and # more} other {and # more}}',

  'notice.waiting':
    'Your token {token} waits for an owner of {organization} to approve it. Until then it reads public resources only, so calls to anything private answer “not found”. You will be told here.',
  'notice.approved': 'Your token {token} has access to {organization} now: {approver} approved it.',
  'notice.approved.unnamed':
    'Your token {token} has access to {organization} now: it was approved on GitHub.',
  'notice.approved.next': 'You can use it right away; there is nothing else to do.',
  'notice.denied': 'Your token {token} gets no access to {organization}: {approver} denied it.',
  'notice.denied.unnamed': 'Your token {token} gets no access to {organization}: it was denied on GitHub.',
  'notice.denied.next':
    'It still reads public resources. Make a new token with less access, or talk to the owner who decided.',
  'notice.denied.no-reason': 'No reason was given.',
  'notice.expired':
    'Your token {token} expired before anybody of {organization} decided. Make a new one with a later expiry to ask again.',
  'notice.no-address':
    'I found neither a Slack user nor an e-mail address of {requester}, so nobody tells them what becomes of this request. Please tell them yourself.',
  'notice.your-tokens': 'Your tokens on GitHub',
  'notice.failed':
    'Your decision on the token {token} of {requester} ({organization}) was not carried out. {why}',
  'failure.not-owner':
    'GitHub says that you are no owner of the organization any more. The request waits again: ask an owner to decide it.',
  'failure.not-linked':
    'Your Slack user is not linked to a GitHub account any more. The request waits again: type /tokens link, then decide once more.',
  'failure.not-signed-in':
    'GitHub has ended your sign-in, with which your decisions are sent. The request waits again: type /tokens link, then decide once more.',
  'failure.account-changed':
    'You have linked another GitHub account since. The request waits again: please decide once more.',
  'failure.not-active': 'Slack says that your user was deactivated. The request waits again.',
  'failure.other-workspace': 'Slack says that you are not of this workspace. The request waits again.',
  'failure.github-sso':
    'The organization wants you to sign in with SAML first. Do that at GitHub, then decide once more; the request waits again.',
  'failure.github-sso.link': 'Sign in with SAML',
  'failure.own-request': 'It is your own request. Another owner has to decide it.',
  'failure.github-down':
    'GitHub could not be reached for a quarter of an hour. The request waits again: please decide once more, or use GitHub’s page.',
  'failure.github-limited':
    'GitHub asks PATrol to wait longer than a decision should. The request waits again: please decide later, or use GitHub’s page.',
  'failure.outcome-unknown':
    'GitHub’s answer was lost, and since then GitHub does not tell what became of it. Nothing is sent again before that is known; GitHub’s page shows it.',
  'failure.app-not-installed':
    'PATrol’s GitHub App is not installed in the organization any more, or is suspended there. Decide on GitHub’s page, or ask an owner to install it again.',
  'failure.github-app-gone':
    'PATrol’s GitHub App was uninstalled from the organization, or suspended there, before GitHub took it. Decide on GitHub’s page, or ask an owner to install it again.',
  'failure.app-gone-since':
    'GitHub’s answer was lost, and PATrol’s GitHub App was uninstalled from the organization or suspended there since, so it cannot be seen from here what became of it. Look at GitHub’s page; when the App is back within a day, the card will tell.',
  'failure.github-403':
    'GitHub refused it (403): the App may lack the permission “Personal access token requests: write” or be suspended. Ask whoever runs PATrol to check the App, or decide on GitHub’s page. The request waits again.',
  'failure.github-404':
    'GitHub does not know the request, or the App is not installed there any more (404). Look at GitHub’s page. The request waits again.',
  'failure.github-422':
    'GitHub found the decision unacceptable (422). Try it with another reason, or decide on GitHub’s page. The request waits again.',
  'failure.superseded': 'The request was ended on GitHub before yours arrived; the card shows how.',
  'failure.lost':
    'GitHub’s answer was lost, and the request is gone from its list. Look at GitHub’s page to see what became of it.',
  'failure.unseen':
    'GitHub’s answer was lost, and for a day PATrol’s GitHub App was not let into the organization to see what became of it. Look at GitHub’s page; once the App is back, the card will tell.',
  'failure.other': 'GitHub refused it. The request waits again: try again, or decide on GitHub’s page.',

  // E-mail
  'mail.approved.subject': 'Approved: your token “{token}” for {organization}',
  'mail.denied.subject': 'Denied: your token “{token}” for {organization}',
  'mail.greeting': 'Hello {requester},',
  'mail.approved':
    '{approver} approved the access that your fine-grained personal access token “{token}” asked for in the organization {organization}.',
  'mail.approved.unnamed':
    'The access that your fine-grained personal access token “{token}” asked for in the organization {organization} was approved on GitHub.',
  'mail.denied':
    '{approver} denied the access that your fine-grained personal access token “{token}” asked for in the organization {organization}.',
  'mail.denied.unnamed':
    'The access that your fine-grained personal access token “{token}” asked for in the organization {organization} was denied on GitHub.',
  'mail.reason': 'Reason:',
  'mail.footer':
    'PATrol, with which the owners of your organizations decide token requests, sent you this because you asked for access with a personal access token.',
  'mail.stop.decision': 'No more e-mails about decisions',
  'mail.stop.digest': 'No more digests by e-mail',
  'mail.stop.home':
    'To get no more of these e-mails, open PATrol’s App Home in Slack and change your settings, or ask whoever runs PATrol to stop them.',

  // The page where e-mails are stopped
  'unsubscribe.decision.question': 'No more e-mails about decisions?',
  'unsubscribe.decision.what':
    'PATrol will not write to {address} any more when a token request of yours is approved or denied. Messages in Slack go on.',
  'unsubscribe.decision.stopped':
    'PATrol does not write to {address} any more when a token request of yours is approved or denied. Messages in Slack go on, and so does any other e-mail.',
  'unsubscribe.decision.resumed':
    'PATrol writes to {address} when a token request of yours is approved or denied.',
  'unsubscribe.digest.question': 'No more digests by e-mail?',
  'unsubscribe.digest.what':
    'PATrol will not send its digest of waiting token requests to {address} any more. Messages in Slack go on.',
  'unsubscribe.digest.stopped':
    'PATrol does not send its digest of waiting token requests to {address} any more. Messages in Slack go on, and so do e-mails about decisions on requests of your own.',
  'unsubscribe.digest.resumed': 'PATrol sends its digest of waiting token requests to {address}.',
  'unsubscribe.stop': 'Stop these e-mails',
  'unsubscribe.stopped': 'These e-mails have stopped',
  'unsubscribe.undo': 'Was that a mistake?',
  'unsubscribe.resume': 'Send them again',
  'unsubscribe.resumed': 'These e-mails come again',
  'unsubscribe.bad-link': 'This link does not work',
  'unsubscribe.bad-link.next':
    'Nothing was changed. The link may have been cut off, or be from an old e-mail: use the one in the last e-mail that you got, open PATrol’s App Home in Slack and change your settings, or ask whoever runs PATrol to stop the e-mails.',
  'unsubscribe.busy': 'Too many are here at once',
  'unsubscribe.busy.next': 'Nothing was changed. Please try again in a minute.',
  'unsubscribe.failed': 'Something went wrong',
  'unsubscribe.failed.next':
    'Nothing was changed. Please try again; if it stays so, tell whoever runs PATrol this number: {reference}.',

  // Bulk decisions
  'bulk.title': 'Request selected…',
  'bulk.submit': 'Send decisions',
  'bulk.back': 'Back',
  'bulk.requests': '{count, plural, one {# request} other {# requests}}',
  'bulk.summary': '{requests}: {whose}',
  'bulk.whose': '{requesters}, in {organizations}.',
  'bulk.of': '{count, number} of {login}',
  'bulk.of-others': '{count, number} of {others, plural, one {# other} other {# others}}',
  'bulk.more-organizations': '{count, plural, one {# more} other {# more}}',
  'bulk.warning':
    '{count, plural, one {# of them asks for far-reaching access} other {# of them ask for far-reaching access}}: look twice before you approve.',
  'bulk.what-happens':
    'GitHub is told at once; there is no way back here. Requests that somebody decides meanwhile are left as they are. Each requester gets one message about all of theirs.',
  'bulk.decision.approve': 'Approve: the tokens get the access that they ask for',
  'bulk.decision.deny': 'Deny: the tokens get no access',
  'bulk.decision.missing': 'Choose one of the two.',
  'bulk.reason': 'Reason, shared with every requester',
  'bulk.too-slow':
    'This took too long. If your decision was taken all the same, its results come to you as a direct message. If nothing comes within a minute, please select the requests again.',
  'bulk.results.title': 'Selected requests',
  'bulk.loading': 'Looking up the results…',
  'bulk.drafted': '{total, plural, one {# request} other {# requests}}, not decided yet',
  'bulk.asked.approve': 'Approving {total, plural, one {# request} other {# requests}}…',
  'bulk.asked.deny': 'Denying {total, plural, one {# request} other {# requests}}…',
  'bulk.ended.approve': 'Approved {done, number} of {total, plural, one {# request} other {# requests}}',
  'bulk.ended.deny': 'Denied {done, number} of {total, plural, one {# request} other {# requests}}',
  'bulk.ended.approve.all': 'Approved {total, plural, one {# request} other {all # requests}}',
  'bulk.ended.deny.all': 'Denied {total, plural, one {# request} other {all # requests}}',
  'bulk.ended.but': '{outcome}; {others}',
  'bulk.count.already-decided':
    '{count, plural, one {# was decided by somebody else} other {# were decided by others}}',
  'bulk.count.cancelled':
    '{count, plural, one {# was cancelled or had expired} other {# were cancelled or had expired}}',
  'bulk.count.refused': '{count, plural, one {# was refused} other {# were refused}}',
  'bulk.count.unknown':
    'of {count, number} nobody can tell what became of {count, plural, one {it} other {them}}',
  'bulk.progress': '{settled, number} of {total, number} finished',
  'bulk.progress.approved': '{count, plural, one {# approved} other {# approved}}',
  'bulk.progress.denied': '{count, plural, one {# denied} other {# denied}}',
  'bulk.progress.submitted':
    '{count, plural, one {# is submitted, and GitHub has} other {# are submitted, and GitHub has}} yet to confirm it',
  'bulk.progress.waiting':
    '{count, plural, one {# is still to be sent to GitHub} other {# are still to be sent to GitHub}}',
  'bulk.may-close': 'You can close this: it goes on, and the results come to you as a direct message.',
  'bulk.subject': '{requester}, {token} ({organization})',
  'bulk.result': '{subject}: {outcome}',
  'bulk.outcome.waiting': 'still to be sent to GitHub.',
  'bulk.outcome.submitted': 'submitted; GitHub has yet to confirm it.',
  'bulk.outcome.approved': 'approved',
  'bulk.outcome.denied': 'denied',
  'bulk.outcome.left': 'left as it is. {state}',
  'bulk.outcome.unknown':
    'nobody can tell whether it was carried out. GitHub’s page shows what became of it.',
  'bulk.outcome.failed': 'not carried out. {why}',
  'bulk.refusal.already-decided': 'left as it is: somebody else was first.',
  'bulk.refusal.app-not-installed':
    'PATrol’s GitHub App is not installed in the organization, or is suspended there. Decide it on GitHub’s page.',
  'bulk.refusal.github-silent':
    'GitHub did not say in time whether you may decide it, so nothing was done. It still waits: please try again.',
  'bulk.refusal.not-owner':
    'GitHub says that you are no active owner of the organization. Ask an owner to decide it.',
  'bulk.refusal.not-signed-in':
    'your decisions there are sent in your own name, and your GitHub account is not connected. Type /tokens link, then decide it again.',
  'bulk.refusal.own-request': 'it is your own request. Another owner has to decide it.',
  'bulk.refusal.request-gone': 'it is not known here any more. GitHub’s own list shows what became of it.',
  'bulk.refusal.token-expired': 'the token has expired, so there is nothing to decide any more.',
  'bulk.more': '{count, plural, one {and # more} other {and # more}}',
  'bulk.results': 'Show all results',
  'bulk.results.label':
    'Show all results of your decision on {total, plural, one {# request} other {# requests}}',
  'bulk.refresh': 'Refresh',
  'bulk.notice.approved':
    '{approver} approved {count, plural, one {# of your token requests} other {# of your token requests}}:',
  'bulk.notice.approved.unnamed':
    '{count, plural, one {# of your token requests was} other {# of your token requests were}} approved on GitHub:',
  'bulk.notice.approved.next': 'What was approved works right away; there is nothing else to do.',
  'bulk.notice.denied':
    '{approver} denied {count, plural, one {# of your token requests} other {# of your token requests}}:',
  'bulk.notice.denied.unnamed':
    '{count, plural, one {# of your token requests was} other {# of your token requests were}} denied on GitHub:',
  'bulk.notice.denied.next':
    'What was denied still reads public resources. Make new tokens with less access, or talk to the owner who decided.',
  'bulk.notice.line': '{token} in {organization}',
  'bulk.notice.others': '{count, plural, one {# more} other {# more}}',
  'bulk.mail.approved.subject':
    'Approved: {count, plural, one {# of your token requests} other {# of your token requests}}',
  'bulk.mail.approved.subject.in':
    'Approved: {count, plural, one {# of your token requests} other {# of your token requests}} for {organization}',
  'bulk.mail.denied.subject':
    'Denied: {count, plural, one {# of your token requests} other {# of your token requests}}',
  'bulk.mail.denied.subject.in':
    'Denied: {count, plural, one {# of your token requests} other {# of your token requests}} for {organization}',
  'bulk.mail.approved':
    '{approver} approved the access that {count, plural, one {one of your fine-grained personal access tokens} other {# of your fine-grained personal access tokens}} asked for:',
  'bulk.mail.approved.unnamed':
    'The access that {count, plural, one {one of your fine-grained personal access tokens} other {# of your fine-grained personal access tokens}} asked for was approved on GitHub:',
  'bulk.mail.denied':
    '{approver} denied the access that {count, plural, one {one of your fine-grained personal access tokens} other {# of your fine-grained personal access tokens}} asked for:',
  'bulk.mail.denied.unnamed':
    'The access that {count, plural, one {one of your fine-grained personal access tokens} other {# of your fine-grained personal access tokens}} asked for was denied on GitHub:',
  'bulk.mail.line': '“{token}” in {organization}',

  // What people run into
  'error.not-linked':
    'I do not know yet which GitHub account is yours, so I cannot check whether you may do this. Connect it, and I offer this again.',
  'error.not-linked.ask':
    'I do not know which GitHub account is yours, so I cannot check whether you may do this. Ask whoever runs PATrol to link you (SLACK_GITHUB_USERS), or decide on GitHub’s page.',
  'error.not-signed-in':
    'Your decisions are sent to GitHub in your own name, so that GitHub’s audit log names you. For that, connect your GitHub account; then I offer this again.',
  'error.not-active': 'Slack says that this user is a bot or was deactivated, so nothing was done.',
  'error.person-unknown':
    'Slack did not say in time who you are, so nothing was done. Please try again in a minute.',
  'error.too-many-tries': 'That was often within a short time. Please wait some minutes, then try again.',
  'error.account-changed':
    'You have linked another GitHub account since, so nothing was done. Please decide once more.',
  'error.link-expired':
    'This link is not good any more: it works for ten minutes, once, in the browser that opened it. Go back to Slack and choose “Connect GitHub” again, or type /tokens link.',
  'error.link-denied':
    'You did not allow PATrol to know who you are on GitHub, so nothing was linked. If you change your mind, type /tokens link in Slack.',
  'error.link-refused':
    'GitHub did not accept the sign-in. Go back to Slack and type /tokens link to try again; if it stays so, tell whoever runs PATrol.',
  'error.link-taken':
    'This GitHub account is linked to another Slack user already. If both are you, type /tokens unlink as that other user first. If not, tell an owner of your organization.',
  'error.link-of-operator':
    'Whoever runs PATrol has linked your Slack user to the GitHub account {login}. Sign in to GitHub as {login}, or ask them to change SLACK_GITHUB_USERS.',
  'error.not-owner':
    'Only an active owner of {organization} can decide this, and GitHub says that {login} is none. Ask an owner.',
  'error.own-request': 'This is your own request, {login}. Another owner of {organization} has to decide it.',
  'error.other-workspace':
    'Only people of this workspace can do this. Ask an owner of the organization here to decide.',
  'error.already-decided': 'You were too late.',
  'error.already-yours': 'You have decided this already.',
  'error.token-expired': 'The token has expired meanwhile: there is nothing to decide any more.',
  'error.request-gone': 'This request is not known here any more. GitHub’s own list shows what became of it.',
  'error.reason-too-long':
    'The reason has {length, number} characters; GitHub takes {limit, number}. Please shorten it.',
  'error.github-silent':
    'GitHub did not say in time whether you may do this, so nothing was done. Please try again in a minute.',
  'error.app-not-installed':
    'PATrol’s GitHub App is not installed in {organization}, or is suspended there, so nothing can be decided here. Ask an owner to install it again, or decide on GitHub’s page.',
  'error.too-slow':
    'This took too long. Look at the card in a moment: if nothing has changed there, please try again.',
  'error.not-yours-to-read': 'Only owners of {organization}, and whoever asked, can see this.',
  'error.list-gone':
    'This list was opened too long ago. Open it again with /tokens pending; what was selected in it is not decided.',
  'error.nothing-selected': 'Select at least one request.',
  'error.too-many-selected':
    'At most {limit, number} requests can be decided at once; {count, number} are selected.',
  'error.bulk-gone': 'This decision is not known here any more. Open the list again: /tokens pending.',
  'error.bulk-already-asked': 'You have sent this decision already; its results come to you as a message.',
  'error.unknown':
    'Something went wrong here, and nothing was decided. Please try again; if it stays, tell whoever runs PATrol this number: {reference}.',
  'error.slack-silent': 'Slack did not open the window in time. Please try once more.',
  'error.settings-not-yours':
    'Only active owners of an organization, and members of its approver teams, can see and change its settings. GitHub says that you are neither, so nothing was changed.',
  'error.title': 'Not done',
  'error.title.reading': 'Cannot be shown',

  // The list
  'list.title.pending': 'Pending requests',
  'list.title.history': 'History',
  'list.title.mine': 'Your token requests',
  'list.title.found': 'Requests found',
  'list.loading': 'Asking GitHub what you may see…',
  'list.summary': '{count} in {organizations}, {order}.',
  'list.summary.own': '{count}, {order}.',
  'list.waiting': '{count, plural, one {# request waits} other {# requests wait}}',
  'list.waiting.capped': '{count, number}+ requests wait',
  'list.ended': '{count, plural, one {# request has ended} other {# requests have ended}}',
  'list.ended.capped': '{count, number}+ requests have ended',
  'list.matching': '{count, plural, one {# request matches} other {# requests match}}',
  'list.matching.capped': '{count, number}+ requests match',
  'list.own': '{count, plural, one {# request of yours} other {# requests of yours}}',
  'list.own.capped': '{count, number}+ requests of yours',
  'list.found': '{count, plural, one {# request is} other {# requests are}} called {name}.',
  'list.found.capped': '{count, number}+ requests are called {name}; these are the first.',
  'list.order.oldest': 'oldest first',
  'list.order.newest': 'newest first',
  'list.order.latest': 'latest first',
  'list.order.waiting': 'those that wait first, then the newest',
  'list.order.expiry': 'first to expire first',
  'list.page': 'Page {page, number}.',
  'list.query': 'Only those that match {query}.',
  'list.left-out':
    'Left out: {organizations}. GitHub did not say in time whether you are an owner there. Please try again in a minute.',
  'list.nowhere':
    'GitHub says that you are an owner of none of the organizations here, so there is nothing for you to decide. The button shows your own requests.',
  'list.open-mine': 'Your own requests',
  'list.mine.why':
    'Until an owner has approved it, a token reads public resources only, so calls to anything private answer “not found”.',
  'list.empty.pending': 'No request waits in {organizations}.',
  'list.empty.history': 'Nothing has been decided in {organizations} yet.',
  'list.empty.mine':
    'You have not asked for anything yet. A token of yours that waits for an owner’s approval will be shown here.',
  'list.empty.query': 'No request matches this search.',
  'list.empty.found': 'No request that you may see is called {name}.',
  'list.show-all': 'Show all',
  'list.again': 'Try again',
  'list.search': 'Search',
  'list.search.placeholder': 'owner:mona older:3d',
  'list.search.hint':
    'For example: owner:mona,max repo:payments permission:contents_write older:3d -never-used sort:expiry',
  'list.filter.owner': 'Owner',
  'list.filter.repo': 'Repository',
  'list.filter.permission': 'Permission',
  'list.filter.any': 'Any',
  'list.choices.silent': 'GitHub did not answer in time: please try again.',
  'list.choices.gone': 'This list was opened too long ago: please open it again.',
  'list.select': '{count, plural, =0 {Select requests} other {Select requests (# selected)}}',
  'list.not-selectable': 'These match, too, but you cannot decide them here:',
  'list.own-request': 'Your own request: another owner has to decide it.',
  'list.since': 'Asked {when}.',
  'list.select-all': '{count, plural, one {Select the only match} other {Select all # that match}}',
  'list.select-first': 'Select the first {count, number} that match',
  'list.clear': 'Clear selection',
  'list.selected.none': 'Nothing is selected.',
  'list.selected': '{count, plural, one {# request is selected.} other {# requests are selected.}}',
  'list.selected.elsewhere':
    '{count, plural, one {# request is selected,} other {# requests are selected,}} {elsewhere, number} of them not on this page.',
  'list.full': 'At most {limit, number} requests can be selected at once; the others are not.',
  'list.details': 'Open one in detail…',
  'list.submit': 'Request selected…',
  'list.nothing-left':
    'All that you had selected was decided meanwhile, so nothing is left to do, and nothing is selected any more.',
  'list.bad-link': 'The search behind this button cannot be read any more, so nothing was looked up.',
  // One line of it, short enough for a check box
  'list.line.just-now': 'just now',
  'list.line.writes-everywhere': 'writes everywhere',
  'list.line.administers': 'administers',
  'list.line.never-expires': 'never expires',
  'list.line.all': 'all repositories',
  'list.line.none': 'public only',
  'list.line.unknown': 'some repositories',
  'list.line.more': '{name} and {count, number} more',
  'list.line.permissions': '{level}: {names}',
  'list.line.expires': 'expires {when}',

  // What stands in the way of reading a query
  'query.too-long':
    'The query is longer than {limit, number} characters, so it was not read. Please shorten it.',
  'query.unknown-qualifier': 'There is no qualifier {written}.',
  'query.unknown-value': '{written} has a value that is not known there.',
  'query.missing-value': 'There is no value after {written}.',
  'query.bad-duration': '{written} needs a time such as 30m, 12h, 3d or 2w.',
  'query.unclosed-quote': 'The quotation mark in {written} is not closed.',
  'query.twice': 'A query can have {written} only once.',
  'query.too-many': 'There is more in the query than can be looked for at once: {written}.',
  'query.for-history': '{written} is for the history: {command}',
  'query.for-pending': '{written} is for the list of what waits: {command}',
  'query.with-suggestion': '{problem} Did you mean {suggestion}?',
  'query.perhaps-more': 'There may be more of these.',

  // /tokens
  'tokens.commands': 'What you can type',
  'tokens.alone': 'what waits for you, at a glance',
  'tokens.pending': 'the requests that wait, to review and decide many at once',
  'tokens.history': 'who decided what, and why',
  'tokens.mine': 'your own requests, and what became of them',
  'tokens.audit': 'the ledger: every change, who made it, and whether the record is whole',
  'tokens.status': 'how PATrol is doing, and what could not be delivered',
  'tokens.show': 'one request, by its id, the name of its token, or its address on GitHub',
  'tokens.settings': 'your language and what you are told of, and the settings of your organizations',
  'tokens.link': 'connects your GitHub account, so that you can decide and see your own requests',
  'tokens.unlink': 'forgets which GitHub account is yours',
  'tokens.help': 'all of this with examples',
  'tokens.command': '{command} {does}',
  'tokens.unknown': 'I do not know {word}. This is what I understand:',
  'tokens.unknown.nearest': 'I do not know {word}. Did you mean {suggestion}?',
  'tokens.unknown.name': 'I do not know {word}. If a token is called so: {suggestion}',
  'tokens.show.what':
    'Which one? Type the id of a request, the name of its token, or its address on GitHub, such as {example}.',
  'tokens.show.none':
    'I found no request {what} that you may see. Owners see the requests of their organizations, everybody else their own.',
  'tokens.too-slow': 'This took too long, so nothing was looked up. Please try again in a minute.',
  'query.see-help': 'Nothing was looked up. /tokens help explains what a query can say.',
  'query.example': 'Nothing was looked up. For example: {command}',
  'query.corrected': 'Nothing was looked up. This would be right: {command}',
  'help.what':
    'I post every fine-grained personal access token that waits for approval, and owners decide it there: Approve, Deny… or Details.',
  'help.classic':
    'Classic tokens need no approval: they reach what their owner can reach, unless the organization restricts them in its token policy.',
  'help.policies': 'The token policy of {organizations}',
  'help.policy': 'Which tokens need approval',
  'help.query': 'What a query can say',
  'help.query.joined':
    'All of it must hold. A comma means “or”, a minus in front means “not” (-owner:dependabot), and what has spaces needs quotes.',
  'help.query.line': '{written} {means}',
  'help.query.owner': 'whose token it is',
  'help.query.repo': 'which repository it asks for, with or without the organization’s name',
  'help.query.permission': 'which permission, at this level or above; without a level any',
  'help.query.org': 'which organization',
  'help.query.age': 'asked longer ago than that, or not so long ago (m, h, d, w)',
  'help.query.expires': 'the token expires within that time, or never',
  'help.query.never-used': 'the token was never used',
  'help.query.is': 'its state: pending, deciding, approved, denied, cancelled, expired or closed',
  'help.query.decided-by': 'who decided; only in the history',
  'help.query.sort': 'the order: oldest, newest or expiry',
  'help.query.text': 'any other word: it is in the token’s name or in the reason',
  'help.audit': 'What a query of the ledger can say',
  'help.audit.by': 'who decided, or whose accounts were linked',
  'help.audit.action':
    'approve or deny, or what happened: asked, decided, refused, released, seen, cancelled, expired, link, unlink, settings, erased',
  'help.audit.request': 'GitHub’s number of the request',
  'help.audit.others': 'which organization, and when; any other word is in the token’s name',
  'help.warnings': 'What “look twice” means',
  'help.warning': '{warning}: {means}',
  'help.warning.writes-everywhere':
    'it asks to write to all repositories, also to those that are made later. One leaked token changes everything.',
  'help.warning.administers':
    'it asks for a permission with which members, secrets, webhooks, workflows or settings can be changed, and so more access be gained.',
  'help.warning.never-expires': 'it works until somebody revokes it, also long after it is needed.',

  // Linking accounts, in Slack and on the pages of the browser
  'link.connect': 'Connect GitHub',
  'link.title': 'Connect GitHub',
  'link.how':
    'GitHub asks you to sign in and to let PATrol know who you are. Then a page shows both of your accounts and asks whether they belong together.',
  'link.private': 'The link is for you alone, and good for ten minutes. Do not forward it.',
  'link.go': 'Continue on GitHub',
  'link.news.made': 'Done: you are {login} on GitHub.',
  'link.news.go-on': 'You wanted to do this:',
  'link.news.revoked':
    'You have revoked PATrol’s authorization on GitHub. I have forgotten which GitHub account is yours, and cannot decide in your name any more.',
  'link.news.signed-out':
    'You have revoked PATrol’s authorization on GitHub, so I cannot decide in your name any more.',
  'link.not-offered':
    'Accounts are linked by whoever runs PATrol here: they add “{id}=your GitHub login” to SLACK_GITHUB_USERS.',
  'link.removed':
    'I have forgotten that you are {login} on GitHub, and cannot decide in your name any more. Your authorization of PATrol on GitHub stands until you remove it there: {page}',
  'link.signed-out':
    'I cannot decide in your name any more. That you are {login} on GitHub was set by whoever runs PATrol; only they can change it.',
  'link.of-operator':
    'That you are {login} on GitHub was set by whoever runs PATrol; only they can change it (SLACK_GITHUB_USERS).',
  'link.none': 'I do not know which GitHub account is yours, so there is nothing to forget.',
  'link.authorizations': 'your authorized GitHub Apps',
  'link.too-slow': 'This took too long. Please try again in a minute.',
  'link.page.question': 'Do these two accounts belong to you?',
  'link.page.check':
    'PATrol is about to link them. Whoever acts as this Slack user then acts as this GitHub user.',
  'link.page.slack': 'Slack user',
  'link.page.github': 'GitHub user',
  'link.page.replaces': 'This Slack user has been linked to the GitHub user {login}. That ends.',
  'link.page.warning':
    'If you are not {name} in Slack, somebody has sent you their link. Cancel: otherwise they could decide in your name.',
  'link.page.confirm': 'Yes, both are mine',
  'link.page.cancel': 'Cancel',
  'link.page.done': 'Your accounts are linked',
  'link.page.done.next':
    'You are {login} on GitHub. Close this page and go back to Slack: a message from PATrol waits there, with what you wanted to do.',
  'link.page.cancelled': 'Nothing was linked',
  'link.page.cancelled.next':
    'If somebody sent you the link, tell an owner of your organization. To link your own accounts, type /tokens link in Slack.',
  'link.page.not-linked': 'Nothing was linked',
  'link.page.failed': 'Something went wrong',
  'link.page.failed.next':
    'Nothing was linked. Please type /tokens link in Slack and try again; if it stays so, tell whoever runs PATrol this number: {reference}.',

  // How PATrol is doing
  'status.what': 'How PATrol is doing',
  'status.nowhere':
    'GitHub says that you are an owner of none of the organizations here. How PATrol is doing is for those who may decide.',
  'status.service': '{service}: {state}',
  'status.slack': 'Slack',
  'status.github': 'GitHub',
  'status.database': 'Database',
  'status.smtp': 'E-mail',
  'status.state.ok': 'answers',
  'status.state.refused':
    'does not take PATrol’s credentials. Tell whoever runs PATrol; what was decided or is to be sent waits until then',
  'status.state.unreachable': 'does not answer. What is to be sent waits, and nothing is lost',
  'status.state.unknown': 'the process that answers you has not asked it lately',
  'status.state.off': 'none is set up, so requesters get direct messages only',
  'status.state.read-only': 'takes no changes, so nothing can be decided. Tell whoever runs PATrol at once',
  'status.compared': '{organization}: last compared with GitHub {when}',
  'status.compared.never':
    '{organization}: not compared with GitHub yet, so requests that no webhook told of may be missing',
  'status.compared.later':
    '{count, plural, one {# other organization was} other {# other organizations were}} compared later than these',
  'status.waiting':
    '{count, plural, one {# message waits} other {# messages wait}} to be sent, the oldest since {when}',
  'status.waiting.none': 'Nothing waits to be sent',
  'status.unknown-outcomes':
    '{count, plural, one {# decision was} other {# decisions were}} sent, and GitHub does not say whether {count, plural, one {it was} other {they were}} carried out. It is asked again and again; GitHub’s own list shows it, too',
  'status.failed': '{count, plural, one {# message was} other {# messages were}} given up in the last 7 days',
  'status.failed.capped': 'More than {count, number} messages were given up in the last 7 days',
  'status.failed.none': 'No message about requests of yours was given up in the last 7 days.',
  'status.failed.line': '{when}: {what}, about {about}. {reason}',
  'status.failed.where': '{what} ({place})',
  'status.failed.token': '{token} of {requester} in {organization}',
  'status.again': 'Try again',
  'status.others': '{count, plural, one {and # other} other {and # others}}',
  'status.kind.card': 'the card',
  'status.kind.cards': 'the update of all cards',
  'status.kind.organization-news': 'the news of where PATrol is installed',
  'status.kind.note': 'a note below the card',
  'status.kind.requester': 'the message to whoever asked',
  'status.kind.mail': 'the e-mail to whoever asked',
  'status.kind.approver': 'the message to whoever decided',
  'status.kind.summary': 'the summary of many new requests',
  'status.kind.reminder': 'a reminder in a thread',
  'status.kind.owner-reminder': 'a reminder to owners',
  'status.kind.digest': 'the daily digest',
  'status.kind.other': 'a message',
  'status.reason.archived':
    'The channel is archived. Unarchive it, or ask whoever runs PATrol to set another one ({code}).',
  'status.reason.no-channel':
    'Slack knows no such channel, or PATrol is not in it. Invite PATrol there, or ask whoever runs PATrol to set another one ({code}).',
  'status.reason.restricted':
    'The settings of the channel or the workspace do not let PATrol post there. A workspace admin can allow it ({code}).',
  'status.reason.person-gone':
    'Slack says that this person is gone or deactivated. Tell them another way, if they need to know ({code}).',
  'status.reason.bot': 'This Slack user is a bot. Ask whoever runs PATrol to mend the link ({code}).',
  'status.reason.mail':
    'The mail server does not take mail for this address. Tell them another way; they should correct the address in their Slack profile ({code}).',
  'status.reason.other': '{service} refused it: {code}. Tell whoever runs PATrol.',
  'status.reason.defect': 'PATrol itself failed. Tell whoever runs PATrol to look for {trace} in the log.',

  // The ledger
  'audit.title': 'Ledger',
  'audit.what': 'Every change in {organizations}, and of links and settings. The newest stands first.',
  'audit.none': 'There is no entry, neither of {organizations} nor of links and settings.',
  'audit.query': 'Only those that match {query}.',
  'audit.nowhere':
    'GitHub says that you are an owner of none of the organizations here. The ledger is for those who may decide.',
  'audit.newer': 'Newer',
  'audit.older': 'Older',
  'audit.count': '{count, plural, one {# entry.} other {# entries.}}',
  'audit.count.capped': 'More than {count, number} entries.',
  'audit.head': 'The chain of all entries ends with {head}.',
  'audit.unsealed': 'They are not sealed: no key is set for it.',
  'audit.line': '{when}: {what}',
  'audit.subject': '{token} of {requester}, {organization} {number}',
  'audit.erased': '(erased)',
  'audit.unnamed': 'somebody',
  'audit.by-member': 'by themselves',
  'audit.by-operator': 'by whoever runs PATrol',
  'audit.for-team': 'for the team {team}',
  'audit.path.card': 'on the card',
  'audit.path.details': 'in the details',
  'audit.path.home': 'in App Home',
  'audit.path.list': 'in the list',
  'audit.path.github': 'on GitHub',
  'audit.request-seen': 'seen: {subject}',
  'audit.request-cancelled': 'taken back by whoever asked: {subject}',
  'audit.request-expired': 'the token expired: {subject}',
  'audit.request-closed': 'gone from GitHub: {subject}',
  'audit.decision-asked.approve': '{approver} asked to approve {subject}, {how}',
  'audit.decision-asked.deny': '{approver} asked to deny {subject}, {how}',
  'audit.decided.approve': 'approved by {approver}: {subject}, {how}',
  'audit.decided.deny': 'denied by {approver}: {subject}, {how}',
  'audit.decision-refused': 'GitHub refused ({failure}) what {approver} had decided: {subject}, {how}',
  'audit.decision-released': 'not carried out ({failure}), what {approver} had decided: {subject}, {how}',
  'audit.decision-superseded': 'too late, what {approver} had decided: {subject}, {how}',
  'audit.decision-lost': 'nobody can tell what became of what {approver} had decided: {subject}, {how}',
  'audit.decider-named': 'GitHub said that it was {approver} who decided: {subject}, {how}',
  'audit.link-made': 'linked {origin}: {person}',
  'audit.link-removed': 'link removed, which was made {origin}: {person}',
  'audit.app-installed': 'PATrol’s GitHub App works again in {organization}',
  'audit.app-suspended': 'PATrol’s GitHub App was suspended in {organization}',
  'audit.app-uninstalled': 'PATrol’s GitHub App was uninstalled from {organization}',
  'audit.settings-changed': 'settings changed: {data}',
  'audit.organization-settings-changed': '{person} changed settings of {organization}: {changes}',
  'audit.setting': '{name} from {from} to {to}',
  'audit.setting.hours': '{days}, {from} to {until}',
  'audit.person-erased': 'somebody’s personal data were erased: {data}',
  'audit.other': '{kind}: {data}',
  'ledger.head':
    'Ledger: {entries, plural, one {# entry} other {# entries}}, head {head}. Keep this message: {command} shows whether the record was cut off or made anew since.',

  // Settings
  'settings.title': 'Settings',
  'settings.loading': 'Asking GitHub whose settings you may change…',
  'settings.save': 'Save',
  'settings.cancel': 'Cancel',
  'settings.saved': 'Saved. App Home and all that comes to you from now on follow it.',
  'settings.language': 'Language',
  'settings.as-in-slack': 'As in Slack',
  'settings.as-in-slack.known': 'As in Slack ({known})',
  'settings.time-zone': 'Time zone',
  'settings.time-zone.placeholder': 'Type a place, such as Paris',
  'settings.own': 'News of your own requests',
  'settings.own.hint': 'That one waits, and what was decided. App Home shows it in any case.',
  'settings.by-message': 'By direct message',
  'settings.by-mail': 'By e-mail, when one was decided',
  'settings.reminders': 'Reminders for owners',
  'settings.reminders.message': 'By direct message, of requests that wait for long',
  'settings.digest': 'Daily digest of what waits',
  'settings.digest.hint':
    'The digest in the channel is for everybody. Owners can switch it off below, in the settings of the organization; then it is personal only.',
  'settings.digest.channel': 'In the channel only',
  'settings.digest.message': 'Both: also to you, by direct message',
  'settings.digest.mail': 'Both: also to you, by e-mail',
  'settings.digest.message-and-mail': 'Both: also to you, by direct message and e-mail',
  'settings.mute': 'Mute',
  'settings.mute.option': 'Nothing but your own requests and decisions',
  'settings.mute.hint': 'No reminders and no digest come to you, whatever is chosen above.',
  'settings.organizations': 'Your organizations',
  'settings.organizations.about':
    'For everybody there: the channel, the digest, working hours, reminders and the language of the channel.',
  'settings.organizations.choose': 'Choose an organization',
  'settings.organization.open': 'Settings of {organization}',
  'settings.organization.silent':
    'GitHub did not say in time whether you are an owner of {names}. Open the settings again in a minute.',
  'settings.organization.unlinked':
    'Connect your GitHub account to change the settings of organizations that you own.',
  'settings.organization.title': 'Organization settings',
  'settings.organization.loading': 'Asking GitHub whether you may change this…',
  'settings.organization.about':
    'These hold for {organization}, for everybody. The ledger says who changed what: /tokens audit.',
  'settings.organization.saved': 'Saved for {organization}. The ledger says that you did it.',
  'settings.organization.reset':
    'Everything of {organization} is as whoever runs PATrol has set it again. The ledger says that you did it.',
  'settings.hint.usual': 'As whoever runs PATrol has set it.',
  'settings.hint.chosen': 'Chosen by an owner. Whoever runs PATrol has set: {usual}.',
  'settings.hint.chosen.channel': 'Chosen by an owner. Whoever runs PATrol has set another one.',
  'settings.channel': 'Channel for requests and digests',
  'settings.channel.hint': 'Invite me to a private channel first: /invite @PATrol.',
  'settings.channel.works':
    'I can post here, where you want the token requests of {organization} to be announced. Only you see this.',
  'settings.channel-language': 'Language of the channel',
  'settings.organization.time-zone': 'Time zone of the digest and of working hours',
  'settings.digest-time': 'Time of the digest',
  'settings.digest-posts': 'Digest in the channel',
  'settings.digest-posts.in-channel': 'Post it in the channel',
  'settings.digest-posts.all-clear': 'Also say so when nothing waits',
  'settings.days': 'Working days',
  'settings.from': 'Working hours from',
  'settings.until': 'Working hours until',
  'settings.remind-after': 'Remind in the card’s thread after so many working hours',
  'settings.remind-owners-after': 'Remind owners by direct message after so many working hours',
  'settings.hours.never': '0: never.',
  'settings.on': 'on',
  'settings.off': 'off',
  'settings.use-usual': 'Use the operator’s settings',
  'settings.use-usual.title': 'Give up what was chosen?',
  'settings.use-usual.text':
    'Everything of this organization will be as whoever runs PATrol has set it, also the channel.',
  'settings.use-usual.confirm': 'Use them',
  'settings.use-usual.cancel': 'Keep it',
  'settings.too-slow': 'This took too long, so nothing was saved. Please try again.',
  'settings.problem.language': 'Choose one of the languages of the menu.',
  'settings.problem.time-zone': 'Choose a time zone, such as Europe/Paris.',
  'settings.problem.channel': 'Choose a channel of this workspace.',
  'settings.problem.channel-not-invited':
    'I am not in this channel, and cannot join a private one by myself. Type /invite @PATrol there, then save again.',
  'settings.problem.channel-archived': 'This channel is archived. Choose another, or unarchive it first.',
  'settings.problem.channel-refused':
    'Slack does not let me post in this channel. Look at its posting permissions, or choose another.',
  'settings.problem.channel-unknown':
    'Slack did not say in time whether I can post there. Please save again.',
  'settings.problem.digest-time': 'Choose a time of day, such as 09:00.',
  'settings.problem.days': 'Choose at least one day.',
  'settings.problem.hours': 'Choose both times of day.',
  'settings.problem.hours-order': 'This has to be later than when working hours begin.',
  'settings.problem.reminder': 'A whole number from 0, for never, to 1,000.',

  // The daily digest of an organization
  'digest.waiting':
    '{organization}: {count, plural, one {# token request waits} other {# token requests wait}} for a decision.',
  'digest.clear': '{organization}: all clear, no token request waits.',
  'digest.since': 'Since {since}: {changes}.',
  'digest.nothing-new': 'nothing new',
  'digest.added': '{count, plural, one {# new} other {# new}}',
  'digest.decided': '{outcomes} by {name}',
  'digest.decided.others': '{outcomes} by others',
  'digest.on-github': 'somebody on GitHub',
  'digest.approved': '{count, plural, one {# approved} other {# approved}}',
  'digest.denied': '{count, plural, one {# denied} other {# denied}}',
  'digest.ended': '{count, plural, one {# ended otherwise} other {# ended otherwise}}',
  'digest.median': 'Median time to decision: {wait}.',
  'digest.oldest': 'The oldest first:',
  'digest.shown': 'What has become of the requests in this digest:',
  'digest.open': 'Open the list',
  'digest.open.label': 'Open the list of token requests that wait in {organization}',
  'digest.history': 'What was decided',
  'digest.mail.subject':
    '{organization}: {count, plural, one {# token request waits} other {# token requests wait}} for a decision',
  'digest.mail.subject.clear': '{organization}: no token request waits',
  'digest.mail.greeting': 'Hello,',
  'digest.mail.line': '{requester} asks for access with “{token}” ({access}), since {since}',
  'digest.mail.access': '{repositories}; {permissions}; {expires}',
  'digest.mail.next':
    'Each link leads to the request on GitHub, where you can approve or deny it. In Slack, you can do the same with /tokens pending.',
  'digest.mail.next.clear': 'There is nothing to do.',
  'digest.mail.link': 'All that wait, on GitHub',
  'digest.mail.footer':
    'PATrol sends this once a day to the owners of {organization}, and to whom its operator names in their place.',

  // App Home
  'home.settings': 'Settings',
  'home.title': 'PATrol',
  'home.loading': 'Asking GitHub what concerns you…',
  'home.what':
    'When a member of your organization makes a fine-grained personal access token, an owner has to approve it before it reaches anything that is not public.',
  'home.how':
    'I post each of these requests in the review channel, where owners approve or deny it. Whoever asked gets a message from me with the decision and its reason.',
  'home.first': 'What to do first',
  'home.first.connect':
    'I do not know yet which GitHub account is yours. Connect it: then I show your own requests here, and, if you own an organization, what waits for you.',
  'home.sign-in':
    'Your decisions are sent to GitHub in your own name. Connect your GitHub account before you make the first one.',
  'home.first.link':
    'I do not know yet which GitHub account is yours. Ask whoever runs PATrol to link you: they add “{id}=your GitHub login” to SLACK_GITHUB_USERS. Then I show your own requests here, and, if you own an organization, those that wait for you.',
  'home.member': 'You are {login} on GitHub. This is what became of your own tokens.',
  'home.count': '{count, number}',
  'home.count.capped': '{count, number}+',
  'home.waiting': '{count, plural, one {# request waits} other {# requests wait}} for a decision',
  'home.waiting.capped': 'More than {count, number} requests wait for a decision',
  'home.waiting.none': 'No request waits for a decision.',
  'home.waiting.oldest': 'The oldest waits since {since}.',
  'home.waiting.oldest.median': 'The oldest waits since {since}. Median waiting time: {wait}.',
  'home.waiting.in': '{organization} {count}',
  'home.waiting.further': 'those of {count, plural, one {# more organization} other {# more organizations}}',
  'home.wait.short': 'less than an hour',
  'home.wait.hours': '{count, plural, one {an hour} other {# hours}}',
  'home.wait.days': '{count, plural, one {a day} other {# days}}',
  'home.silent':
    'GitHub did not say in time whether you may decide in {names}, so nothing of that is shown. Please look again in a minute.',
  'home.open-list': 'Open the list',
  'home.open-history': 'History',
  'home.open-mine': 'My requests',
  'home.more': 'and {count} more',
  'home.others': '{count, plural, one {# more} other {# more}}',
  'home.pending.title': 'Waiting for you, oldest first',
  'home.lately.title': 'Decided lately',
  'home.lately.none': 'Nothing yet.',
  'home.asked': '{requester} asks for access to {organization} with {token}, since {since}',
  'home.expires': 'expires {when}',
  'home.expires.never': 'never expires',
  'home.permissions.none': 'no permissions',
  'home.theirs': '{token} of {requester}, {organization}: {outcome}',
  'home.reason': '“{reason}”',
  'home.own.title': 'Your own requests',
  'home.own.ended.title': 'What became of your requests',
  'home.own.none': 'None of your tokens waits for approval.',
  'home.own.count':
    '{count, plural, =0 {None of your tokens waits for approval.} one {One of your tokens waits for approval.} other {# of your tokens wait for approval.}}',
  'home.own': '{number} {token} for {organization}: {outcome}',
  'home.own.waiting': '{number} {token} for {organization} waits since {since}',
  'home.own.count.capped': 'More than {count, number} of your tokens wait for approval.',
  'home.own.meanwhile':
    'Until an owner approves it, such a token reads public resources only: calls to anything private answer “not found”. You will be told here.',
  'home.channel': 'Requests are posted in {channel}.',

  // --- what the last weeks were like, in a picture and in words -----------------------------------
  'chart.title': 'The last {count, plural, one {# week} other {# weeks}} in {organization}',
  'chart.legend': '◆ waiting when the week ended  ■ decided  ● median time to a decision',
  'chart.summary': '{title}. {latest} {before}',
  'chart.latest':
    'Last week: {decided, plural, =0 {nothing was decided} one {# request decided ({approved, number} approved, {denied, number} denied)} other {# requests decided ({approved, number} approved, {denied, number} denied)}}{time}; {pending, plural, =0 {none waited} one {# waited} other {# waited}} when it ended.',
  'chart.latest.so-far':
    'This week until yesterday: {decided, plural, =0 {nothing was decided} one {# request decided ({approved, number} approved, {denied, number} denied)} other {# requests decided ({approved, number} approved, {denied, number} denied)}}{time}; {pending, plural, =0 {none waits} one {# waits} other {# wait}}.',
  'chart.time': ', in a median time of {time}',
  'chart.before':
    'In the week before: {decided, plural, =0 {nothing decided} one {# decided} other {# decided}}{time}; {pending, plural, =0 {none waited} one {# waited} other {# waited}} when it ended.',
  'chart.weeks': 'Week by week, from each Monday:',
  'chart.week': '{monday}: {decided, number} decided{time}; {pending, number} waiting when it ended.',
  'chart.minutes': '{count, plural, one {a minute} other {# minutes}}',
  'chart.hours': '{count, plural, one {# hour} other {# hours}}',
  'chart.days': '{count, plural, one {# day} other {# days}}',
} as const;
