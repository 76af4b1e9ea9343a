/** `action_id`s of buttons; messages keep them for ever, so a landed one is never renamed. */
export const ACTIONS = {
  approve: 'token-request.approve',
  deny: 'token-request.deny',
  details: 'token-request.details',
  /** "Connect GitHub"; its value says what the person wanted to do. */
  connect: 'link.connect',
  /** A link; Slack tells of the click all the same. */
  openPage: 'token-request.open-page',
  detailsPage: 'token-request.details-page',
  bulkResults: 'bulk-decision.results',
  /** With the number of the page after a dot, since no two buttons of a block may share one. */
  bulkPage: 'bulk-decision.page',
  /** Opens the list of what waits; its value is a query, none for all. Stands in messages, App Home and the digest. */
  openList: 'list.open',
  /** Opens what was decided; its value is a query. */
  openHistory: 'list.open-history',
  /** Opens the reader's own requests. */
  openMine: 'list.open-mine',
  /** These stand in a list itself. */
  listSelect: 'list.select',
  listSearch: 'list.search',
  /** With `owner`, `repo` or `permission` after a dot. */
  listFilter: 'list.filter',
  listDetails: 'list.details',
  listPrevious: 'list.previous',
  /** Its value says where the next page begins. */
  listNext: 'list.next',
  listSelectAll: 'list.select-all',
  listClear: 'list.clear',
  listShowAll: 'list.show-all',
  listAgain: 'list.again',
  /** Their value says where the page begins. */
  auditNewer: 'audit.newer',
  auditOlder: 'audit.older',
  /** Its value is the id of a delivery that was given up. */
  sendAgain: 'delivery.send-again',
  /** Opens one's own settings; stands in App Home. */
  openSettings: 'settings.open',
  /** With the id of an organization after a dot, for a button; a menu has it as its value. */
  organizationSettings: 'settings.organization',
  useUsualSettings: 'settings.use-usual',
  /** The menu of time zones of one's own, and of an organization's. */
  timeZone: 'settings.time-zone',
  organizationTimeZone: 'settings.organization-time-zone',
} as const;

/** `callback_id`s of modals. */
export const VIEWS = {
  deny: 'token-request.deny',
  details: 'token-request.details',
  list: 'list',
  audit: 'audit',
  decideSelected: 'bulk-decision.decide',
  settings: 'settings',
  organizationSettings: 'settings.organization',
} as const;

/** `callback_id`s of shortcuts, as in manifest.json. */
export const SHORTCUTS = { pending: 'pending-token-requests' } as const;

/** `block_id` and `action_id` of inputs. */
export const INPUTS = { reason: 'reason', decision: 'decision' } as const;

/** The same of the settings, of people and of organizations. */
export const SETTINGS_INPUTS = {
  language: 'language',
  timeZone: 'time-zone',
  own: 'own',
  reminders: 'reminders',
  digest: 'digest',
  mute: 'mute',
  channel: 'channel',
  digestTime: 'digest-time',
  digestPosts: 'digest-posts',
  days: 'days',
  from: 'from',
  until: 'until',
  remindAfter: 'remind-after',
  remindOwnersAfter: 'remind-owners-after',
} as const;
