import type { Texts } from './texts.ts';

/** 日本語。 */
export const ja: Texts = {
  language: 'ja',
  causes: {
    NotAUrl: [
      'http または https の URL ではありません。',
      'https:// から署名の最後の文字まで、URL 全体をコピーしてください。',
    ],
    NotSigned: ['URL に署名がありません。', '署名付き URL を取得するか、? 以降がどこで失われたかを確認してください。'],
    AmpersandEscaped: ({ found }) => [
      `URL の & であるべき箇所が ${found} になっています。HTML または XML のソースからコピーされたものです。`,
      'HTML エンティティをデコードするか、ソースではなくリンクそのものをコピーしてください。',
    ],
    BackslashEscaped: ({ found }) => [
      `URL に ${found} が含まれています。JSON、ログ、シェルスクリプトからエスケープされたままコピーされたものです。`,
      'JSON として解析するか、バックスラッシュのエスケープを取り除いてください。',
    ],
    WhitespaceInUrl: [
      'URL の途中に空白、改行、または見えない文字があります。',
      'もう一度ひと続きでコピーしてください。メールソフトや端末は長い行を折り返します。',
    ],
    WrappedInPunctuation: ({ found }) => [
      `テキスト中の ${found} は URL の一部ではありません。`,
      '引用符、括弧、文末の句読点を取り除いてください。',
    ],
    EncodedTwice: ({ where }) => [
      `URL がもう一度パーセントエンコードされています（${where}）。`,
      'URL はそのまま渡してください。署名付き URL を再度エンコードやデコードしてはいけません。',
    ],
    FragmentInUrl: [
      'オブジェクト名に # がそのまま含まれています。クライアントは # 以降を送信しないため、署名が失われます。',
      'URL では %23 と書いてください。',
    ],
    ParameterCaseChanged: ({ name }) => [
      `${name} の大文字と小文字が署名時と異なります。`,
      '大文字と小文字を変えないでください。一部のゲートウェイ、メールフィルター、リンク検査が変更します。',
    ],
    SignatureCut: ({ length, expected }) => [
      `署名が ${length} 文字しかありません（正しくは ${expected} 文字）。URL が途中で切れています。`,
      'URL 全体をコピーしてください。短すぎるデータベースの列、改行、引用符のないシェルを確認してください。',
    ],
    SignaturePadded: ({ length, expected }) => [
      `署名が ${length} 文字あります（正しくは ${expected} 文字）。末尾に何かが付け加えられています。`,
      'URL は署名で終わるようにしてください。',
    ],
    PlusInSignature: [
      '署名に + または空白がそのまま含まれています。クエリでは + は空白を意味します。',
      '署名をパーセントエンコードしてください。+ は %2B、/ は %2F、= は %3D です。',
    ],
    SecretsMasked: ({ names }) => [
      `URL はマスクされています。${names} は本当の値ではありません。`,
      '元の URL を使ってください。ログやエラーメッセージは意図的に値を隠します。',
    ],
    ParametersMissing: ({ names }) => [
      `URL に ${names} がありません。`,
      'URL 全体をコピーしてください。シェルでは & でコマンドが終わるため、引用符で囲んでください。',
    ],
    ParameterRepeated: ({ name }) => [
      `パラメーター ${name} が複数あります。署名時は一つです。`,
      '余分なパラメーターを取り除いてください。',
    ],
    VersionsMixed: ({ found }) => [
      `V4 と V1 の署名が混在しています（${found}）。`,
      '一つのバージョンで署名し、そのパラメーターだけを使ってください。',
    ],

    MethodDiffers: ({ sent, signed }) => [
      signed === undefined
        ? `リクエストは ${sent} でした。多くの URL は GET 用に署名されており、URL は一つのメソッドにのみ有効です。`
        : `リクエストは ${sent} でしたが、URL は ${signed} 用に署名されています。`,
      signed === undefined || signed === 'GET'
        ? 'GET を使ってください。サイズや種類を知るには "Range: bytes=0-0" を付けて GET を送ります。'
        : `${signed} を使うか、${sent} 用に署名し直してください。`,
    ],
    HeaderNotSigned: ({ name, inTransit }) => [
      inTransit
        ? `OSS はヘッダー ${name} を受信しましたが、送信も署名もされていません。経路の途中で追加されています。`
        : `ヘッダー ${name} は署名に含まれていません。`,
      name === 'content-type'
        ? 'Content-Type を送らない（fetch、axios、ミニプログラムは自動的に付けます）か、署名に含めてください。'
        : `${name} を送らない（プロキシ、ゲートウェイ、インターセプターも確認）か、署名に含めてください。`,
    ],
    SignedHeaderMissing: ({ name, value }) => [
      `ヘッダー ${name} は署名に含まれていますが、送信されていません。`,
      value === undefined
        ? `署名時の値で ${name} を送信してください。`
        : `次のとおり送信してください。${name}: ${value}`,
    ],
    SignedHeaderChanged: ({ name, sent, signed }) => [
      signed === undefined
        ? `ヘッダー ${name} は署名に含まれています。送信された値 "${sent}" は署名時と異なる可能性があります。`
        : `ヘッダー ${name} は "${sent}" として送信されましたが、署名時は "${signed}" でした。`,
      signed === undefined
        ? `${name} を署名時とまったく同じ値で送信してください。`
        : `次のとおり送信してください。${name}: ${signed}`,
    ],
    ParameterAdded: ({ name }) => [
      `パラメーター ${name} は署名の後に追加されました。署名はクエリ全体に及びます。`,
      `${name} を取り除いてください。共有ボタン、アクセス解析、キャッシュ、フレームワークがパラメーターを付け加えます。`,
    ],
    ParameterRemoved: ({ name }) => [
      `URL にあるパラメーター ${name} が OSS に届いていません。`,
      '途中で削除しているもの（プロキシ、CDN のルール、短縮 URL）を探してください。',
    ],
    ParameterChanged: ({ name, sent, signed }) => [
      `パラメーター ${name} は "${sent}" として届きましたが、署名時は "${signed}" でした。`,
      'クエリは 1 バイトも変えずに渡してください。値を変えるには署名し直してください。',
    ],
    KeyEncodedTwice: ({ sent, signed }) => [
      `オブジェクト名が "${sent}" として届きました。"${signed}" を一度余分にパーセントエンコードしたものです。`,
      '署名にはエンコードしていないオブジェクト名を渡し、URL のパスを再度エンコードしないでください。',
    ],
    KeyNormalized: ({ sent, signed }) => [
      `オブジェクト名 "${signed}" が "${sent}" として届きました。URL パーサーが "."、".."、"//" をまとめました。`,
      'パスをそのまま送る（curl --path-as-is）か、名前を変更してください。ブラウザーはこのような名前を取得できません。',
    ],
    KeyChanged: ({ sent, signed }) => [
      `オブジェクト名が "${sent}" として届きましたが、署名時は "${signed}" でした。`,
      'パスを変えずに渡してください。パスの + は空白ではなくプラス記号です。',
    ],
    BucketDiffers: ({ sent, signed }) => [
      `リクエストはバケット "${sent}" に届きましたが、署名は "${signed}" 用です。`,
      'ドメインが属するバケット用に署名するか、ドメインをもう一方のバケットにバインドしてください。',
    ],
    HostRewritten: ({ sent, signed }) => [
      `ホスト ${signed} は署名に含まれていますが、リクエストは ${sent} に送られました。`,
      '署名の後でホストを置き換えず、実際に使うホスト用に署名してください。',
    ],

    SecretWrong: ({ tested, fits }) => [
      fits
        ? '署名は渡された AccessKey Secret に対して正しいものですが、OSS は受け付けません。OSS はこの AccessKey に別の Secret を登録しています。'
        : tested > 0
          ? `${tested} 通りの署名を再計算しましたが、URL の署名と一致しません。別の Secret で、または別の内容に対して署名されています。`
          : 'OSS が受信した内容は URL と完全に一致します。署名に使った Secret が誤っているか、URL が署名後に変更されたか、署名されたヘッダーが送信されていません。',
      'AccessKey ID と Secret が対になっていること、欠けや空白がないこと、キーが交換されていないことを確認してください。',
    ],
    SecretHasWhitespace: [
      'Secret の前後に空白、改行、または引用符が付いたまま署名されています。',
      'Secret を読み込むときに空白を取り除いてください。環境変数ファイルやシークレット管理は末尾に改行を付けることがあります。',
    ],
    AccessKeyDiffers: ({ inUrl, given }) => [
      `URL の AccessKey は ${inUrl} ですが、渡された認証情報は ${given} のものです。`,
      'AccessKey ID と Secret は、同じ取得元から同時に読み込んでください。',
    ],
    AccessKeyUnknown: ({ accessKeyId }) => [
      `OSS は AccessKey ID ${accessKeyId} を認識していません。`,
      'ID と、キーが削除されていないかを確認してください。一時キー（STS.…）にはセキュリティトークンも必要です。',
    ],
    AccessKeyDisabled: [
      'AccessKey が無効化されているか、この IP アドレスからは使えません。',
      'RAM コンソールで有効にするか、別のキーで署名してください。',
    ],
    TokenKeyUnknown: [
      'OSS には、セキュリティトークンに対応するこの AccessKey がありません。トークンの期限が切れたか、両者が別の認証情報のものです。',
      '新しい認証情報で署名し、三つの値を同じ応答から取ってください。長期キーにトークンはありません。',
    ],
    TokenMissing: [
      'AccessKey は一時的なもの（STS）ですが、セキュリティトークンがありません。',
      'セキュリティトークンも渡して署名してください。トークンは URL の一部になります。',
    ],
    TokenNotSigned: [
      'セキュリティトークンが署名の後に URL へ追加されています。',
      'トークンを署名処理に渡してください。トークンは署名の対象です。',
    ],
    TokenInvalid: [
      'OSS がセキュリティトークンを受け付けません。壊れているか、別のキーのものです。',
      '発行されたトークンをそのまま、同時に発行された AccessKey と一緒に使ってください。',
    ],
    TokenOfOtherKey: [
      'セキュリティトークンと AccessKey が別々の認証情報のものです。',
      '一時的な認証情報の三つの値は一つの応答から取り出し、個別に更新しないでください。',
    ],
    TokenExpired: [
      '署名に使ったセキュリティトークンの期限が切れました。URL も同時に無効になります。',
      '新しい認証情報で署名してください。長い有効期間には、長いトークンか長期キーを使ってください。',
    ],
    TokenTwice: [
      'セキュリティトークンが URL とヘッダーの両方にあります。',
      'ヘッダー x-oss-security-token を取り除いてください。',
    ],
    TokenNameWrong: ({ found, expected }) => [
      `セキュリティトークンの名前が ${found} ですが、この署名バージョンでは ${expected} です。`,
      'バージョンに合った名前で署名し直してください。V4 は x-oss-security-token、V1 は security-token です。',
    ],
    TokenCapsLifetime: ({ seconds }) => [
      `URL の有効期間は ${seconds} 秒とされていますが、セキュリティトークンで署名されているため最長 12 時間です。`,
      'それより早く無効になると考えるか、長期キーで署名してください。',
    ],

    RegionPrefixed: ({ region }) => [
      `署名のリージョンが "${region}" になっています。これはエンドポイントの名前で、リージョン ID ではありません。`,
      `リージョン ID ${region.replace(/^oss-/, '')} を使って署名してください。`,
    ],
    RegionWrong: ({ signed, expected }) => [
      expected === undefined
        ? `URL はリージョン "${signed}" 用に署名されていますが、バケットはそこにありません。`
        : `URL はリージョン "${signed}" 用に署名されていますが、リクエスト先は "${expected}" です。`,
      expected === undefined
        ? 'バケットのリージョンで署名してください。コンソールで確認できます。'
        : `バケットのリージョン ${expected} で署名してください。`,
    ],
    ProductWrong: ({ product }) => [
      `URL はプロダクト "${product}" 用に署名されています。`,
      '"oss"、クラウドボックスの場合は "oss-cloudbox" で署名してください。',
    ],
    CredentialMalformed: [
      'x-oss-credential がないか、<AccessKey ID>/<日付>/<リージョン>/oss/aliyun_v4_request の形式ではありません。',
      'URL 全体をコピーしてください。自分で署名する場合はこの形式で書き、/ は %2F とします。',
    ],
    WrongEndpoint: ({ endpoint }) => [
      'バケットのリージョンがホスト名のリージョンと異なります。',
      endpoint === undefined
        ? 'バケットのリージョンのエンドポイントを使ってください。'
        : `エンドポイント ${endpoint} を使ってください。`,
    ],
    PathStyleForbidden: [
      'バケット名がパスにあります。OSS はホスト名に含まれる場合だけ受け付けます。',
      'パス形式を無効にしてください。https://<bucket>.oss-<region>.aliyuncs.com/<key> の形にします。',
    ],
    HostForbidden: [
      'OSS はこの操作を標準のホストでのみ許可します。',
      'バケットのリージョンのエンドポイントを使ってください。',
    ],
    PublicEndpointForbidden: [
      'OSS は既定のパブリックドメインによるデータへのアクセスを拒否します。2025 年から、中国本土の新しいアカウントが対象です。',
      'バケットにカスタムドメインをバインドして署名する（useCname、cnameEndpoint）か、Alibaba Cloud 内から内部エンドポイントを使ってください。',
    ],
    AppPackageForbidden: [
      'OSS は、既定のドメインと転送アクセラレーションのドメインでは、アプリ（APK と IPA。名前または MIME タイプで判断）のダウンロードを拒否します。',
      'バケットにバインドしたカスタムドメインで署名してください（useCname、cnameEndpoint）。',
    ],
    RedirectForbidden: [
      'バケットのリダイレクトルールがこのオブジェクトに当てはまりますが、OSS がそれに従うのはカスタムドメインだけです。',
      'オブジェクトが存在するか確認するか、バケットにバインドしたカスタムドメインで署名してください（useCname、cnameEndpoint）。',
    ],
    DomainOfOtherUser: [
      'URL のドメインは別のユーザーのバケットにバインドされています。',
      'このバケットにバインドされたドメインで署名してください。',
    ],
    DomainNotBound: ({ host }) => [
      `ドメイン ${host} は OSS に届きますが、バケットにバインドされていません。`,
      'OSS コンソールでドメインをバケットにバインドし、カスタムドメイン（CNAME）をエンドポイントとして署名してください。',
    ],
    NoSuchBucket: ({ bucket }) => [
      `バケット "${bucket}" は存在しません。`,
      '名前を確認してください。プライベートまたは IP のエンドポイントでは、バケット名をパスに置くべきかも確認してください。',
    ],
    InvalidBucketName: ({ bucket }) => [
      `"${bucket}" はバケット名として正しくありません。多くの場合、ドメインやパスがバケット名と解釈されています。`,
      '名前は a-z、0-9、- からなる 3～63 文字です。カスタムドメインでは CNAME として署名してください。',
    ],

    Expired: ({ end, at, isServerClock }) => [
      `URL の有効期限が切れています${end === undefined ? '' : `（期限 ${end}`}${end !== undefined && at !== undefined ? `、${isServerClock ? 'OSS ' : 'この端末'}の時計は ${at}` : ''}${end === undefined ? '' : '）'}。`,
      '新しい URL を取得してください。頻繁に起きる場合は有効期間を延ばしてください（V4 は最長 7 日）。',
    ],
    NotYetValid: ({ start, at, isServerClock }) => [
      `URL はまだ有効ではありません${start === undefined ? '' : `（開始 ${start}`}${start !== undefined && at !== undefined ? `、${isServerClock ? 'OSS ' : 'この端末'}の時計は ${at}` : ''}${start === undefined ? '' : '）'}。`,
      '署名するマシンの時計を合わせてください。OSS が受け付けるのは開始の 15 分前からです。',
    ],
    ClockSkewed: ({ requestTime, serverTime }) => [
      `署名するマシンの時計が 15 分以上ずれています${requestTime === undefined ? '' : `（${requestTime}）`}${serverTime === undefined ? '' : `。OSS の時刻は ${serverTime} です`}。`,
      '時計を合わせる（NTP）か、OSS が返す時刻で署名してください。',
    ],
    ClockOff: ({ minutes }) => [
      `このマシンの時計は OSS の時計より ${Math.abs(minutes)} 分${minutes > 0 ? '進んで' : '遅れて'}います。`,
      '時計を合わせてください。ここで署名した URL は開始も終了も誤った時刻になります。',
    ],
    DateMissing: ['リクエストに有効な日付がありません。', '署名のとおりに Date または x-oss-date を送信してください。'],
    SigningDateInvalid: [
      '署名日がないか、形式が誤っているか、x-oss-date と x-oss-credential で異なります。',
      'UTC で 20260102T030405Z のように書き、最初の 8 文字を x-oss-credential に入れてください。',
    ],
    ExpiresMissing: [
      'x-oss-expires がないか、空です。',
      'URL 全体をコピーするか、有効期間を指定して署名してください。',
    ],
    ExpiresOutOfRange: ({ expires }) => [
      `有効期間 "${expires}" が 1～604800 秒（7 日）の範囲にありません。`,
      '最長 7 日で署名してください。値は時刻ではなく秒数です。',
    ],
    V1ExpiresInvalid: ['Expires が空か、整数ではありません。', 'V1 では URL の期限を Unix 秒で表します。'],

    SignatureVersionUnknown: [
      'x-oss-signature-version がないか、不明な値です。',
      '正確に OSS4-HMAC-SHA256 でなければなりません。',
    ],
    V1Forbidden: [
      'OSS はこのアカウントまたはバケットで V1 署名を受け付けなくなりました。',
      'V4 で署名してください。リージョンも必要です。',
    ],
    TwoSignatures: [
      'リクエストに署名が二つあります。一つは URL、もう一つは Authorization ヘッダーです。',
      '署名付き URL では Authorization を送らないでください。HTTP クライアントやゲートウェイが自動で付けることがあります。',
    ],
    AuthorizationMalformed: [
      'OSS は Authorization ヘッダーを読み取れません。',
      '署名付き URL では送信しないでください。',
    ],
    AdditionalHeaderMissing: ({ name }) => [
      `署名の一覧にあるヘッダー${name === '' ? '' : ` ${name} `}がリクエストにありません。`,
      'x-oss-additional-headers にあるヘッダーを、すべて署名時と同じ値で送信してください。',
    ],
    AdditionalHeadersMalformed: [
      '追加ヘッダーの一覧が空か、OSS が受け付けない名前を含んでいます。',
      '空の一覧は取り除いてください。名前にアンダースコアは使えません。',
    ],
    SignatureDoesNotMatch: [
      'OSS が計算した署名が URL の署名と異なります。',
      'メソッド、ヘッダー、クエリを署名時の内容と比べてください。',
    ],
    AccessDenied: [
      'OSS は多くの場合にこのコードを返します。URL の期限切れ、権限の不足、ほかのリージョンのホストなどです。',
      '応答の EC を調べ、Message を確認してください。',
    ],

    NoPermission: [
      '署名は正しいものの、署名した ID にこの操作の権限がありません。',
      'このオブジェクトに対する oss:GetObject（ダウンロードの場合）を許可し、拒否するポリシーがないか確認してください。',
    ],
    NoPermissionByBucketPolicy: [
      '署名は正しいものの、バケットポリシーが拒否しています。',
      'バケットポリシーの Deny と、IP アドレス、VPC、HTTPS の条件を確認してください。',
    ],
    NoPermissionByRamPolicy: ({ isExplicit }) => [
      `署名は正しいものの、${isExplicit ? 'RAM ポリシーが拒否しています' : `許可する RAM ポリシーが${isExplicit === undefined ? 'ないか、拒否されています' : 'ありません'}`}。`,
      isExplicit
        ? '署名するユーザーまたはロールの RAM ポリシーで Deny を探してください。'
        : '署名するユーザーまたはロールに oss:GetObject を許可する RAM ポリシーを付けてください。STS のセッションポリシーにも注意してください。',
    ],
    NoPermissionBySessionPolicy: [
      '署名は正しいものの、一時的な認証情報のポリシーがこの操作を許可していません。',
      'ロールのポリシーと AssumeRole に渡したセッションポリシーの両方で oss:GetObject（ダウンロードの場合）を許可してください。',
    ],
    NoPermissionByVpcPolicy: [
      '署名は正しいものの、VPC エンドポイントのポリシーが拒否しています。',
      'そのポリシーでバケットを許可するか、VPC の外からリクエストを送ってください。',
    ],
    NoPermissionByKms: [
      '署名は正しいものの、署名した ID はオブジェクトを暗号化したキーを KMS で使えません。',
      'そのキーに対する kms:Decrypt を許可してください。アップロードには kms:GenerateDataKey も必要です。',
    ],
    RefererDenied: [
      'バケットのホットリンク保護が、リクエストの Referer、または Referer がないことを許可していません。',
      'バケットの一覧にある Referer を送るか、空の Referer を許可してください。referrerPolicy が "no-referrer" のページや多くのプログラムは送信しません。',
    ],
    PostPolicyRefused: [
      'フォームアップロード（PostObject）のポリシーの期限が切れたか、フォームがそれに合っていません。',
      'フォーム用に新しいポリシーを作成してください。署名付き URL には含まれません。',
    ],
    AnonymousForbidden: [
      'OSS に署名が届いておらず、オブジェクトは非公開です。',
      'クエリ全体が OSS に届いているか確認してください。',
    ],
    RequesterPays: [
      'バケットはリクエスト元による支払いになっていますが、リクエストが同意していません。',
      'ヘッダー x-oss-request-payer: requester を署名に含め、送信してください。',
    ],
    AccountDisabled: [
      'このアカウントの OSS は、未払い料金またはセキュリティ上の理由で停止されています。',
      '所有者はコンソールの請求とメッセージで理由を確認できます。',
    ],
    AccountInDebt: ['このアカウントには未払い料金があります。', '所有者が支払う必要があります。'],
    BucketDisabled: [
      'バケットはセキュリティ上の理由で停止されています。',
      '所有者はコンソールのメッセージで理由を確認できます。',
    ],
    BucketOwnerDisabled: [
      'バケットを所有するアカウントが解約または制限されているか、料金が未払いです。',
      '所有者がコンソールで解決する必要があります。',
    ],
    NoSuchKey: ({ key }) => [
      `オブジェクト "${key}" は存在しません。`,
      '名前を確認してください。大文字と小文字は区別され、パーセントエンコードはされず、先頭にスラッシュは付きません。',
    ],
    ObjectDeleted: ({ key }) => [
      `オブジェクト "${key}" は削除されています。バケットはバージョン管理が有効で、古いバージョンが残っている可能性があります。`,
      '古いバージョンの ID を付けて署名するか、削除マーカーを取り除いてください。',
    ],
    NoSuchVersion: ['オブジェクトにこのバージョンはありません。', 'バージョン ID を確認してください。'],
    VersionIdEmpty: ['versionId が空です。', 'バージョン ID を付けるか、パラメーターなしで署名してください。'],
    VersioningOff: [
      'バケットのバージョン管理が無効ですが、URL がバージョンを指定しています。',
      'versionId なしで署名してください。',
    ],
    VersionIsDeleteMarker: [
      'このバージョンは削除マーカーで、内容がありません。',
      '一つ前のバージョンを選んでください。',
    ],
    MethodNotAllowed: [
      'OSS はこのリソースに対してこのメソッドを受け付けません。',
      'URL が署名されたメソッドを使ってください。',
    ],
    ObjectArchived: [
      'オブジェクトはアーカイブされています。',
      '復元（RestoreObject）して完了を待つか、バケットでアーカイブオブジェクトのリアルタイムアクセスを有効にしてください。',
    ],
    RestoreInProgress: [
      'オブジェクトは復元中です。',
      'お待ちください。アーカイブは数分、コールドアーカイブは数時間かかります。',
    ],
    SymlinkTargetMissing: [
      'オブジェクトはシンボリックリンクで、リンク先が存在しません。',
      'リンク先を復元するか、リンクを設定し直してください。',
    ],
    SymlinkTargetInvalid: [
      'オブジェクトは、シンボリックリンクを指すシンボリックリンクです。',
      '通常のオブジェクトを指すようにしてください。',
    ],
    ObjectExists: [
      'オブジェクトはすでに存在し、上書きが禁止されています。',
      '別の名前にするか、x-oss-forbid-overwrite なしで署名してください。',
    ],
    DigestInvalid: ['ボディの MD5 が Content-MD5 と一致しません。', '署名時とまったく同じボディを送信してください。'],
    ContentTypeOverride: [
      'URL が応答の Content-Type の変更（response-content-type）を求めていますが、OSS は拒否します。',
      'それを外して署名してください。オブジェクト自体の Content-Type を設定するか、response-content-disposition を使います。',
    ],
    OverrideByAnonymous: [
      'response-* パラメーターは署名があるときだけ有効ですが、OSS に署名が届いていません。',
      '署名付き URL 全体を使ってください。',
    ],
    TrafficLimitTwice: ['速度制限が URL とヘッダーの両方にあります。', 'ヘッダーを取り除いてください。'],
    TrafficLimitInvalid: [
      'x-oss-traffic-limit が 819200～838860800 の範囲にありません。',
      '単位は bit/s です。819200 は 100 KB/s に当たります。',
    ],
    RangeInvalid: [
      '範囲の開始位置がオブジェクトの末尾を越えています。',
      '先にサイズを調べてください。"Range: bytes=0-0" の応答の Content-Range で分かります。',
    ],
    TooManyRanges: ['一度に要求する範囲が多すぎます。', '範囲は一つずつ要求してください。'],
    PreconditionFailed: ({ condition }) => [
      `リクエストの条件が成り立ちません${condition === undefined ? '' : `（${condition}）`}。多くの場合、オブジェクトが変更されています。`,
      '現在のオブジェクトで最初からやり直してください。',
    ],
    NotModified: [
      'オブジェクトはクライアントがすでに持っているものと同じです。',
      '問題はありません。それでも取得するには If-None-Match と If-Modified-Since を外してください。',
    ],
    NoSuchUpload: ['マルチパートアップロードが存在しないか、完了または中止されています。', '新しく開始してください。'],
    CompleteAllWithBody: [
      'x-oss-complete-all とパートの一覧は同時に使えません。',
      'どちらか一方だけを送信してください。',
    ],
    CallbackFailed: [
      'オブジェクトは保存されましたが、サーバーへのコールバックに失敗しました。',
      'コールバック先の応答を確認してください。OSS はステータス 200 の JSON を求めます。',
    ],
    CorsForbidden: [
      'ブラウザーがプリフライトを送りましたが、許可する CORS ルールがバケットにありません。',
      'オリジン、メソッド、すべてのヘッダーを含む CORS ルールを追加してください。',
    ],
    ForcedDownload: [
      '既定のドメインのため、OSS はブラウザーに表示ではなくダウンロードさせます。',
      'バケットにバインドしたカスタムドメインを使ってください。',
    ],
    RateLimited: ['リクエストが多すぎます。', '速度を落とし、間隔を広げながら再試行してください。'],
    Throttled: [
      'OSS が通信量またはリクエスト数を制限しています。',
      '速度を落とし、間隔を広げながら再試行してください。',
    ],
    RequestTimeout: [
      'OSS がリクエストを待ちきれませんでした。',
      '再試行してください。接続が遅くないか、Content-Length がボディの長さより大きくないか確認してください。',
    ],
    InternalError: ['OSS の内部エラーです。', '再試行してください。続く場合はリクエスト ID を OSS に伝えてください。'],
    InvalidArgument: ({ name }) => [
      `OSS がリクエストのパラメーターまたはヘッダーを受け付けません${name === undefined ? '' : `（${name}）`}。`,
      '応答の EC で調べ、取り除くか値を変えて署名し直してください。',
    ],
    Refused: ({ status, code }) => [
      `OSS が拒否しました${status === undefined ? '' : `。ステータスは ${status} です`}${code === undefined ? '' : `（${code}）`}。`,
      '応答の EC またはリクエスト ID を https://api.aliyun.com/troubleshoot で調べてください。',
    ],
  },
  overrides: {
    'response-header': '応答のこのヘッダーを設定します',
    'response-content-type': 'OSS が拒否します。応答の Content-Type は変更できなくなりました',
    'x-oss-process': 'オブジェクトを処理します。届くのは処理結果で、元の CRC-64 はありません',
    versionId: 'オブジェクトのこのバージョンを読み取ります',
    'x-oss-traffic-limit': 'この接続の速度を bit/s 単位で制限します',
    callback: 'アップロード後に OSS がサーバーを呼び出します',
    upload: 'マルチパートアップロードの一部です',
    'sub-resource': 'オブジェクトの内容以外を要求します',
  },
  hosts: {
    'virtual-hosted': '仮想ホスト形式',
    'path-style': 'パス形式',
    'custom-domain': 'カスタムドメイン',
    public: 'パブリックエンドポイント',
    internal: '内部エンドポイント',
    accelerate: '転送アクセラレーションのエンドポイント',
    'dual-stack': 'デュアルスタックエンドポイント',
    'cloud-box': 'クラウドボックスのエンドポイント',
    other: 'その他のエンドポイント',
  },
  labels: {
    version: '署名',
    none: 'なし',
    method: 'メソッド',
    methodUnknown: 'URL には書かれていません。一つのメソッド、多くは GET 用です',
    bucket: 'バケット',
    key: 'オブジェクト',
    host: 'ホスト',
    region: 'リージョン',
    unknown: 'URL には書かれていません',
    accessKeyId: 'AccessKey',
    scope: '署名の範囲',
    validFrom: '有効期間の開始',
    validUntil: '有効期間の終了',
    timeLeft: '残り時間',
    expired: '期限切れ',
    notYetValid: 'まだ有効ではありません',
    token: 'セキュリティトークン',
    tokenPresent: 'あり。URL はトークンとともに、記載より早く無効になることがあります',
    tokenAbsent: 'なし',
    signedHeaders: '署名されたヘッダー',
    signedHeadersDefault: '署名されていれば x-oss-*、Content-Type、Content-MD5（URL には書かれません）',
    overrides: 'パラメーター',
    defects: '破損',
    repaired: '修復した URL',
    fix: '対処',
    proven: '証明済み',
    signed: '署名時',
    received: '受信',
    nothingFound: '問題は見つかりませんでした。',
  },
};
