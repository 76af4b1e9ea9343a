/** English texts in ICU MessageFormat, by the place where people read them. */
export const en = {
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
  'state.deciding.approve': '{approver} approves it; on its way to GitHub…',
  'state.deciding.deny': '{approver} denies it; on its way to GitHub…',
  'state.approved': 'Approved by {approver}, {when}',
  'state.denied': 'Denied by {approver}, {when}',
  'state.approved.github': 'Approved on GitHub by {approver}, {when}',
  'state.denied.github': 'Denied on GitHub by {approver}, {when}',
  'state.approved.unnamed': 'Approved on GitHub, {when}',
  'state.denied.unnamed': 'Denied on GitHub, {when}',
  'state.cancelled': 'Cancelled by {requester}, {when}',
  'state.expired': 'The token expired {when}, before anybody decided',
  'state.closed':
    'Gone from GitHub, {when}; GitHub does not say what ended it. The token has no access through this request.',

  // Details and the Deny modal
  'details.title': 'Token request',
  'details.loading': 'Asking GitHub whether you may see this…',
  'details.close': 'Close',
  'details.decision': 'Decision',
  'details.decision.approve': 'Approve: the token gets the access that it asks for',
  'details.decision.deny': 'Deny: the token gets no access',
  'details.reason': 'Reason, shared with the requester',
  'details.submit': 'Send decision',
  'details.repositories': 'Repositories {from}–{to} of {count}',
  'details.previous': 'Previous',
  'details.next': 'Next',
  'deny.title': 'Deny the request',
  'deny.submit': 'Deny',
  'deny.cancel': 'Cancel',
  'deny.reason': 'Reason',
  'deny.reason.hint': 'The requester reads it in the direct message and the e-mail.',
  'deny.reason.placeholder': 'What should be different?',

  // Direct messages
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
    'GitHub says that you are no owner of the organization any more. The request pends again.',
  'failure.not-linked':
    'Your Slack user is not linked to a GitHub account any more. The request pends again.',
  'failure.own-request': 'It is your own request. Another owner has to decide it.',
  'failure.github-down':
    'GitHub could not be reached for a quarter of an hour. The request pends again: please decide once more, or use GitHub’s page.',
  'failure.github-limited':
    'GitHub asks PATrol to wait longer than a decision should. The request pends again: please decide later, or use GitHub’s page.',
  'failure.outcome-unknown':
    'GitHub’s answer was lost, and since then GitHub does not tell what became of it. Nothing is sent again before that is known; GitHub’s page shows it.',
  'failure.app-not-installed':
    'The App of PATrol is not installed in the organization any more, or is suspended. The request pends again.',
  'failure.github-403':
    'GitHub refused it (403): the App may lack the permission “Personal access token requests: write” or be suspended. Ask whoever runs PATrol to check the App, or decide on GitHub’s page. The request pends again.',
  'failure.github-404':
    'GitHub does not know the request, or the App is not installed there any more (404). Look at GitHub’s page. The request pends again.',
  'failure.github-422':
    'GitHub found the decision unacceptable (422). Try it with another reason, or decide on GitHub’s page. The request pends again.',
  'failure.superseded': 'The request was ended on GitHub before yours arrived; the card shows how.',
  'failure.lost':
    'GitHub’s answer was lost, and the request is gone from its list. Look at GitHub’s page to see what became of it.',
  'failure.other': 'GitHub refused it. The request pends again: try again, or decide on GitHub’s page.',

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
    'You get this because you asked for access with a personal access token. PATrol tells you what became of it.',

  // What people run into
  'error.not-linked':
    'I do not know which GitHub account is yours, so I cannot check whether you may do this. Ask whoever runs PATrol to link you (SLACK_GITHUB_USERS), or decide on GitHub’s page.',
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
    'The GitHub App of PATrol is not installed in {organization}, or is suspended there, so nothing can be decided here. Ask an owner to install it again, or decide on GitHub’s page.',
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
  'error.title': 'Not done',

  // /tokens and App Home
  'help.what':
    'I post every fine-grained personal access token that waits for approval, and owners decide it there: Approve, Deny… or Details.',
  'help.classic':
    'Classic tokens need no approval: they reach what their owner can reach, unless the organization restricts them in its token policy.',
  'home.title': 'PATrol',
  'home.what':
    'When a member of your organization makes a fine-grained personal access token, an owner has to approve it before it reaches anything that is not public.',
  'home.how':
    'I post each of these requests in the review channel, where owners approve or deny it. Whoever asked gets a direct message from me, and an e-mail, with the decision and its reason.',
} as const;
