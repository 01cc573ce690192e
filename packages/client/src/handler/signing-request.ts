import type { OssRequest } from '@ossferry/contract';
import { contentDisposition } from '../operations/content-disposition.ts';
import { getObject } from '../operations/get-object.ts';
import { headObject } from '../operations/head-object.ts';
import { putObject } from '../operations/put-object.ts';
import { refuse } from './refusal.ts';

/** The operations that the handler can sign. */
export type SigningOperation = 'getObject' | 'headObject' | 'putObject';

/** The JSON body of a request to the handler. */
export interface SigningRequest {
  /** @default 'getObject' */
  readonly operation?: SigningOperation | undefined;
  readonly bucket: string;
  /** The object key, not encoded. */
  readonly key: string;
  /** For `getObject` and `headObject`. */
  readonly versionId?: string | undefined;
  /** For `getObject`: the name of the downloaded file. */
  readonly fileName?: string | undefined;
  /**
   * For `getObject`. `no-store`: OSS sends this `Cache-Control`. For downloads in a page: Chromium then reads the
   * response faster and with less memory.
   */
  readonly cacheControl?: 'no-store' | undefined;
  /** `requester` if the requester pays for the bucket. A signed header. */
  readonly requestPayer?: 'requester' | undefined;
  /** For `getObject`. `standard`: OSS returns 416 for a range that starts after the end. A signed header. */
  readonly rangeBehavior?: 'standard' | undefined;
  /** For `putObject`. A signed header. */
  readonly contentType?: string | undefined;
  /** Lifetime in seconds, within the limits of the handler. */
  readonly expires?: number | undefined;
}

/** A validated request, with its operation. */
export interface CheckedSigningRequest extends SigningRequest {
  readonly operation: SigningOperation;
}

/** Parses the body of a request. Refuses unknown fields, which would otherwise be ignored silently. */
export function readSigningRequest(body: string): CheckedSigningRequest {
  const fields = parseObject(body);
  const operation = fields['operation'] ?? 'getObject';
  if (typeof operation !== 'string' || !Object.hasOwn(fieldsOf, operation)) {
    throw refuse(
      400,
      'InvalidSigningRequest',
      'The operation is unknown.',
      `Use one of: ${Object.keys(fieldsOf).join(', ')}.`,
    );
  }
  const known = fieldsOf[operation as SigningOperation];
  for (const [name, value] of Object.entries(fields)) {
    const type = name === 'expires' ? 'number' : 'string';
    if (!common.includes(name) && !known.includes(name)) {
      const names = [...common, ...known].join(', ');
      throw refuse(
        400,
        'InvalidSigningRequest',
        `The field ${quote(name)} is not valid for ${operation}.`,
        `Use: ${names}.`,
      );
    }
    if (typeof value !== type) throw refuse(400, 'InvalidSigningRequest', `The field ${quote(name)} is not a ${type}.`);
    if (Object.hasOwn(only, name) && value !== only[name]) {
      throw refuse(400, 'InvalidSigningRequest', `The field ${quote(name)} must be ${quote(only[name] ?? '')}.`);
    }
  }
  for (const name of ['bucket', 'key']) {
    if (!Object.hasOwn(fields, name))
      throw refuse(400, 'InvalidSigningRequest', `The field ${quote(name)} is missing.`);
  }
  return { ...fields, operation } as unknown as CheckedSigningRequest;
}

/** Builds the OSS request to sign. */
export function buildRequest(signingRequest: CheckedSigningRequest): OssRequest {
  const { operation, bucket, key, versionId, requestPayer } = signingRequest;
  if (operation === 'putObject')
    return putObject({ bucket, key, contentType: signingRequest.contentType, requestPayer });
  if (operation === 'headObject') return headObject({ bucket, key, versionId, requestPayer });
  const { fileName, rangeBehavior, cacheControl: responseCacheControl } = signingRequest;
  const responseContentDisposition = fileName === undefined ? undefined : contentDisposition(fileName);
  const response = { responseContentDisposition, responseCacheControl };
  return getObject({ bucket, key, versionId, requestPayer, rangeBehavior, ...response });
}

const common: readonly string[] = ['operation', 'bucket', 'key', 'expires', 'requestPayer'];
const fieldsOf: Readonly<Record<SigningOperation, readonly string[]>> = {
  getObject: ['versionId', 'fileName', 'rangeBehavior', 'cacheControl'],
  headObject: ['versionId'],
  putObject: ['contentType'],
};
const only: Readonly<Record<string, string>> = {
  requestPayer: 'requester',
  rangeBehavior: 'standard',
  cacheControl: 'no-store',
};

function parseObject(body: string): Readonly<Record<string, unknown>> {
  if (body === '') {
    throw refuse(
      400,
      'InvalidSigningRequest',
      'The body is empty.',
      `${example} If it was sent, a middleware such as express.json() has already read it.`,
    );
  }
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The parser's message would contain the text.
  }
  throw refuse(400, 'InvalidSigningRequest', 'The body is not a JSON object.', example);
}

const example = 'Send {"bucket":"…","key":"…"}.';

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
