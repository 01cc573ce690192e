import type { Texts } from './texts.ts';

/** 简体中文。 */
export const zh: Texts = {
  language: 'zh',
  causes: {
    NotAUrl: ['这不是 http 或 https URL。', '请完整复制 URL：从 https:// 到签名的最后一个字符。'],
    NotSigned: ['URL 中没有签名。', '请获取预签名 URL，或检查 ? 之后的部分在哪里丢失了。'],
    AmpersandEscaped: ({ found }) => [
      `URL 中应为 & 的位置是 ${found}：它是从 HTML 或 XML 源码中复制的。`,
      '请解码 HTML 实体，或者直接复制链接而不是页面源码。',
    ],
    BackslashEscaped: ({ found }) => [
      `URL 中含有 ${found}：它带着转义符从 JSON、日志或 Shell 脚本中复制而来。`,
      '请先解析 JSON，或去掉反斜杠转义。',
    ],
    WhitespaceInUrl: ['URL 中含有空格、换行或不可见字符。', '请重新完整复制：邮件程序和终端会折断长行。'],
    WrappedInPunctuation: ({ found }) => [`文本中的 ${found} 不属于 URL。`, '请去掉引号、括号和句末标点。'],
    EncodedTwice: ({ where }) => [
      `URL 被再次进行了百分号编码（${where}）。`,
      '请原样传递 URL：预签名 URL 的任何部分都不能再次编码或解码。',
    ],
    FragmentInUrl: ['Object 名称中有未编码的 #：客户端不会发送 # 之后的内容，签名因此丢失。', '请在 URL 中写成 %23。'],
    ParameterCaseChanged: ({ name }) => [
      `${name} 的大小写与签名时不同。`,
      '请保持大小写不变；某些网关、邮件过滤器和链接检查工具会改变大小写。',
    ],
    SignatureCut: ({ length, expected }) => [
      `签名只有 ${length} 个字符，应为 ${expected} 个：URL 被截断了。`,
      '请完整复制 URL；检查数据库字段是否过短、是否换行、Shell 中是否未加引号。',
    ],
    SignaturePadded: ({ length, expected }) => [
      `签名有 ${length} 个字符，应为 ${expected} 个：末尾被追加了内容。`,
      'URL 应在签名处结束。',
    ],
    PlusInSignature: [
      '签名中含有未编码的 + 或空格；在查询串中 + 表示空格。',
      '请对签名做百分号编码：+ 为 %2B，/ 为 %2F，= 为 %3D。',
    ],
    SecretsMasked: ({ names }) => [
      `URL 已脱敏：${names} 不是真实的值。`,
      '请使用原始 URL；日志和报错信息会有意隐藏敏感值。',
    ],
    ParametersMissing: ({ names }) => [
      `URL 缺少 ${names}。`,
      '请完整复制 URL；在 Shell 中要加引号，否则 & 会结束命令。',
    ],
    ParameterRepeated: ({ name }) => [`参数 ${name} 出现了多次，而签名时只有一个。`, '请去掉多余的参数。'],
    VersionsMixed: ({ found }) => [`URL 混用了 V4 和 V1 签名（${found}）。`, '请只用一种签名版本及其对应的参数。'],

    MethodDiffers: ({ sent, signed }) => [
      signed === undefined
        ? `请求方法是 ${sent}；多数 URL 是为 GET 签名的，而一个 URL 只对一种方法有效。`
        : `请求方法是 ${sent}，而 URL 是为 ${signed} 签名的。`,
      signed === undefined || signed === 'GET'
        ? '请使用 GET；如需获取大小和类型，可发送带 "Range: bytes=0-0" 的 GET 请求。'
        : `请使用 ${signed}，或为 ${sent} 重新签名。`,
    ],
    HeaderNotSigned: ({ name, inTransit }) => [
      inTransit
        ? `OSS 收到了请求头 ${name}，您没有发送它，它也未参与签名：由传输途中的某个环节添加。`
        : `请求头 ${name} 未参与签名。`,
      name === 'content-type'
        ? '请不要发送 Content-Type（fetch、axios 和小程序会自动添加），或让它参与签名。'
        : `请不要发送 ${name}（同时检查代理、网关和拦截器），或让它参与签名。`,
    ],
    SignedHeaderMissing: ({ name, value }) => [
      `请求头 ${name} 参与了签名，但没有发送。`,
      value === undefined ? `请按签名时的值发送 ${name}。` : `请发送：${name}: ${value}`,
    ],
    SignedHeaderChanged: ({ name, sent, signed }) => [
      signed === undefined
        ? `请求头 ${name} 参与了签名；实际发送的值 "${sent}" 可能与签名时不同。`
        : `请求头 ${name} 发送的值是 "${sent}"，签名时是 "${signed}"。`,
      signed === undefined ? `请按签名时的值原样发送 ${name}。` : `请原样发送：${name}: ${signed}`,
    ],
    ParameterAdded: ({ name }) => [
      `参数 ${name} 是签名之后添加的；签名覆盖整个查询串。`,
      `请去掉 ${name}：分享按钮、统计代码、缓存和 Web 框架会追加参数。`,
    ],
    ParameterRemoved: ({ name }) => [
      `URL 中有参数 ${name}，但 OSS 没有收到。`,
      '请查找途中是谁删除了它：代理、CDN 规则或短链接服务。',
    ],
    ParameterChanged: ({ name, sent, signed }) => [
      `参数 ${name} 到达时是 "${sent}"，签名时是 "${signed}"。`,
      '请逐字节原样传递查询串；如需修改取值，请重新签名。',
    ],
    KeyEncodedTwice: ({ sent, signed }) => [
      `到达的 Object 名称是 "${sent}"，即 "${signed}" 多做了一次百分号编码。`,
      '请把未编码的 Object 名称交给签名程序，并且不要再次编码 URL 路径。',
    ],
    KeyNormalized: ({ sent, signed }) => [
      `Object 名称 "${signed}" 到达时变成了 "${sent}"：URL 解析器合并了 "."、".." 或 "//"。`,
      '请原样发送路径（curl --path-as-is），或重命名 Object：浏览器无法访问这样的名称。',
    ],
    KeyChanged: ({ sent, signed }) => [
      `到达的 Object 名称是 "${sent}"，签名时是 "${signed}"。`,
      '请原样传递路径；注意路径中的 + 就是加号，不是空格。',
    ],
    BucketDiffers: ({ sent, signed }) => [
      `请求到达的 Bucket 是 "${sent}"，而签名针对的是 "${signed}"。`,
      '请为该域名所属的 Bucket 签名，或将域名绑定到另一个 Bucket。',
    ],
    HostRewritten: ({ sent, signed }) => [
      `Host ${signed} 参与了签名，而请求发往 ${sent}。`,
      '请直接为实际使用的域名签名，不要在签名后替换域名。',
    ],

    SecretWrong: ({ tested, fits }) => [
      fits
        ? '用您提供的 AccessKey Secret 计算，签名是正确的，但 OSS 不接受：OSS 中该 AccessKey 对应的是另一个 Secret。'
        : tested > 0
          ? `重新计算了 ${tested} 个签名，都与 URL 中的不同：签名使用了另一个 Secret，或签的是其他内容。`
          : 'OSS 收到的内容与 URL 完全一致：签名所用的 Secret 错误，URL 在签名后被修改过，或有参与签名的请求头没有发送。',
      '请检查 AccessKey ID 与 Secret 是否配对、完整、没有空白字符，以及密钥是否已被更换。',
    ],
    SecretHasWhitespace: [
      '签名所用的 Secret 首尾带有空格、换行或引号。',
      '请在读取 Secret 时去除空白：环境变量文件和密钥管理服务常在末尾带换行。',
    ],
    AccessKeyDiffers: ({ inUrl, given }) => [
      `URL 中的 AccessKey 是 ${inUrl}，而提供的凭证属于 ${given}。`,
      '请在同一时刻从同一来源读取 AccessKey ID 和 Secret。',
    ],
    AccessKeyUnknown: ({ accessKeyId }) => [
      `OSS 不认识 AccessKey ID ${accessKeyId}。`,
      '请检查该 ID 以及密钥是否已被删除；临时密钥（STS.…）还需要安全令牌。',
    ],
    AccessKeyDisabled: [
      'AccessKey 已被禁用，或不允许从当前 IP 地址使用。',
      '请在 RAM 控制台启用它，或换用其他密钥签名。',
    ],
    TokenKeyUnknown: [
      'OSS 中没有与安全令牌对应的该 AccessKey：令牌已过期，或两者不属于同一份凭证。',
      '请用新的凭证签名，并从同一次响应中取出三个值；长期密钥没有安全令牌。',
    ],
    TokenMissing: ['AccessKey 是临时密钥（STS），但缺少安全令牌。', '请在签名时带上安全令牌，它会成为 URL 的一部分。'],
    TokenNotSigned: ['安全令牌是签名之后才加到 URL 中的。', '请把令牌交给签名程序：它必须参与签名。'],
    TokenInvalid: [
      'OSS 不接受该安全令牌：令牌已损坏，或属于其他密钥。',
      '请原样使用签发的令牌，并与同时签发的 AccessKey 一起使用。',
    ],
    TokenOfOtherKey: ['安全令牌与 AccessKey 来自不同的凭证。', '请从同一次响应中取出临时凭证的三个值，不要分别刷新。'],
    TokenExpired: [
      '签名所用的安全令牌已过期，URL 随之失效。',
      '请用新的凭证签名；如需更长有效期，请使用更长的令牌或长期密钥。',
    ],
    TokenTwice: ['URL 和请求头中都有安全令牌。', '请去掉请求头 x-oss-security-token。'],
    TokenNameWrong: ({ found, expected }) => [
      `安全令牌的参数名是 ${found}，该签名版本应为 ${expected}。`,
      '请用对应版本的参数名重新签名；V4：x-oss-security-token，V1：security-token。',
    ],
    TokenCapsLifetime: ({ seconds }) => [
      `URL 声明的有效期是 ${seconds} 秒，但由安全令牌签名，最长 12 小时。`,
      '它会提前失效；如需更长有效期，请使用长期密钥签名。',
    ],

    RegionPrefixed: ({ region }) => [
      `签名中的地域写成了 "${region}"，这是 Endpoint 的名称，不是地域 ID。`,
      `请使用地域 ID：${region.replace(/^oss-/, '')}。`,
    ],
    RegionWrong: ({ signed, expected }) => [
      expected === undefined
        ? `URL 是为地域 "${signed}" 签名的，但 Bucket 不在该地域。`
        : `URL 是为地域 "${signed}" 签名的，而请求属于 "${expected}"。`,
      `请使用 Bucket 所在的地域签名${expected === undefined ? '，可在控制台查看' : `：${expected}`}。`,
    ],
    ProductWrong: ({ product }) => [`URL 是为产品 "${product}" 签名的。`, '请使用 "oss"；云盒使用 "oss-cloudbox"。'],
    CredentialMalformed: [
      'x-oss-credential 缺失，或格式不是 <AccessKey ID>/<日期>/<地域>/oss/aliyun_v4_request。',
      '请完整复制 URL；如自行签名，请按此格式书写，其中 / 编码为 %2F。',
    ],
    WrongEndpoint: ({ endpoint }) => [
      'Bucket 所在的地域与域名中的不同。',
      endpoint === undefined ? '请使用 Bucket 所在地域的 Endpoint。' : `请使用 Endpoint ${endpoint}。`,
    ],
    PathStyleForbidden: [
      'Bucket 名写在路径中，而 OSS 只接受写在域名中。',
      '请关闭路径风格：https://<bucket>.oss-<region>.aliyuncs.com/<key>。',
    ],
    HostForbidden: ['OSS 只允许在标准域名上执行此操作。', '请使用 Bucket 所在地域的 Endpoint。'],
    PublicEndpointForbidden: [
      'OSS 不允许通过默认公网域名访问数据：自 2025 年起，中国内地的新用户受此限制。',
      '请为 Bucket 绑定自定义域名并用它签名（useCname、cnameEndpoint），或在阿里云内使用内网 Endpoint。',
    ],
    AppPackageForbidden: [
      'OSS 不允许通过默认域名或传输加速域名下载应用安装包（APK、IPA 文件，按名称或 MIME 类型判断）。',
      '请用绑定到 Bucket 的自定义域名签名（useCname、cnameEndpoint）。',
    ],
    RedirectForbidden: [
      '该 Object 触发了 Bucket 的重定向规则，而 OSS 只在自定义域名上执行此类规则。',
      '请检查 Object 是否存在，或用绑定到 Bucket 的自定义域名签名（useCname、cnameEndpoint）。',
    ],
    DomainOfOtherUser: ['URL 的域名绑定在其他用户的 Bucket 上。', '请用绑定到该 Bucket 的域名签名。'],
    DomainNotBound: ({ host }) => [
      `域名 ${host} 指向 OSS，但没有绑定到该 Bucket。`,
      '请在 OSS 控制台将域名绑定到 Bucket，并以自定义域名（CNAME）作为 Endpoint 签名。',
    ],
    NoSuchBucket: ({ bucket }) => [
      `Bucket "${bucket}" 不存在。`,
      '请检查名称；使用私有或 IP Endpoint 时，还要检查 Bucket 名是否应写在路径中。',
    ],
    InvalidBucketName: ({ bucket }) => [
      `"${bucket}" 不是有效的 Bucket 名：多半是把域名或路径当成了 Bucket。`,
      '名称为 3 到 63 个字符，只含 a-z、0-9 和 -；自定义域名请用 CNAME 方式签名。',
    ],

    Expired: ({ end, at, isServerClock }) => [
      `URL 已过期${end === undefined ? '' : `：有效期至 ${end}`}${clockText(at, isServerClock)}。`,
      '请重新获取 URL；如果经常发生，请延长有效期（V4 最长 7 天）。',
    ],
    NotYetValid: ({ start, at, isServerClock }) => [
      `URL 尚未生效${start === undefined ? '' : `：从 ${start} 开始`}${clockText(at, isServerClock)}。`,
      '请校准签名机器的时钟：OSS 最多只接受提前 15 分钟的请求。',
    ],
    ClockSkewed: ({ requestTime, serverTime }) => [
      `签名机器的时钟偏差超过 15 分钟${requestTime === undefined ? '' : `：${requestTime}`}${serverTime === undefined ? '' : `，OSS 的时间是 ${serverTime}`}。`,
      '请校准时钟（NTP），或使用 OSS 返回的时间签名。',
    ],
    ClockOff: ({ minutes }) => [
      `与 OSS 相比，本机时钟${minutes > 0 ? '快' : '慢'}了 ${Math.abs(minutes)} 分钟。`,
      '请校准时钟：在本机签名的 URL 生效和失效时间都会出错。',
    ],
    DateMissing: ['请求没有有效的日期。', '请按签名的要求发送 Date 或 x-oss-date。'],
    SigningDateInvalid: [
      '签名日期缺失、格式错误，或 x-oss-date 与 x-oss-credential 中的不一致。',
      '请使用 UTC 时间，格式如 20260102T030405Z，并把前八位写入 x-oss-credential。',
    ],
    ExpiresMissing: ['x-oss-expires 缺失或为空。', '请完整复制 URL，或在签名时指定有效期。'],
    ExpiresOutOfRange: ({ expires }) => [
      `有效期 "${expires}" 不在 1 到 604800 秒（7 天）之间。`,
      '最长只能签 7 天。该值是秒数，不是时间点。',
    ],
    V1ExpiresInvalid: ['Expires 为空或不是整数。', 'V1 中它是 URL 的到期时间，以 Unix 秒表示。'],

    SignatureVersionUnknown: ['x-oss-signature-version 缺失或无法识别。', '它必须是 OSS4-HMAC-SHA256，一字不差。'],
    V1Forbidden: ['OSS 不再接受该账号或该 Bucket 使用 V1 签名。', '请使用 V4 签名，同时需要指定地域。'],
    TwoSignatures: [
      '请求带有两个签名：一个在 URL 中，一个在 Authorization 请求头中。',
      '使用预签名 URL 时不要发送 Authorization；HTTP 客户端和网关可能会自动添加。',
    ],
    AuthorizationMalformed: ['OSS 无法解析 Authorization 请求头。', '使用预签名 URL 时请不要发送它。'],
    AdditionalHeaderMissing: ({ name }) => [
      `签名列出了${name === '' ? '某个请求头' : `请求头 ${name}`}，但请求中没有。`,
      '请按签名时的值发送 x-oss-additional-headers 列出的每个请求头。',
    ],
    AdditionalHeadersMalformed: ['附加请求头列表为空，或含有 OSS 不接受的名称。', '请去掉空列表；名称中不能有下划线。'],
    SignatureDoesNotMatch: ['OSS 计算出的签名与 URL 中的不同。', '请将请求方法、请求头和查询串与签名时的内容比较。'],
    AccessDenied: [
      'OSS 在多种情况下返回该错误码：URL 已过期、没有权限、域名属于其他地域。',
      '请查询响应中的 EC，并阅读其中的 Message。',
    ],

    NoPermission: [
      '签名正确，但签名者没有此操作的权限。',
      '请授予该 Object 的 oss:GetObject 权限（下载），并检查是否有拒绝策略。',
    ],
    NoPermissionByBucketPolicy: [
      '签名正确，但 Bucket Policy 拒绝了请求。',
      '请在 Bucket Policy 中检查 Deny 语句，以及对 IP、VPC 或 HTTPS 的条件。',
    ],
    NoPermissionByRamPolicy: ({ isExplicit }) => [
      `签名正确，但${isExplicit ? '有 RAM 策略拒绝' : `没有 RAM 策略允许${isExplicit === undefined ? '，或有策略拒绝' : ''}`}。`,
      isExplicit
        ? '请在签名的用户或角色的 RAM 策略中查找 Deny 语句。'
        : '请为签名的用户或角色授予允许 oss:GetObject 的 RAM 策略；注意 STS 的会话策略。',
    ],
    NoPermissionBySessionPolicy: [
      '签名正确，但临时凭证的策略不允许此操作。',
      '角色的策略与调用 AssumeRole 时传入的会话策略都必须允许 oss:GetObject（下载）。',
    ],
    NoPermissionByVpcPolicy: [
      '签名正确，但 VPC 终端节点的策略拒绝了请求。',
      '请在该策略中允许此 Bucket，或从 VPC 之外发送请求。',
    ],
    NoPermissionByKms: [
      '签名正确，但 KMS 不允许签名者使用加密该 Object 的密钥。',
      '请授予该密钥的 kms:Decrypt 权限；上传还需要 kms:GenerateDataKey。',
    ],
    RefererDenied: [
      'Bucket 的防盗链不允许该请求的 Referer，或不允许 Referer 为空。',
      '请发送 Bucket 白名单中的 Referer，或在防盗链中允许空 Referer：referrerPolicy 为 "no-referrer" 的页面和多数程序都不发送它。',
    ],
    PostPolicyRefused: [
      '表单上传（PostObject）的 Policy 已过期，或表单不符合它。',
      '请为表单重新生成 Policy；它不是预签名 URL 的一部分。',
    ],
    AnonymousForbidden: ['OSS 没有收到签名，而 Object 是私有的。', '请检查完整的查询串是否到达了 OSS。'],
    RequesterPays: [
      'Bucket 开启了请求者付费，而请求没有同意付费。',
      '请让请求头 x-oss-request-payer: requester 参与签名，并发送它。',
    ],
    AccountDisabled: [
      '该账号的 OSS 服务已停用：因为欠费，或出于安全原因。',
      '账号所有者可在控制台的账单和消息中查看原因。',
    ],
    AccountInDebt: ['该账号已欠费。', '账号所有者需要结清欠费。'],
    BucketDisabled: ['Bucket 因安全原因被停用。', 'Bucket 所有者可在控制台的消息中查看原因。'],
    BucketOwnerDisabled: ['Bucket 所有者的账号已注销、受限或欠费。', 'Bucket 所有者需要在控制台处理。'],
    NoSuchKey: ({ key }) => [`Object "${key}" 不存在。`, '请检查名称：区分大小写，不含百分号编码，开头没有斜杠。'],
    ObjectDeleted: ({ key }) => [
      `Object "${key}" 已被删除；Bucket 开启了版本控制，旧版本可能仍然存在。`,
      '请用旧版本的版本 ID 签名，或删除删除标记。',
    ],
    NoSuchVersion: ['Object 没有这个版本。', '请检查版本 ID。'],
    VersionIdEmpty: ['versionId 为空。', '请带上版本 ID 签名，或去掉该参数。'],
    VersioningOff: ['Bucket 没有开启版本控制，而 URL 指定了版本。', '请去掉 versionId 后签名。'],
    VersionIsDeleteMarker: ['该版本是删除标记，没有内容。', '请选择它之前的版本。'],
    MethodNotAllowed: ['OSS 不接受对该资源使用此方法。', '请使用签名时的请求方法。'],
    ObjectArchived: [
      'Object 是归档类型。',
      '请先解冻（RestoreObject）并等待完成，归档类型也可以为 Bucket 开启归档直读。',
    ],
    RestoreInProgress: ['Object 正在解冻。', '请等待：归档类型需数分钟，冷归档类型需数小时。'],
    SymlinkTargetMissing: ['Object 是软链接，其目标不存在。', '请恢复目标，或重新设置软链接。'],
    SymlinkTargetInvalid: ['Object 是指向另一个软链接的软链接。', '请让它指向普通 Object。'],
    ObjectExists: ['Object 已存在，且禁止覆盖。', '请换一个名称，或签名时去掉 x-oss-forbid-overwrite。'],
    DigestInvalid: ['请求体的 MD5 与 Content-MD5 不符。', '请发送与签名时完全相同的请求体。'],
    ContentTypeOverride: [
      'URL 要求改变响应的 Content-Type（response-content-type），OSS 会拒绝。',
      '签名时请去掉它；可修改 Object 自身的 Content-Type，或使用 response-content-disposition。',
    ],
    OverrideByAnonymous: ['response-* 参数只对签名请求有效，而 OSS 没有收到签名。', '请使用完整的预签名 URL。'],
    TrafficLimitTwice: ['URL 和请求头中都有限速参数。', '请去掉请求头。'],
    TrafficLimitInvalid: ['x-oss-traffic-limit 不在 819200 到 838860800 之间。', '单位是 bit/s：819200 即 100 KB/s。'],
    RangeInvalid: [
      '范围的起点超出了 Object 的末尾。',
      '请先查询大小："Range: bytes=0-0" 的响应头 Content-Range 中有总大小。',
    ],
    TooManyRanges: ['请求一次要求的范围过多。', '请每次只请求一个范围。'],
    PreconditionFailed: ({ condition }) => [
      `请求的条件不成立${condition === undefined ? '' : `：${condition}`}。通常是 Object 已被修改。`,
      '请以当前的 Object 重新开始。',
    ],
    NotModified: ['Object 与客户端已有的相同。', '这不是错误；如仍需下载，请去掉 If-None-Match 和 If-Modified-Since。'],
    NoSuchUpload: ['分片上传不存在，或已完成、已取消。', '请重新开始上传。'],
    CompleteAllWithBody: ['x-oss-complete-all 与分片列表不能同时使用。', '请只发送其中之一。'],
    CallbackFailed: ['Object 已保存，但回调您的服务器失败。', '请检查回调服务器的响应；OSS 要求状态码 200 和 JSON。'],
    CorsForbidden: [
      '浏览器发出了预检请求，但 Bucket 没有允许它的跨域规则。',
      '请添加包含该来源、方法和全部请求头的跨域规则。',
    ],
    ForcedDownload: ['由于使用默认域名，OSS 让浏览器下载而不是预览。', '请使用绑定到 Bucket 的自定义域名。'],
    RateLimited: ['请求过于频繁。', '请降低速度，并以逐渐增加的间隔重试。'],
    Throttled: ['OSS 正在限制流量或请求数。', '请降低速度，并以逐渐增加的间隔重试。'],
    RequestTimeout: ['OSS 等待请求超时。', '请重试；检查网络是否过慢，以及 Content-Length 是否大于请求体的实际长度。'],
    InternalError: ['OSS 内部错误。', '请重试；如持续出现，请向 OSS 提供请求 ID。'],
    InvalidArgument: ({ name }) => [
      `OSS 不接受请求中的某个参数或请求头${name === undefined ? '' : `：${name}`}。`,
      '请用响应中的 EC 查询原因，去掉它或修改取值后重新签名。',
    ],
    Refused: ({ status, code }) => [
      `OSS 拒绝了请求${status === undefined ? '' : `，状态码 ${status}`}${code === undefined ? '' : `（${code}）`}。`,
      '请用响应中的 EC 或请求 ID 查询 https://api.aliyun.com/troubleshoot。',
    ],
  },
  overrides: {
    'response-header': '设置响应中的这个头',
    'response-content-type': 'OSS 会拒绝：响应的 Content-Type 已不能修改',
    'x-oss-process': '处理 Object；收到的是处理结果，没有原 Object 的 CRC-64',
    versionId: '读取 Object 的这个版本',
    'x-oss-traffic-limit': '限制单个连接的速度，单位 bit/s',
    callback: '上传后由 OSS 回调服务器',
    upload: '属于分片上传',
    'sub-resource': '请求的不是 Object 的内容',
  },
  hosts: {
    'virtual-hosted': '虚拟托管',
    'path-style': '路径风格',
    'custom-domain': '自定义域名',
    public: '公网 Endpoint',
    internal: '内网 Endpoint',
    accelerate: '传输加速 Endpoint',
    'dual-stack': '双栈 Endpoint',
    'cloud-box': '云盒 Endpoint',
    other: '其他 Endpoint',
  },
  labels: {
    version: '签名版本',
    none: '无',
    method: '请求方法',
    methodUnknown: 'URL 中没有；签名只对一种方法有效，多为 GET',
    bucket: 'Bucket',
    key: 'Object',
    host: '域名',
    region: '地域',
    unknown: 'URL 中没有',
    accessKeyId: 'AccessKey',
    scope: '签名范围',
    validFrom: '生效时间',
    validUntil: '失效时间',
    timeLeft: '剩余时间',
    expired: '已过期',
    notYetValid: '尚未生效',
    token: '安全令牌',
    tokenPresent: '有：URL 随令牌失效，可能早于所写的时间',
    tokenAbsent: '无',
    signedHeaders: '签名的请求头',
    signedHeadersDefault: '如有则为 x-oss-*、Content-Type 和 Content-MD5：URL 中不会列出',
    overrides: '参数',
    defects: '损坏',
    repaired: '修复后的 URL',
    fix: '解决办法',
    proven: '已证实',
    signed: '签名时',
    received: '收到的',
    nothingFound: '没有发现问题。',
  },
};

function clockText(at: string | undefined, isServerClock: boolean): string {
  return at === undefined ? '' : `，${isServerClock ? 'OSS 的时间' : '本机时间'}是 ${at}`;
}
