export interface CorsRuleInput {
  /** The origin of the page that downloads. @default the origin of this page */
  readonly origin?: string | undefined;
  /** The signed headers of the URLs; the rule must allow each of them. */
  readonly signedHeaders?: Readonly<Record<string, string>> | undefined;
}

/** A CORS rule of a bucket, with the fields of PutBucketCors. */
export interface CorsRule {
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly 'GET'[];
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds: number;
  /** The body of PutBucketCors, which replaces all existing rules of the bucket. */
  readonly xml: string;
}

// The headers that the engine reads, except `Content-Length` and `Last-Modified`, which are always exposed. OSS accepts
// no `*`.
const exposeHeaders = [
  'ETag',
  'Content-Range',
  'Content-Encoding',
  'Date',
  'Retry-After',
  'x-oss-hash-crc64ecma',
  'x-oss-version-id',
  'x-oss-request-id',
  'x-oss-ec',
] as const;

/**
 * Returns the CORS rule that a page needs to download with all guarantees.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketcors
 */
export function corsRule(input: CorsRuleInput = {}): CorsRule {
  const { origin = globalThis.location?.origin ?? '*', signedHeaders = {} } = input;
  const signed = Object.keys(signedHeaders).map((name) => name.toLowerCase());
  const rule = {
    allowedOrigins: [origin],
    allowedMethods: ['GET'],
    allowedHeaders: [...new Set(['range', 'if-match', ...signed])],
    exposeHeaders,
    maxAgeSeconds: 600,
  } as const;
  const fields = [
    ...rule.allowedOrigins.map((value) => element('AllowedOrigin', value)),
    ...rule.allowedMethods.map((value) => element('AllowedMethod', value)),
    ...rule.allowedHeaders.map((value) => element('AllowedHeader', value)),
    ...rule.exposeHeaders.map((value) => element('ExposeHeader', value)),
    element('MaxAgeSeconds', String(rule.maxAgeSeconds)),
  ];
  const xml = `<CORSConfiguration>\n  <CORSRule>\n${fields.join('')}  </CORSRule>\n</CORSConfiguration>\n`;
  return { ...rule, xml };
}

/** Formats a rule in one line, with the labels of the OSS console. */
export function describeCorsRule(rule: CorsRule): string {
  return [
    `Source ${rule.allowedOrigins.join(', ')}`,
    `Allowed Methods ${rule.allowedMethods.join(', ')}`,
    `Allowed Headers ${rule.allowedHeaders.join(', ')}`,
    `Exposed Headers ${rule.exposeHeaders.join(', ')}`,
  ].join('; ');
}

function element(name: string, value: string): string {
  return `    <${name}>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>\n`;
}
