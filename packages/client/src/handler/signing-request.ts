import type { OssRequest } from '@ossferry/contract';
import { contentDisposition } from '../operations/content-disposition.ts';
import { getObject } from '../operations/get-object.ts';
import { headObject } from '../operations/head-object.ts';
import { putObject } from '../operations/put-object.ts';
import { refuse } from './refusal.ts';

/** What the handler can sign. */
export type SigningOperation = 'getObject' | 'headObject' | 'putObject';

/** What a caller wants to have signed: the JSON body of its request. */
export interface SigningRequest {
  /** @default 'getObject' */
  readonly operation?: SigningOperation | undefined;
  readonly bucket: string;
  /** The object's name, not encoded. */
  readonly key: string;
  /** Of `getObject` and `headObject`. */
  readonly versionId?: string | undefined;
  /** Name under which a `getObject` is saved, whatever the key is. */
  readonly fileName?: string | undefined;
  /** `requester` for a bucket whose requesters pay. A signed header. */
  readonly requestPayer?: 'requester' | undefined;
  /** `standard` makes OSS answer 416 to a range that is not there. A signed header of `getObject`. */
  readonly rangeBehavior?: 'standard' | undefined;
  /** Of `putObject`. A signed header. */
  readonly contentType?: string | undefined;
  /** Lifetime in seconds; the handler's limits cut it. */
  readonly expires?: number | undefined;
}

/** A checked request: the operation is there, every text is one. */
export interface CheckedSigningRequest extends SigningRequest {
  readonly operation: SigningOperation;
}

/** Reads the body of a request; refuses fields that mean nothing here, so that nobody believes they were signed. */
export function readSigningRequest(body: string): CheckedSigningRequest {
  const fields = parseObject(body);
  const operation = fields['operation'] ?? 'getObject';
  if (typeof operation !== 'string' || !Object.hasOwn(fieldsOf, operation)) {
    throw refuse(
      400,
      'InvalidSigningRequest',
      'There is no such operation.',
      `There are: ${Object.keys(fieldsOf).join(', ')}.`,
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
        `The field ${quote(name)} means nothing to ${operation}.`,
        `Give: ${names}.`,
      );
    }
    if (typeof value !== type) throw refuse(400, 'InvalidSigningRequest', `The field ${quote(name)} is not a ${type}.`);
    if (Object.hasOwn(only, name) && value !== only[name]) {
      throw refuse(
        400,
        'InvalidSigningRequest',
        `The field ${quote(name)} is not ${quote(only[name] ?? '')}, its only value.`,
      );
    }
  }
  for (const name of ['bucket', 'key']) {
    if (!Object.hasOwn(fields, name))
      throw refuse(400, 'InvalidSigningRequest', `The field ${quote(name)} is missing.`);
  }
  return { ...fields, operation } as unknown as CheckedSigningRequest;
}

/** Builds the request to OSS that is signed. */
export function buildRequest(signingRequest: CheckedSigningRequest): OssRequest {
  const { operation, bucket, key, versionId, fileName, requestPayer, rangeBehavior, contentType } = signingRequest;
  if (operation === 'putObject') return putObject({ bucket, key, contentType, requestPayer });
  if (operation === 'headObject') return headObject({ bucket, key, versionId, requestPayer });
  const responseContentDisposition = fileName === undefined ? undefined : contentDisposition(fileName);
  return getObject({ bucket, key, versionId, requestPayer, rangeBehavior, responseContentDisposition });
}

const common: readonly string[] = ['operation', 'bucket', 'key', 'expires', 'requestPayer'];
const fieldsOf: Readonly<Record<SigningOperation, readonly string[]>> = {
  getObject: ['versionId', 'fileName', 'rangeBehavior'],
  headObject: ['versionId'],
  putObject: ['contentType'],
};
const only: Readonly<Record<string, string>> = { requestPayer: 'requester', rangeBehavior: 'standard' };

function parseObject(body: string): Readonly<Record<string, unknown>> {
  if (body === '') {
    throw refuse(
      400,
      'InvalidSigningRequest',
      'There is no body.',
      `${example} If it was sent, something before the handler has read it, such as express.json().`,
    );
  }
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The parser's own message would repeat the text.
  }
  throw refuse(400, 'InvalidSigningRequest', 'The body is not a JSON object.', example);
}

const example = 'Send {"bucket":"…","key":"…"}.';

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
