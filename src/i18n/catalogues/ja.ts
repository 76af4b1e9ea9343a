import type { Catalogue } from '../translator.js';

/** Japanese texts in ICU MessageFormat. */
export const ja: Catalogue = {
  // Between words
  'words.comma': '、',
  'words.label': '{label}: ',
  'words.sentences': '{first}。{second}',

  // The card of a request, and what stands in front of it in notifications
  'card.headline': '{requester} がトークン {token} による {organization} へのアクセスを要求しています',
  'card.headline.ended': '{requester} がトークン {token} による {organization} へのアクセスを要求しました',
  'card.reason.none': '理由は記載されていません。',
  'card.reason.unknown': '理由はまだ GitHub から届いていません。',
  'card.repositories': 'リポジトリ',
  'card.repositories.all': '{organization} のすべてのリポジトリ (今後作成されるものを含む)',
  'card.repositories.none': 'パブリック リポジトリのみ',
  'card.repositories.among': '全 {count, number} 件。その一部: ',
  'card.repositories.count-only': '{count, plural, other {# 件のリポジトリ}}',
  'card.repositories.unknown': '一部のリポジトリ (対象はまだ GitHub から届いていません)',
  'card.repositories.private': '{name} (プライベート)',
  'card.more': '{count, plural, other {ほか # 件}}',
  'card.permissions.organization': 'Organization のアクセス許可',
  'card.permissions.repository': 'リポジトリのアクセス許可',
  'card.permissions.other': 'アカウントのアクセス許可',
  'card.permission': '{name}: {level}',
  'card.level.read': '読み取り',
  'card.level.write': '書き込み',
  'card.level.admin': '管理者',
  'card.expires': 'トークンの有効期限',
  'card.expires.never': 'なし',
  'card.last-used': '最終使用',
  'card.last-used.never': '未使用',
  'card.waiting': '承認待ちの開始日時',
  'card.asked': '要求日時',
  'card.warning': '要確認: {warnings}。',
  'card.warning.writes-everywhere': 'すべてのリポジトリを変更可能',
  'card.warning.administers': '設定またはメンバーを変更可能',
  'card.warning.never-expires': '有効期限なし',
  'card.on-github': 'GitHub で開く',
  'card.approve': '承認',
  'card.deny': '拒否…',
  'card.details': '詳細',
  'card.approve.label': '{requester} のトークン {token} を承認',
  'card.deny.label': '{requester} のトークン {token} を拒否 (理由の入力は任意)',
  'card.details.label': '{requester} のトークン {token} の詳細',
  'card.gone': 'この要求は PATrol ではもう確認できません。結果は GitHub の一覧で確認してください。',

  // The line that says where a request stands
  'state.pending': '承認待ちです。',
  'state.pending.suspended':
    '承認待ちです。{organization} で PATrol の GitHub App が一時停止されているため、決定できるのは GitHub 上のみです。',
  'state.pending.uninstalled':
    '承認待ちです。{organization} から PATrol の GitHub App がアンインストールされたため、決定できるのは GitHub 上のみです。',
  'state.deciding.approve': '{approver} が承認。GitHub に送信しています…',
  'state.deciding.deny': '{approver} が拒否。GitHub に送信しています…',
  'state.approved': '{approver} が承認 ({when})',
  'state.denied': '{approver} が拒否 ({when})',
  'state.approved.delegated': '{approver} がチーム {team} の権限で承認 ({when})',
  'state.denied.delegated': '{approver} がチーム {team} の権限で拒否 ({when})',
  'state.approved.github': '{approver} が GitHub で承認 ({when})',
  'state.denied.github': '{approver} が GitHub で拒否 ({when})',
  'state.approved.unnamed': 'GitHub で承認 ({when})',
  'state.denied.unnamed': 'GitHub で拒否 ({when})',
  'state.cancelled': '{requester} がキャンセル ({when})',
  'state.expired': '決定前にトークンの有効期限が切れました ({when})',
  'state.closed':
    'GitHub の一覧からなくなりました ({when})。終了した理由は GitHub から示されていません。この要求によるアクセスは、トークンに許可されていません。',

  // Many requests that are announced together
  'summary.burst':
    '{organization} へのトークンの要求が短時間に多数届きました。{count, plural, other {さらに # 件}}を、個別のカードを作らずにここでまとめてお知らせします。',
  'summary.first-sync':
    'PATrol が {organization} の監視を開始しました。すでに {count, plural, other {# 件のトークンの要求}}が承認待ちでした。',
  'summary.counts': '{waiting}。{ended}。',
  'summary.waiting': '{count, plural, =0 {承認待ちはもうありません} other {承認待ち # 件}}',
  'summary.approved': '{count, plural, other {承認 # 件}}',
  'summary.denied': '{count, plural, other {拒否 # 件}}',
  'summary.ended': '{count, plural, other {その他の終了 # 件}}',
  'summary.none-ended': 'まだ決定されたものはありません',
  'summary.open': '一覧を開く',
  'summary.open.label': '{organization} で承認待ちのトークンの要求一覧を開く',
  'summary.history': '決定の履歴',

  // What the review channel is told of an organization
  'organization.suspended':
    '{organization} で PATrol の GitHub App が一時停止されました。{waiting, plural, =0 {承認待ちの要求はありません。} other {承認待ちの要求が # 件あり、所有者が一時停止を解除するまで GitHub のページでのみ決定できます。}}',
  'organization.uninstalled':
    '{organization} から PATrol の GitHub App がアンインストールされました。{waiting, plural, =0 {承認待ちの要求はありません。} other {承認待ちの要求が # 件あり、所有者が App を再インストールしない限り GitHub のページでのみ決定できます。}}',
  'organization.installed':
    '{organization} で PATrol の GitHub App が再び動作しています。{waiting, plural, =0 {承認待ちの要求はありません。} other {承認待ちの要求が # 件あり、ここで決定できます。}}',
  'organization.on-github': 'GitHub の要求一覧',

  // Details and the Deny modal
  'details.title': 'トークンの要求',
  'details.loading': '閲覧できるかどうかを GitHub に確認しています…',
  'details.close': '閉じる',
  'details.decision': '決定',
  'details.decision.approve': '承認: 要求どおりのアクセスをトークンに許可します',
  'details.decision.deny': '拒否: トークンにアクセスを許可しません',
  'details.reason': '理由 (要求したユーザーに共有されます)',
  'details.reason.placeholder': 'この決定の理由',
  'details.number': 'GitHub での番号: {number}',
  'details.submit': '決定を送信',
  'details.repositories': 'リポジトリ: {count} 件中 {from}–{to} 件目',
  'details.previous': '前へ',
  'details.next': '次へ',
  'deny.title': '要求を拒否',
  'deny.submit': '拒否',
  'deny.cancel': 'キャンセル',
  'deny.reason': '理由',
  'deny.reason.hint': '要求したユーザーに、決定とあわせて通知されます。',
  'deny.reason.placeholder': 'どこを変更すればよいですか？',
  'notice.reminder':
    'まだ承認待ちです: {requester} が {since} にトークン {token} による {organization} へのアクセスを要求しましたが、まだ誰も決定していません。',
  'notice.expired-undecided':
    '{requester} のトークン {token} は、決定される前に有効期限が切れました。もう対応の必要はありません。',
  'reminder.summary':
    '{waiting, plural, other {これらの要求のうち # 件がまだ承認待ちです。最も古いものは {since} に要求されました。}}',
  'reminder.owners':
    '{organization} へのアクセスの{count, plural, other {要求 # 件}}が長時間承認待ちになっています。あなたが決定できます。',
  'reminder.owners.done': '{organization} へのアクセスのこれらの要求に、承認待ちのものはもうありません。',
  'reminder.further': '{count, plural, other {ほか # 件}}',

  // Direct messages
  'notice.waiting':
    'トークン {token} は {organization} の所有者の承認待ちです。承認されるまではパブリック リソースの読み取りにしか使えず、プライベートなリソースを呼び出すと「Not Found」が返ります。結果はここでお知らせします。',
  'notice.approved':
    'トークン {token} で {organization} にアクセスできるようになりました。{approver} が承認しました。',
  'notice.approved.unnamed':
    'トークン {token} で {organization} にアクセスできるようになりました。GitHub で承認されました。',
  'notice.approved.next': 'すぐに使えます。ほかに必要な操作はありません。',
  'notice.denied':
    'トークン {token} による {organization} へのアクセスは許可されませんでした。{approver} が拒否しました。',
  'notice.denied.unnamed':
    'トークン {token} による {organization} へのアクセスは許可されませんでした。GitHub で拒否されました。',
  'notice.denied.next':
    'パブリック リソースは引き続き読み取れます。アクセスの範囲を絞った新しいトークンを作成するか、決定した所有者に相談してください。',
  'notice.denied.no-reason': '理由は記載されていません。',
  'notice.expired':
    'トークン {token} は、{organization} で決定される前に有効期限が切れました。もう一度要求するには、有効期限がより先の新しいトークンを作成してください。',
  'notice.no-address':
    '{requester} の Slack ユーザーもメール アドレスも見つからないため、この要求の結果を本人に通知できません。お手数ですが、直接お伝えください。',
  'notice.your-tokens': 'GitHub のトークン一覧',
  'notice.failed':
    '{requester} のトークン {token} ({organization}) に対するあなたの決定は実行されませんでした。{why}',
  'failure.not-owner':
    'GitHub によると、あなたはこの Organization の所有者ではなくなっています。要求は承認待ちに戻りました。所有者に決定を依頼してください。',
  'failure.not-linked':
    'あなたの Slack ユーザーと GitHub アカウントの連携が解除されています。要求は承認待ちに戻りました。/tokens link と入力して連携してから、もう一度決定してください。',
  'failure.not-signed-in':
    '決定の送信に使う GitHub へのサインインが無効になりました。要求は承認待ちに戻りました。/tokens link と入力してサインインしてから、もう一度決定してください。',
  'failure.account-changed':
    'その後、別の GitHub アカウントが連携されました。要求は承認待ちに戻りました。もう一度決定してください。',
  'failure.not-active': 'Slack によると、あなたのユーザーは無効化されています。要求は承認待ちに戻りました。',
  'failure.other-workspace':
    'Slack によると、あなたはこのワークスペースのメンバーではありません。要求は承認待ちに戻りました。',
  'failure.github-sso':
    'この Organization では、先に SAML でのサインインが必要です。GitHub でサインインしてから、もう一度決定してください。要求は承認待ちに戻りました。',
  'failure.github-sso.link': 'SAML でサインイン',
  'failure.own-request': 'これはあなた自身の要求です。別の所有者による決定が必要です。',
  'failure.github-down':
    '15 分間にわたって GitHub に接続できませんでした。要求は承認待ちに戻りました。もう一度決定するか、GitHub のページで決定してください。',
  'failure.github-limited':
    'GitHub から長時間の待機を求められたため、決定を送信できませんでした。要求は承認待ちに戻りました。後でもう一度決定するか、GitHub のページで決定してください。',
  'failure.outcome-unknown':
    'GitHub からの応答が失われ、その後も結果を確認できていません。結果が判明するまで再送信は行われません。結果は GitHub のページで確認できます。',
  'failure.app-not-installed':
    'PATrol の GitHub App がこの Organization にインストールされていないか、一時停止されています。GitHub のページで決定するか、所有者に再インストールを依頼してください。',
  'failure.github-app-gone':
    'GitHub に受け付けられる前に、PATrol の GitHub App がこの Organization からアンインストールされたか、一時停止されました。GitHub のページで決定するか、所有者に再インストールを依頼してください。',
  'failure.app-gone-since':
    'GitHub からの応答が失われ、その後 PATrol の GitHub App がこの Organization からアンインストールされたか一時停止されたため、ここでは結果を確認できません。GitHub のページを確認してください。1 日以内に App が復旧すれば、カードに結果が表示されます。',
  'failure.github-403':
    'GitHub が決定を受け付けませんでした (403)。App に「Personal access token requests: write」のアクセス許可がないか、App が一時停止されている可能性があります。PATrol の運用担当者に App の確認を依頼するか、GitHub のページで決定してください。要求は承認待ちに戻りました。',
  'failure.github-404':
    'GitHub で要求が見つからないか、App がインストールされていません (404)。GitHub のページを確認してください。要求は承認待ちに戻りました。',
  'failure.github-422':
    'GitHub が決定を受け付けませんでした (422)。別の理由で試すか、GitHub のページで決定してください。要求は承認待ちに戻りました。',
  'failure.superseded':
    'あなたの決定が届く前に、要求は GitHub で終了していました。結果はカードで確認できます。',
  'failure.lost':
    'GitHub からの応答が失われ、要求は GitHub の一覧からなくなりました。結果は GitHub のページで確認してください。',
  'failure.unseen':
    'GitHub からの応答が失われ、PATrol の GitHub App が 1 日にわたって Organization にアクセスできなかったため、結果を確認できませんでした。GitHub のページを確認してください。App が復旧すれば、カードに結果が表示されます。',
  'failure.other':
    'GitHub が決定を受け付けませんでした。要求は承認待ちに戻りました。もう一度試すか、GitHub のページで決定してください。',

  // E-mail
  'mail.approved.subject': '承認されました: {organization} 用のトークン「{token}」',
  'mail.denied.subject': '拒否されました: {organization} 用のトークン「{token}」',
  'mail.greeting': '{requester} さん',
  'mail.approved':
    'きめ細かい個人用アクセス トークン「{token}」による Organization {organization} へのアクセスの要求を、{approver} が承認しました。',
  'mail.approved.unnamed':
    'きめ細かい個人用アクセス トークン「{token}」による Organization {organization} へのアクセスの要求が、GitHub で承認されました。',
  'mail.denied':
    'きめ細かい個人用アクセス トークン「{token}」による Organization {organization} へのアクセスの要求を、{approver} が拒否しました。',
  'mail.denied.unnamed':
    'きめ細かい個人用アクセス トークン「{token}」による Organization {organization} へのアクセスの要求が、GitHub で拒否されました。',
  'mail.reason': '理由:',
  'mail.footer':
    'このメールは、個人用アクセス トークンによるアクセスを要求した方に、PATrol が送信しています。Organization の所有者は、PATrol でトークンの要求を承認または拒否します。',
  'mail.stop.decision': '決定に関するメールを停止',
  'mail.stop.digest': 'ダイジェストのメールを停止',
  'mail.stop.home':
    'このメールの受信を停止するには、Slack で PATrol のアプリのホームを開いて設定を変更するか、PATrol の運用担当者に停止を依頼してください。',
  'unsubscribe.decision.question': '決定に関するメールを停止しますか？',
  'unsubscribe.decision.what':
    'あなたのトークンの要求が承認または拒否されても、PATrol から {address} にメールが送信されなくなります。Slack のメッセージは引き続き届きます。',
  'unsubscribe.decision.stopped':
    'あなたのトークンの要求が承認または拒否されても、PATrol から {address} にメールは送信されません。Slack のメッセージとその他のメールは引き続き届きます。',
  'unsubscribe.decision.resumed':
    'あなたのトークンの要求が承認または拒否されると、PATrol から {address} にメールが送信されます。',
  'unsubscribe.digest.question': 'ダイジェストのメールを停止しますか？',
  'unsubscribe.digest.what':
    '承認待ちのトークンの要求のダイジェストが、PATrol から {address} に送信されなくなります。Slack のメッセージは引き続き届きます。',
  'unsubscribe.digest.stopped':
    '承認待ちのトークンの要求のダイジェストは、PATrol から {address} に送信されません。Slack のメッセージと、あなた自身の要求の決定に関するメールは引き続き届きます。',
  'unsubscribe.digest.resumed':
    '承認待ちのトークンの要求のダイジェストが、PATrol から {address} に送信されます。',
  'unsubscribe.stop': 'メールを停止',
  'unsubscribe.stopped': 'メールを停止しました',
  'unsubscribe.undo': '誤って停止しましたか？',
  'unsubscribe.resume': 'メールを再開',
  'unsubscribe.resumed': 'メールを再開しました',
  'unsubscribe.bad-link': 'このリンクは使えません',
  'unsubscribe.bad-link.next':
    '何も変更されていません。リンクが途中で切れているか、古いメールのものである可能性があります。最後に受信したメールのリンクを使うか、Slack で PATrol のアプリのホームを開いて設定を変更してください。どちらもできない場合は、PATrol の運用担当者にメールの停止を依頼してください。',
  'unsubscribe.busy': 'アクセスが集中しています',
  'unsubscribe.busy.next': '何も変更されていません。1 分ほどしてから、もう一度お試しください。',
  'unsubscribe.failed': '問題が発生しました',
  'unsubscribe.failed.next':
    '何も変更されていません。もう一度お試しください。解決しない場合は、次の番号を PATrol の運用担当者に伝えてください: {reference}。',

  // Bulk decisions
  'bulk.title': '選択した要求の処理',
  'bulk.submit': '決定を送信',
  'bulk.back': '戻る',
  'bulk.requests': '{count, plural, other {# 件の要求}}',
  'bulk.summary': '{requests}: {whose}',
  'bulk.whose': '{requesters} ({organizations})。',
  'bulk.of': '{login} の {count, number} 件',
  'bulk.of-others': '{others, plural, other {ほか # 人}}の {count, number} 件',
  'bulk.more-organizations': '{count, plural, other {ほか # 個の Organization}}',
  'bulk.warning':
    '{count, plural, other {# 件が広範なアクセスを要求しています}}。承認する前によく確認してください。',
  'bulk.what-happens':
    '決定はすぐに GitHub に送信され、ここから取り消すことはできません。その間にほかのユーザーが決定した要求は変更されません。要求したユーザーには、それぞれ 1 通のメッセージでまとめて通知されます。',
  'bulk.decision.approve': '承認: 要求どおりのアクセスをトークンに許可します',
  'bulk.decision.deny': '拒否: トークンにアクセスを許可しません',
  'bulk.decision.missing': 'どちらかを選択してください。',
  'bulk.reason': '理由 (要求したユーザー全員に共有されます)',
  'bulk.too-slow':
    '処理に時間がかかりすぎました。決定が受け付けられていれば、結果がダイレクト メッセージで届きます。1 分以内に何も届かない場合は、要求をもう一度選択してください。',
  'bulk.results.title': '選択した要求',
  'bulk.loading': '結果を確認しています…',
  'bulk.drafted': '{total, plural, other {# 件の要求}} (未決定)',
  'bulk.asked.approve': '{total, plural, other {# 件の要求}}を承認しています…',
  'bulk.asked.deny': '{total, plural, other {# 件の要求}}を拒否しています…',
  'bulk.ended.approve': '{total, plural, other {# 件の要求}}のうち {done, number} 件を承認しました',
  'bulk.ended.deny': '{total, plural, other {# 件の要求}}のうち {done, number} 件を拒否しました',
  'bulk.ended.approve.all': '{total, plural, other {# 件の要求}}を承認しました',
  'bulk.ended.deny.all': '{total, plural, other {# 件の要求}}を拒否しました',
  'bulk.ended.but': '{outcome}。{others}',
  'bulk.count.already-decided': '{count, plural, other {# 件はほかのユーザーが決定済み}}',
  'bulk.count.cancelled': '{count, plural, other {# 件はキャンセルまたは期限切れ}}',
  'bulk.count.refused': '{count, plural, other {# 件は受け付け不可}}',
  'bulk.count.unknown': '{count, number} 件は{count, plural, other {結果不明}}',
  'bulk.progress': '{total, number} 件中 {settled, number} 件が完了',
  'bulk.progress.approved': '{count, plural, other {# 件を承認}}',
  'bulk.progress.denied': '{count, plural, other {# 件を拒否}}',
  'bulk.progress.submitted': '{count, plural, other {# 件は送信済み (GitHub の確認待ち)}}',
  'bulk.progress.waiting': '{count, plural, other {# 件は GitHub への送信待ち}}',
  'bulk.may-close': 'この画面は閉じてもかまいません。処理は続行され、結果はダイレクト メッセージで届きます。',
  'bulk.subject': '{requester} の {token} ({organization})',
  'bulk.result': '{subject}: {outcome}',
  'bulk.outcome.waiting': 'GitHub への送信待ちです。',
  'bulk.outcome.submitted': '送信済みです。GitHub の確認を待っています。',
  'bulk.outcome.approved': '承認しました',
  'bulk.outcome.denied': '拒否しました',
  'bulk.outcome.left': '変更しませんでした。{state}',
  'bulk.outcome.unknown': '実行されたかどうかを確認できません。結果は GitHub のページで確認してください。',
  'bulk.outcome.failed': '実行されませんでした。{why}',
  'bulk.refusal.already-decided': 'ほかのユーザーが先に決定したため、変更しませんでした。',
  'bulk.refusal.app-not-installed':
    'PATrol の GitHub App がこの Organization にインストールされていないか、一時停止されています。GitHub のページで決定してください。',
  'bulk.refusal.github-silent':
    '決定する権限があるかどうかについて GitHub から時間内に応答がなかったため、何も実行されませんでした。まだ承認待ちです。もう一度お試しください。',
  'bulk.refusal.not-owner':
    'GitHub によると、あなたはこの Organization のアクティブな所有者ではありません。所有者に決定を依頼してください。',
  'bulk.refusal.not-signed-in':
    'ここでの決定はあなた自身の名義で送信されますが、GitHub アカウントが連携されていません。/tokens link と入力して連携してから、もう一度決定してください。',
  'bulk.refusal.own-request': 'これはあなた自身の要求です。別の所有者による決定が必要です。',
  'bulk.refusal.request-gone':
    'この要求は PATrol ではもう確認できません。結果は GitHub の一覧で確認してください。',
  'bulk.refusal.token-expired': 'トークンの有効期限が切れたため、もう決定の必要はありません。',
  'bulk.more': '{count, plural, other {ほか # 件}}',
  'bulk.results': 'すべての結果を表示',
  'bulk.results.label': '{total, plural, other {# 件の要求}}に対する決定の結果をすべて表示',
  'bulk.refresh': '更新',
  'bulk.notice.approved': '{approver} が{count, plural, other {あなたのトークンの要求 # 件}}を承認しました:',
  'bulk.notice.approved.unnamed':
    '{count, plural, other {あなたのトークンの要求 # 件}}が GitHub で承認されました:',
  'bulk.notice.approved.next': '承認されたトークンはすぐに使えます。ほかに必要な操作はありません。',
  'bulk.notice.denied': '{approver} が{count, plural, other {あなたのトークンの要求 # 件}}を拒否しました:',
  'bulk.notice.denied.unnamed':
    '{count, plural, other {あなたのトークンの要求 # 件}}が GitHub で拒否されました:',
  'bulk.notice.denied.next':
    '拒否されたトークンでも、パブリック リソースは引き続き読み取れます。アクセスの範囲を絞った新しいトークンを作成するか、決定した所有者に相談してください。',
  'bulk.notice.line': '{token} ({organization})',
  'bulk.notice.others': '{count, plural, other {ほか # 件}}',
  'bulk.mail.approved.subject': '承認されました: {count, plural, other {トークンの要求 # 件}}',
  'bulk.mail.approved.subject.in':
    '承認されました: {organization} への{count, plural, other {トークンの要求 # 件}}',
  'bulk.mail.denied.subject': '拒否されました: {count, plural, other {トークンの要求 # 件}}',
  'bulk.mail.denied.subject.in':
    '拒否されました: {organization} への{count, plural, other {トークンの要求 # 件}}',
  'bulk.mail.approved':
    'あなたのきめ細かい個人用アクセス トークン {count, plural, other {# 個}}によるアクセスの要求を、{approver} が承認しました:',
  'bulk.mail.approved.unnamed':
    'あなたのきめ細かい個人用アクセス トークン {count, plural, other {# 個}}によるアクセスの要求が、GitHub で承認されました:',
  'bulk.mail.denied':
    'あなたのきめ細かい個人用アクセス トークン {count, plural, other {# 個}}によるアクセスの要求を、{approver} が拒否しました:',
  'bulk.mail.denied.unnamed':
    'あなたのきめ細かい個人用アクセス トークン {count, plural, other {# 個}}によるアクセスの要求が、GitHub で拒否されました:',
  'bulk.mail.line': '「{token}」({organization})',

  // What people run into
  'error.not-linked':
    'あなたの GitHub アカウントがまだわからないため、この操作の権限を確認できません。アカウントを連携すると、この操作をもう一度ご案内します。',
  'error.not-linked.ask':
    'あなたの GitHub アカウントがわからないため、この操作の権限を確認できません。PATrol の運用担当者に連携を依頼するか (SLACK_GITHUB_USERS)、GitHub のページで決定してください。',
  'error.not-signed-in':
    'GitHub の監査ログにあなたの名前が残るように、決定はあなた自身の名義で GitHub に送信されます。そのために GitHub アカウントを連携してください。連携後、この操作をもう一度ご案内します。',
  'error.not-active':
    'Slack によると、このユーザーはボットであるか無効化されているため、何も実行されませんでした。',
  'error.person-unknown':
    'Slack から時間内にユーザー情報を取得できなかったため、何も実行されませんでした。1 分ほどしてから、もう一度お試しください。',
  'error.too-many-tries': '短時間に操作が繰り返されました。数分待ってから、もう一度お試しください。',
  'error.account-changed':
    'その後、別の GitHub アカウントが連携されたため、何も実行されませんでした。もう一度決定してください。',
  'error.link-expired':
    'このリンクはもう使えません。リンクは、開いたブラウザーで 10 分以内に 1 回だけ使えます。Slack に戻ってもう一度「GitHub と連携」を選択するか、/tokens link と入力してください。',
  'error.link-denied':
    'GitHub アカウントの確認が PATrol に許可されなかったため、連携されませんでした。連携する場合は、Slack で /tokens link と入力してください。',
  'error.link-refused':
    'GitHub でサインインが受け付けられませんでした。Slack に戻り、/tokens link と入力してもう一度お試しください。解決しない場合は、PATrol の運用担当者に連絡してください。',
  'error.link-taken':
    'この GitHub アカウントは、すでに別の Slack ユーザーと連携されています。どちらもあなたのものであれば、先にもう一方のユーザーで /tokens unlink と入力してください。そうでない場合は、Organization の所有者に連絡してください。',
  'error.link-of-operator':
    'あなたの Slack ユーザーは、PATrol の運用担当者によって GitHub アカウント {login} と連携されています。{login} として GitHub にサインインするか、SLACK_GITHUB_USERS の変更を運用担当者に依頼してください。',
  'error.not-owner':
    'これを決定できるのは {organization} のアクティブな所有者だけですが、GitHub によると {login} は所有者ではありません。所有者に依頼してください。',
  'error.own-request':
    'これはあなた ({login}) 自身の要求です。{organization} の別の所有者による決定が必要です。',
  'error.other-workspace':
    'この操作を行えるのは、このワークスペースのメンバーだけです。ワークスペースにいる Organization の所有者に決定を依頼してください。',
  'error.already-decided': 'すでに決定されています。',
  'error.already-yours': 'この要求はあなたがすでに決定しています。',
  'error.token-expired': 'トークンの有効期限が切れたため、もう決定の必要はありません。',
  'error.request-gone': 'この要求は PATrol ではもう確認できません。結果は GitHub の一覧で確認してください。',
  'error.reason-too-long':
    '理由が {length, number} 文字あります。GitHub で受け付けられるのは {limit, number} 文字までです。短くしてください。',
  'error.github-silent':
    'この操作の権限について GitHub から時間内に応答がなかったため、何も実行されませんでした。1 分ほどしてから、もう一度お試しください。',
  'error.app-not-installed':
    'PATrol の GitHub App が {organization} にインストールされていないか一時停止されているため、ここでは決定できません。所有者に再インストールを依頼するか、GitHub のページで決定してください。',
  'error.too-slow':
    '処理に時間がかかりすぎました。しばらくしてからカードを確認し、変化がなければもう一度お試しください。',
  'error.not-yours-to-read': 'これを閲覧できるのは、{organization} の所有者と要求した本人だけです。',
  'error.list-gone':
    'この一覧を開いてから時間が経ちすぎています。/tokens pending でもう一度開いてください。選択していた要求は決定されていません。',
  'error.nothing-selected': '要求を 1 件以上選択してください。',
  'error.too-many-selected':
    '一度に決定できる要求は {limit, number} 件までです。現在 {count, number} 件が選択されています。',
  'error.bulk-gone':
    'この決定は PATrol ではもう確認できません。/tokens pending で一覧をもう一度開いてください。',
  'error.bulk-already-asked': 'この決定はすでに送信されています。結果はメッセージで届きます。',
  'error.unknown':
    '問題が発生したため、何も決定されませんでした。もう一度お試しください。解決しない場合は、次の番号を PATrol の運用担当者に伝えてください: {reference}',
  'error.slack-silent': 'Slack が時間内にウィンドウを開きませんでした。もう一度お試しください。',
  'error.settings-not-yours':
    'Organization の設定を閲覧および変更できるのは、アクティブな所有者と承認者チームのメンバーだけです。GitHub によるとあなたはどちらでもないため、何も変更されませんでした。',
  'error.title': '実行されませんでした',
  'error.title.reading': '表示できません',

  // The list
  'list.title.pending': '保留中の要求',
  'list.title.history': '履歴',
  'list.title.mine': 'あなたのトークンの要求',
  'list.title.found': '見つかった要求',
  'list.loading': '閲覧できる範囲を GitHub に確認しています…',
  'list.summary': '{organizations}: {count}、{order}。',
  'list.summary.own': '{count}、{order}。',
  'list.waiting': '{count, plural, other {承認待ちの要求 # 件}}',
  'list.waiting.capped': '承認待ちの要求 {count, number}+ 件',
  'list.ended': '{count, plural, other {終了した要求 # 件}}',
  'list.ended.capped': '終了した要求 {count, number}+ 件',
  'list.matching': '{count, plural, other {一致する要求 # 件}}',
  'list.matching.capped': '一致する要求 {count, number}+ 件',
  'list.own': '{count, plural, other {あなたの要求 # 件}}',
  'list.own.capped': 'あなたの要求 {count, number}+ 件',
  'list.found': '名前が {name} のトークンの要求が {count, plural, other {# 件}}あります。',
  'list.found.capped':
    '名前が {name} のトークンの要求が {count, number}+ 件あります。最初の部分を表示しています。',
  'list.order.oldest': '古い順',
  'list.order.newest': '新しい順',
  'list.order.latest': '終了が新しい順',
  'list.order.waiting': '承認待ちを先頭に新しい順',
  'list.order.expiry': '有効期限が近い順',
  'list.page': '{page, number} ページ目。',
  'list.query': '{query} に一致するもののみ。',
  'list.left-out':
    '次の Organization は含まれていません: {organizations}。所有者であるかどうかについて、GitHub から時間内に応答がありませんでした。1 分ほどしてから、もう一度お試しください。',
  'list.nowhere':
    'GitHub によると、あなたはここで扱うどの Organization の所有者でもないため、決定するものはありません。ボタンを押すと、あなた自身の要求が表示されます。',
  'list.open-mine': '自分の要求',
  'list.mine.why':
    '所有者が承認するまで、トークンはパブリック リソースの読み取りにしか使えず、プライベートなリソースを呼び出すと「Not Found」が返ります。',
  'list.empty.pending': '{organizations} に承認待ちの要求はありません。',
  'list.empty.history': '{organizations} で決定されたものはまだありません。',
  'list.empty.mine':
    'まだ何も要求していません。所有者の承認を待っているトークンがあれば、ここに表示されます。',
  'list.empty.query': 'この検索に一致する要求はありません。',
  'list.empty.found': '閲覧できる要求の中に、トークンの名前が {name} のものはありません。',
  'list.show-all': 'すべて表示',
  'list.again': '再試行',
  'list.search': '検索',
  'list.search.placeholder': 'owner:mona older:3d',
  'list.search.hint':
    '例: owner:mona,max repo:payments permission:contents_write older:3d -never-used sort:expiry',
  'list.filter.owner': '所有者',
  'list.filter.repo': 'リポジトリ',
  'list.filter.permission': 'アクセス許可',
  'list.filter.any': '指定なし',
  'list.choices.silent': 'GitHub から時間内に応答がありませんでした。もう一度お試しください。',
  'list.choices.gone': 'この一覧を開いてから時間が経ちすぎています。もう一度開いてください。',
  'list.select': '{count, plural, =0 {要求を選択} other {要求を選択 (# 件選択中)}}',
  'list.not-selectable': '次の要求も一致しますが、ここでは決定できません:',
  'list.own-request': 'あなた自身の要求です。別の所有者による決定が必要です。',
  'list.since': '要求日時: {when}',
  'list.select-all': '{count, plural, other {一致する # 件をすべて選択}}',
  'list.select-first': '一致する最初の {count, number} 件を選択',
  'list.clear': '選択を解除',
  'list.selected.none': '何も選択されていません。',
  'list.selected': '{count, plural, other {# 件の要求を選択しています。}}',
  'list.selected.elsewhere':
    '{count, plural, other {# 件の要求を選択しています}} (うち {elsewhere, number} 件はこのページにありません)。',
  'list.full': '一度に選択できる要求は {limit, number} 件までです。残りは選択されていません。',
  'list.details': '1 件の詳細を開く…',
  'list.submit': '選択した要求の処理',
  'list.nothing-left': '選択していた要求は、その間にすべて決定されました。残りはなく、選択も解除されました。',
  'list.bad-link': 'このボタンに設定された検索条件を読み取れないため、検索しませんでした。',
  // One line of it, short enough for a check box
  'list.line.just-now': 'たった今',
  'list.line.writes-everywhere': '全体に書き込み',
  'list.line.administers': '管理権限',
  'list.line.never-expires': '無期限',
  'list.line.all': '全リポジトリ',
  'list.line.none': 'パブリックのみ',
  'list.line.unknown': '一部のリポジトリ',
  'list.line.more': '{name} ほか {count, number} 件',
  'list.line.permissions': '{level}: {names}',
  'list.line.expires': '{when}に期限切れ',

  // What stands in the way of reading a query
  'query.too-long': 'クエリが {limit, number} 文字を超えているため、読み取りませんでした。短くしてください。',
  'query.unknown-qualifier': '修飾子 {written} はありません。',
  'query.unknown-value': '{written} の値は、この修飾子では使えません。',
  'query.missing-value': '{written} の後に値がありません。',
  'query.bad-duration': '{written} には、30m、12h、3d、2w のような時間を指定してください。',
  'query.unclosed-quote': '{written} の引用符が閉じられていません。',
  'query.twice': '{written} は 1 つのクエリに 1 回しか指定できません。',
  'query.too-many': 'クエリに、一度に検索できる数を超える条件があります: {written}',
  'query.for-history': '{written} は履歴用です: {command}',
  'query.for-pending': '{written} は承認待ちの一覧用です: {command}',
  'query.with-suggestion': '{problem} もしかして {suggestion} ですか？',
  'query.perhaps-more': '問題はほかにもある可能性があります。',

  // /tokens
  'tokens.commands': '使えるコマンド',
  'tokens.alone': 'あなたの対応を待っているものをひと目で確認',
  'tokens.pending': '承認待ちの要求を確認し、まとめて決定',
  'tokens.history': '誰が何をなぜ決定したかを表示',
  'tokens.mine': 'あなた自身の要求とその結果を表示',
  'tokens.audit': '台帳を表示 (すべての変更と変更したユーザー、記録が完全かどうか)',
  'tokens.status': 'PATrol の稼働状況と、届けられなかったものを表示',
  'tokens.show': 'ID、トークンの名前、または GitHub 上のアドレスで要求を 1 件表示',
  'tokens.settings': 'あなたの言語と通知、Organization の設定を変更',
  'tokens.link': 'GitHub アカウントを連携 (決定や自分の要求の確認に必要)',
  'tokens.unlink': 'GitHub アカウントとの連携を解除',
  'tokens.help': '以上すべてを例とともに表示',
  'tokens.command': '{command} {does}',
  'tokens.unknown': '{word} というコマンドはありません。使えるコマンドは次のとおりです:',
  'tokens.unknown.nearest': '{word} というコマンドはありません。もしかして {suggestion} ですか？',
  'tokens.unknown.name': '{word} というコマンドはありません。その名前のトークンを探す場合: {suggestion}',
  'tokens.show.what':
    'どの要求ですか？要求の ID、トークンの名前、または GitHub 上のアドレスを入力してください。例: {example}',
  'tokens.show.none':
    '閲覧できる要求の中に {what} は見つかりませんでした。所有者は自分の Organization の要求を、それ以外のユーザーは自分の要求を閲覧できます。',
  'tokens.too-slow':
    '処理に時間がかかりすぎたため、検索しませんでした。1 分ほどしてから、もう一度お試しください。',
  'query.see-help': '検索しませんでした。クエリの書き方は /tokens help で確認できます。',
  'query.example': '検索しませんでした。例: {command}',
  'query.corrected': '検索しませんでした。正しくは次のとおりです: {command}',
  'help.what':
    '承認を待っているきめ細かい個人用アクセス トークンをすべて投稿します。所有者はそこで「承認」「拒否…」「詳細」を選んで対応できます。',
  'help.classic':
    '個人用アクセス トークン (クラシック) に承認は必要ありません。Organization がトークン ポリシーで制限していない限り、その所有者がアクセスできるものにアクセスできます。',
  'help.policies': '{organizations} のトークン ポリシー',
  'help.policy': '承認が必要なトークン',
  'help.query': 'クエリの書き方',
  'help.query.joined':
    'すべての条件に一致するものが対象です。コンマは「または」、先頭のマイナスは「以外」を表します (-owner:dependabot)。スペースを含む語は引用符で囲みます。',
  'help.query.line': '{written} {means}',
  'help.query.owner': 'トークンの所有者',
  'help.query.repo': 'アクセス先のリポジトリ (Organization の名前は省略可)',
  'help.query.permission': 'アクセス許可 (指定したレベル以上。レベルを省略するとすべて)',
  'help.query.org': 'Organization',
  'help.query.age': '要求からの経過時間がそれより長い、または短い (m、h、d、w)',
  'help.query.expires': 'トークンの有効期限がその期間内に切れる、または有効期限なし',
  'help.query.never-used': '一度も使用されていないトークン',
  'help.query.is': '状態: pending、deciding、approved、denied、cancelled、expired、closed のいずれか',
  'help.query.decided-by': '決定したユーザー (履歴のみ)',
  'help.query.sort': '順序: oldest、newest、expiry のいずれか',
  'help.query.text': 'その他の語: トークンの名前または理由に含まれるもの',
  'help.audit': '台帳のクエリの書き方',
  'help.audit.by': '決定したユーザー、またはアカウントが連携されたユーザー',
  'help.audit.action':
    'approve または deny、あるいは起きたこと: asked、decided、refused、released、seen、cancelled、expired、link、unlink、settings、erased',
  'help.audit.request': 'GitHub での要求の番号',
  'help.audit.others': 'Organization と時期。その他の語は、トークンの名前に含まれるもの',
  'help.warnings': '「要確認」の意味',
  'help.warning': '{warning}: {means}',
  'help.warning.writes-everywhere':
    '今後作成されるものを含む、すべてのリポジトリへの書き込みを要求しています。トークンが 1 つ漏えいするだけで、すべてが変更されるおそれがあります。',
  'help.warning.administers':
    'メンバー、シークレット、Webhook、ワークフロー、設定などを変更でき、さらに多くのアクセスを得られるアクセス許可を要求しています。',
  'help.warning.never-expires': '不要になった後も、誰かが取り消すまで使い続けられます。',

  // Linking accounts, in Slack and on the pages of the browser
  'link.connect': 'GitHub と連携',
  'link.title': 'GitHub と連携',
  'link.how':
    'GitHub でサインインし、あなたが誰であるかを PATrol が確認することを許可してください。その後、両方のアカウントが表示され、どちらもあなたのものかどうかを確認するページが開きます。',
  'link.private': 'このリンクはあなた専用で、10 分間有効です。転送しないでください。',
  'link.go': 'GitHub で続ける',
  'link.news.made': '連携が完了しました。あなたの GitHub アカウントは {login} です。',
  'link.news.go-on': '先ほどの操作を続けられます:',
  'link.news.revoked':
    'GitHub で PATrol の認可が取り消されました。GitHub アカウントとの連携を解除したため、あなたの名義で決定を送信することはできなくなりました。',
  'link.news.signed-out':
    'GitHub で PATrol の認可が取り消されたため、あなたの名義で決定を送信することはできなくなりました。',
  'link.not-offered':
    'ここでは PATrol の運用担当者がアカウントを連携します。運用担当者が SLACK_GITHUB_USERS に「{id}=あなたの GitHub ユーザー名」を追加します。',
  'link.removed':
    'GitHub アカウント {login} との連携を解除しました。あなたの名義で決定を送信することはできなくなりました。GitHub での PATrol の認可は、次のページで取り消すまで残ります: {page}',
  'link.signed-out':
    'あなたの名義で決定を送信することはできなくなりました。GitHub アカウント {login} との連携は PATrol の運用担当者が設定したもので、変更できるのは運用担当者だけです。',
  'link.of-operator':
    'GitHub アカウント {login} との連携は PATrol の運用担当者が設定したもので、変更できるのは運用担当者だけです (SLACK_GITHUB_USERS)。',
  'link.none': '連携されている GitHub アカウントはないため、解除するものはありません。',
  'link.authorizations': '認可した GitHub App',
  'link.too-slow': '処理に時間がかかりすぎました。1 分ほどしてから、もう一度お試しください。',
  'link.page.question': 'この 2 つのアカウントはどちらもあなたのものですか？',
  'link.page.check':
    'PATrol がこの 2 つを連携しようとしています。連携すると、この Slack ユーザーによる操作は、この GitHub ユーザーの操作として扱われます。',
  'link.page.slack': 'Slack ユーザー',
  'link.page.github': 'GitHub ユーザー',
  'link.page.replaces':
    'この Slack ユーザーは現在 GitHub ユーザー {login} と連携されています。その連携は解除されます。',
  'link.page.warning':
    'あなたが Slack の {name} でない場合、誰かが自分のリンクをあなたに送っています。キャンセルしてください。続けると、その人があなたの名義で決定できるようになります。',
  'link.page.confirm': 'はい、どちらも自分のものです',
  'link.page.cancel': 'キャンセル',
  'link.page.done': 'アカウントを連携しました',
  'link.page.done.next':
    'あなたの GitHub アカウントは {login} です。このページを閉じて Slack に戻ってください。PATrol からのメッセージで、先ほどの操作を続けられます。',
  'link.page.cancelled': '連携しませんでした',
  'link.page.cancelled.next':
    '誰かからリンクが送られてきた場合は、Organization の所有者に連絡してください。自分のアカウントを連携するには、Slack で /tokens link と入力してください。',
  'link.page.not-linked': '連携されませんでした',
  'link.page.failed': '問題が発生しました',
  'link.page.failed.next':
    '連携されませんでした。Slack で /tokens link と入力して、もう一度お試しください。解決しない場合は、次の番号を PATrol の運用担当者に伝えてください: {reference}',

  // How PATrol is doing
  'status.what': 'PATrol の稼働状況',
  'status.nowhere':
    'GitHub によると、あなたはここで扱うどの Organization の所有者でもありません。PATrol の稼働状況を閲覧できるのは、決定する権限を持つユーザーだけです。',
  'status.service': '{service}: {state}',
  'status.slack': 'Slack',
  'status.github': 'GitHub',
  'status.database': 'データベース',
  'status.smtp': 'メール',
  'status.state.ok': '応答しています',
  'status.state.refused':
    'PATrol の資格情報を受け付けません。PATrol の運用担当者に連絡してください。解決するまで、決定や送信は保留されます。',
  'status.state.unreachable': '応答していません。送信待ちのものは保留されており、失われません。',
  'status.state.unknown': '不明 (応答中のプロセスが最近確認していません)',
  'status.state.off': '設定されていないため、要求したユーザーへの通知はダイレクト メッセージのみです',
  'status.state.read-only':
    '変更を受け付けないため、何も決定できません。すぐに PATrol の運用担当者に連絡してください。',
  'status.compared': '{organization}: GitHub との最終照合 {when}',
  'status.compared.never':
    '{organization}: GitHub との照合がまだ行われていないため、Webhook で届かなかった要求が欠けている可能性があります',
  'status.compared.later':
    '{count, plural, other {ほか # 個の Organization}} は、これらより後に照合されています',
  'status.waiting': '{count, plural, other {送信待ちのメッセージ # 件}} (最も古いものは {when} から)',
  'status.waiting.none': '送信待ちのメッセージはありません',
  'status.unknown-outcomes':
    '{count, plural, other {送信した決定のうち # 件}}は、実行されたかどうかが GitHub から示されていません。繰り返し問い合わせています。GitHub の一覧でも確認できます。',
  'status.failed': '直近 7 日間に送信を断念したメッセージ: {count, plural, other {# 件}}',
  'status.failed.capped': '直近 7 日間に送信を断念したメッセージ: {count, number} 件超',
  'status.failed.none': '直近 7 日間に、あなたが扱う要求に関するメッセージで送信を断念したものはありません。',
  'status.failed.line': '{when}: {what}、対象: {about}。{reason}',
  'status.failed.where': '{what} ({place})',
  'status.failed.token': '{requester} の {token} ({organization})',
  'status.again': '再試行',
  'status.others': '{count, plural, other {ほか # 件}}',
  'status.kind.card': 'カード',
  'status.kind.cards': 'すべてのカードの更新',
  'status.kind.organization-news': 'PATrol のインストール状況のお知らせ',
  'status.kind.note': 'カードのスレッドへの注記',
  'status.kind.requester': '要求したユーザーへのメッセージ',
  'status.kind.mail': '要求したユーザーへのメール',
  'status.kind.approver': '決定したユーザーへのメッセージ',
  'status.kind.summary': '多数の新しい要求のまとめ',
  'status.kind.reminder': 'スレッドへのリマインダー',
  'status.kind.owner-reminder': '所有者へのリマインダー',
  'status.kind.digest': '日次ダイジェスト',
  'status.kind.other': 'メッセージ',
  'status.reason.archived':
    'チャンネルがアーカイブされています。アーカイブを解除するか、別のチャンネルの設定を PATrol の運用担当者に依頼してください ({code})。',
  'status.reason.no-channel':
    'Slack にこのチャンネルが存在しないか、PATrol が参加していません。PATrol をチャンネルに招待するか、別のチャンネルの設定を PATrol の運用担当者に依頼してください ({code})。',
  'status.reason.restricted':
    'チャンネルまたはワークスペースの設定により、PATrol は投稿できません。ワークスペースの管理者が許可できます ({code})。',
  'status.reason.person-gone':
    'Slack によると、このユーザーは存在しないか無効化されています。伝える必要がある場合は、別の方法で伝えてください ({code})。',
  'status.reason.bot':
    'この Slack ユーザーはボットです。連携の修正を PATrol の運用担当者に依頼してください ({code})。',
  'status.reason.mail':
    'メール サーバーがこの宛先へのメールを受け付けません。別の方法で伝えてください。本人が Slack プロフィールのメール アドレスを修正する必要があります ({code})。',
  'status.reason.other': '{service} が受け付けませんでした: {code}。PATrol の運用担当者に連絡してください。',
  'status.reason.defect':
    'PATrol 自体で問題が発生しました。ログで {trace} を調べるよう、PATrol の運用担当者に伝えてください。',

  // The ledger
  'audit.title': '台帳',
  'audit.what':
    '{organizations} でのすべての変更と、連携や設定の変更です。新しいものから順に表示しています。',
  'audit.none': '{organizations} についても、連携や設定についても、エントリはありません。',
  'audit.query': '{query} に一致するもののみ。',
  'audit.nowhere':
    'GitHub によると、あなたはここで扱うどの Organization の所有者でもありません。台帳を閲覧できるのは、決定する権限を持つユーザーだけです。',
  'audit.newer': '新しいエントリ',
  'audit.older': '古いエントリ',
  'audit.count': '{count, plural, other {# 件のエントリがあります。}}',
  'audit.count.capped': '{count, number} 件を超えるエントリがあります。',
  'audit.head': '全エントリのチェーンの末尾は {head} です。',
  'audit.unsealed': 'キーが設定されていないため、封印されていません。',
  'audit.line': '{when}: {what}',
  'audit.subject': '{requester} の {token} ({organization} {number})',
  'audit.erased': '(消去済み)',
  'audit.unnamed': '不明なユーザー',
  'audit.by-member': '本人',
  'audit.by-operator': 'PATrol の運用担当者',
  'audit.for-team': 'チーム {team} の権限で',
  'audit.path.card': 'カードから',
  'audit.path.details': '詳細から',
  'audit.path.home': 'アプリのホームから',
  'audit.path.list': '一覧から',
  'audit.path.github': 'GitHub で',
  'audit.request-seen': '要求を検出: {subject}',
  'audit.request-cancelled': '要求した本人がキャンセル: {subject}',
  'audit.request-expired': 'トークンの有効期限切れ: {subject}',
  'audit.request-closed': 'GitHub の一覧から消失: {subject}',
  'audit.decision-asked.approve': '{approver} が承認を指示: {subject}、{how}',
  'audit.decision-asked.deny': '{approver} が拒否を指示: {subject}、{how}',
  'audit.decided.approve': '{approver} が承認: {subject}、{how}',
  'audit.decided.deny': '{approver} が拒否: {subject}、{how}',
  'audit.decision-refused': '{approver} の決定を GitHub が受け付けず ({failure}): {subject}、{how}',
  'audit.decision-released': '{approver} の決定は実行されず ({failure}): {subject}、{how}',
  'audit.decision-superseded': '{approver} の決定は間に合わず: {subject}、{how}',
  'audit.decision-lost': '{approver} の決定の結果は不明: {subject}、{how}',
  'audit.decider-named': 'GitHub により、決定したのは {approver} と判明: {subject}、{how}',
  'audit.link-made': '{origin}が連携: {person}',
  'audit.link-removed': '{origin}による連携を解除: {person}',
  'audit.app-installed': '{organization} で PATrol の GitHub App の動作が再開',
  'audit.app-suspended': '{organization} で PATrol の GitHub App が一時停止',
  'audit.app-uninstalled': '{organization} から PATrol の GitHub App がアンインストール',
  'audit.settings-changed': '設定の変更: {data}',
  'audit.organization-settings-changed': '{person} が {organization} の設定を変更: {changes}',
  'audit.setting': '{name} ({from} → {to})',
  'audit.setting.hours': '{days} {from}–{until}',
  'audit.person-erased': '個人データの消去: {data}',
  'audit.other': '{kind}: {data}',
  'ledger.head':
    '台帳: {entries, plural, other {エントリ # 件}}、末尾 {head}。このメッセージを保管しておいてください。{command} で、これ以降に記録が切り詰められたり作り直されたりしていないかを確認できます。',
  'settings.title': '設定',
  'settings.loading': '変更できる設定を GitHub に確認しています…',
  'settings.save': '保存',
  'settings.cancel': 'キャンセル',
  'settings.saved': '保存しました。アプリのホームと今後あなたに届くすべてのものに反映されます。',
  'settings.language': '言語',
  'settings.as-in-slack': 'Slack と同じ',
  'settings.as-in-slack.known': 'Slack と同じ ({known})',
  'settings.time-zone': 'タイム ゾーン',
  'settings.time-zone.placeholder': '地名を入力 (例: Paris)',
  'settings.own': '自分の要求に関する通知',
  'settings.own.hint':
    '承認待ちになったことと、決定の結果をお知らせします。アプリのホームには常に表示されます。',
  'settings.by-message': 'ダイレクト メッセージ',
  'settings.by-mail': 'メール (決定されたとき)',
  'settings.reminders': '所有者へのリマインダー',
  'settings.reminders.message': 'ダイレクト メッセージ (長時間承認待ちの要求について)',
  'settings.digest': '承認待ちの要求の日次ダイジェスト',
  'settings.digest.hint':
    'チャンネルのダイジェストは全員向けです。所有者は下の Organization の設定でオフにでき、その場合は個人宛てのみになります。',
  'settings.digest.channel': 'チャンネルのみ',
  'settings.digest.message': '両方: 自分にもダイレクト メッセージで',
  'settings.digest.mail': '両方: 自分にもメールで',
  'settings.digest.message-and-mail': '両方: 自分にもダイレクト メッセージとメールで',
  'settings.mute': 'ミュート',
  'settings.mute.option': '自分の要求と決定に関するもののみ',
  'settings.mute.hint': '上の選択にかかわらず、リマインダーもダイジェストも届きません。',
  'settings.organizations': 'あなたの Organization',
  'settings.organizations.about':
    'Organization の全員に適用されます: チャンネル、ダイジェスト、勤務時間、リマインダー、チャンネルの言語。',
  'settings.organizations.choose': 'Organization を選択',
  'settings.organization.open': '{organization} の設定',
  'settings.organization.silent':
    '{names} の所有者であるかどうかについて GitHub から時間内に応答がありませんでした。1 分ほどしてから、設定をもう一度開いてください。',
  'settings.organization.unlinked':
    'あなたが所有する Organization の設定を変更するには、GitHub アカウントを連携してください。',
  'settings.organization.title': 'Organization の設定',
  'settings.organization.loading': '変更する権限があるかどうかを GitHub に確認しています…',
  'settings.organization.about':
    'これらの設定は {organization} の全員に適用されます。誰が何を変更したかは台帳に記録されます: /tokens audit。',
  'settings.organization.saved':
    '{organization} の設定を保存しました。あなたによる変更として台帳に記録されます。',
  'settings.organization.reset':
    '{organization} のすべての設定を、PATrol の運用担当者による設定に戻しました。あなたによる変更として台帳に記録されます。',
  'settings.hint.usual': 'PATrol の運用担当者による設定です。',
  'settings.hint.chosen': '所有者が選択しました。PATrol の運用担当者による設定: {usual}。',
  'settings.hint.chosen.channel':
    '所有者が選択しました。PATrol の運用担当者は別のチャンネルを設定しています。',
  'settings.channel': '要求とダイジェストのチャンネル',
  'settings.channel.hint':
    'プライベート チャンネルの場合は、先に PATrol を招待してください: /invite @PATrol。',
  'settings.channel.works':
    '{organization} のトークンの要求を投稿するチャンネルとして指定された、このチャンネルに投稿できます。このメッセージはあなただけに表示されています。',
  'settings.channel-language': 'チャンネルの言語',
  'settings.organization.time-zone': 'ダイジェストと勤務時間のタイム ゾーン',
  'settings.digest-time': 'ダイジェストの時刻',
  'settings.digest-posts': 'チャンネルのダイジェスト',
  'settings.digest-posts.in-channel': 'チャンネルにダイジェストを投稿する',
  'settings.digest-posts.all-clear': '承認待ちの要求がないときもダイジェストを投稿する',
  'settings.days': '勤務日',
  'settings.from': '勤務時間の開始',
  'settings.until': '勤務時間の終了',
  'settings.remind-after': 'カードのスレッドにリマインダーを投稿するまでの勤務時間数',
  'settings.remind-owners-after': '所有者にダイレクト メッセージでリマインダーを送るまでの勤務時間数',
  'settings.hours.never': '0: 送信しない。',
  'settings.on': 'オン',
  'settings.off': 'オフ',
  'settings.use-usual': '運用担当者の設定を使用',
  'settings.use-usual.title': '選択内容を破棄しますか？',
  'settings.use-usual.text':
    'この Organization のすべての設定が、チャンネルも含めて PATrol の運用担当者による設定に戻ります。',
  'settings.use-usual.confirm': '使用する',
  'settings.use-usual.cancel': '変更しない',
  'settings.too-slow': '処理に時間がかかりすぎたため、何も保存されませんでした。もう一度お試しください。',
  'settings.problem.language': 'メニューにある言語を選択してください。',
  'settings.problem.time-zone': 'タイム ゾーンを選択してください (例: Europe/Paris)。',
  'settings.problem.channel': 'このワークスペースのチャンネルを選択してください。',
  'settings.problem.channel-not-invited':
    'PATrol はこのチャンネルに参加しておらず、プライベート チャンネルには自分で参加できません。チャンネルで /invite @PATrol と入力してから、もう一度保存してください。',
  'settings.problem.channel-archived':
    'このチャンネルはアーカイブされています。別のチャンネルを選択するか、先にアーカイブを解除してください。',
  'settings.problem.channel-refused':
    'Slack により、このチャンネルへの投稿が許可されませんでした。チャンネルの投稿権限を確認するか、別のチャンネルを選択してください。',
  'settings.problem.channel-unknown':
    'チャンネルに投稿できるかどうかについて Slack から時間内に応答がありませんでした。もう一度保存してください。',
  'settings.problem.digest-time': '時刻を選択してください (例: 09:00)。',
  'settings.problem.days': '1 日以上選択してください。',
  'settings.problem.hours': '開始と終了の両方の時刻を選択してください。',
  'settings.problem.hours-order': '勤務時間の開始より後の時刻にしてください。',
  'settings.problem.reminder': '0 (送信しない) から 1,000 までの整数を入力してください。',
  'digest.waiting': '{organization}: {count, plural, other {# 件のトークンの要求}}が承認待ちです。',
  'digest.clear': '{organization}: 承認待ちのトークンの要求はありません。すべて対応済みです。',
  'digest.since': '{since} 以降: {changes}。',
  'digest.nothing-new': '変化なし',
  'digest.added': '{count, plural, other {新規 # 件}}',
  'digest.decided': '{outcomes} ({name})',
  'digest.decided.others': '{outcomes} (ほかのユーザー)',
  'digest.on-github': 'GitHub 上のユーザー',
  'digest.approved': '{count, plural, other {承認 # 件}}',
  'digest.denied': '{count, plural, other {拒否 # 件}}',
  'digest.ended': '{count, plural, other {その他の終了 # 件}}',
  'digest.median': '決定までの時間の中央値: {wait}。',
  'digest.oldest': '古い順:',
  'digest.shown': 'このダイジェストの要求の結果:',
  'digest.open': '一覧を開く',
  'digest.open.label': '{organization} で承認待ちのトークンの要求一覧を開く',
  'digest.history': '決定の履歴',
  'digest.mail.subject': '{organization}: {count, plural, other {# 件のトークンの要求}}が承認待ちです',
  'digest.mail.subject.clear': '{organization}: 承認待ちのトークンの要求はありません',
  'digest.mail.greeting': 'こんにちは。',
  'digest.mail.line': '{since} から、{requester} が「{token}」によるアクセスを要求しています ({access})',
  'digest.mail.access': '{repositories}、{permissions}、{expires}',
  'digest.mail.next':
    '各リンクから GitHub の要求を開き、承認または拒否できます。Slack では、/tokens pending から同じ操作ができます。',
  'digest.mail.next.clear': '必要な操作はありません。',
  'digest.mail.link': 'GitHub の承認待ちの要求一覧',
  'digest.mail.footer':
    'このメールは、{organization} の所有者と、その代わりに PATrol の運用担当者が指定した方に、PATrol が 1 日 1 回送信しています。',
  'home.settings': '設定',

  // App Home
  'home.title': 'PATrol',
  'home.loading': 'あなたに関係するものを GitHub に確認しています…',
  'home.what':
    'Organization のメンバーが作成したきめ細かい個人用アクセス トークンでパブリックではないリソースにアクセスするには、所有者の承認が必要です。',
  'home.how':
    '要求はすべてレビュー用チャンネルに投稿され、所有者がそこで承認または拒否します。要求したユーザーには、決定とその理由をメッセージでお知らせします。',
  'home.first': '最初に行うこと',
  'home.first.connect':
    'あなたの GitHub アカウントがまだわかりません。連携すると、あなた自身の要求がここに表示されます。Organization の所有者であれば、あなたの対応を待っている要求も表示されます。',
  'home.sign-in':
    '決定はあなた自身の名義で GitHub に送信されます。最初の決定を行う前に、GitHub アカウントを連携してください。',
  'home.first.link':
    'あなたの GitHub アカウントがまだわかりません。PATrol の運用担当者に連携を依頼してください。運用担当者が SLACK_GITHUB_USERS に「{id}=あなたの GitHub ユーザー名」を追加すると、あなた自身の要求がここに表示されます。Organization の所有者であれば、あなたの対応を待っている要求も表示されます。',
  'home.member': 'あなたの GitHub アカウントは {login} です。あなた自身のトークンの状況は次のとおりです。',
  'home.count': '{count, number}',
  'home.count.capped': '{count, number}+',
  'home.waiting': '{count, plural, other {# 件の要求}}が承認待ちです',
  'home.waiting.capped': '{count, number} 件を超える要求が承認待ちです',
  'home.waiting.none': '承認待ちの要求はありません。',
  'home.waiting.oldest': '最も古いものは {since} から待っています。',
  'home.waiting.oldest.median': '最も古いものは {since} から待っています。待ち時間の中央値: {wait}。',
  'home.waiting.in': '{organization} {count} 件',
  'home.waiting.further': '{count, plural, other {ほか # 個の Organization}} の分',
  'home.wait.short': '1 時間未満',
  'home.wait.hours': '{count, plural, other {# 時間}}',
  'home.wait.days': '{count, plural, other {# 日}}',
  'home.silent':
    '{names} で決定する権限があるかどうかについて GitHub から時間内に応答がなかったため、該当するものは表示されていません。1 分ほどしてから、もう一度ご覧ください。',
  'home.open-list': '一覧を開く',
  'home.open-history': '履歴',
  'home.open-mine': '自分の要求',
  'home.more': 'ほか {count} 件',
  'home.others': '{count, plural, other {ほか # 個の Organization}}',
  'home.pending.title': 'あなたの対応待ち (古い順)',
  'home.lately.title': '最近の決定',
  'home.lately.none': 'まだありません。',
  'home.asked': '{since} から、{requester} が {token} による {organization} へのアクセスを要求しています',
  'home.expires': '有効期限 {when}',
  'home.expires.never': '有効期限なし',
  'home.permissions.none': 'アクセス許可なし',
  'home.theirs': '{requester} の {token} ({organization}): {outcome}',
  'home.reason': '「{reason}」',
  'home.own.title': 'あなた自身の要求',
  'home.own.ended.title': 'あなたの要求の結果',
  'home.own.none': '承認待ちのトークンはありません。',
  'home.own.count':
    '{count, plural, =0 {承認待ちのトークンはありません。} other {あなたのトークンのうち # 個が承認待ちです。}}',
  'home.own': '{number} {token} ({organization}): {outcome}',
  'home.own.waiting': '{number} {token} ({organization}): {since} から承認待ち',
  'home.own.count.capped': '{count, number} 個を超えるあなたのトークンが承認待ちです。',
  'home.own.meanwhile':
    '所有者が承認するまで、トークンはパブリック リソースの読み取りにしか使えず、プライベートなリソースを呼び出すと「Not Found」が返ります。結果はここでお知らせします。',
  'home.channel': '要求は {channel} に投稿されます。',
  'chart.title': '{organization} の過去 {count, plural, other {# 週間}}',
  'chart.legend': '◆ 週の終わりに承認待ち  ■ 決定済み  ● 決定までの時間の中央値',
  'chart.summary': '{title}。{latest}{before}',
  'chart.latest':
    '先週: {decided, plural, =0 {決定なし} other {# 件の要求を決定 (承認 {approved, number} 件、拒否 {denied, number} 件)}}{time}。週の終わりの時点で{pending, plural, =0 {承認待ちの要求はありませんでした} other {承認待ちの要求は # 件でした}}。',
  'chart.latest.so-far':
    '今週 (昨日まで): {decided, plural, =0 {決定なし} other {# 件の要求を決定 (承認 {approved, number} 件、拒否 {denied, number} 件)}}{time}。{pending, plural, =0 {承認待ちの要求はありません} other {承認待ちの要求は # 件です}}。',
  'chart.time': '、決定までの時間の中央値 {time}',
  'chart.before':
    'その前の週: {decided, plural, =0 {決定なし} other {# 件を決定}}{time}。週の終わりの時点で{pending, plural, =0 {承認待ちの要求はありませんでした} other {承認待ちの要求は # 件でした}}。',
  'chart.weeks': '週ごとの状況 (各週の月曜日から):',
  'chart.week': '{monday}: 決定 {decided, number} 件{time}、週の終わりに承認待ち {pending, number} 件。',
  'chart.minutes': '{count, plural, other {# 分}}',
  'chart.hours': '{count, plural, other {# 時間}}',
  'chart.days': '{count, plural, other {# 日}}',
};
