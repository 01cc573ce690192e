import type { Credentials } from '@ossferry/contract';
import { CredentialsError } from '../credentials-error.ts';
import { type ExchangeAnswer, type ExchangeOptions, exchange } from '../exchange.ts';
import { isRecord, parseSecretJson, readCredentials } from '../read-credentials.ts';
import type { ServerClock } from './server-clock.ts';
import { encodeParameters, signV1 } from './sign-v1.ts';
import { hashOf, signV3 } from './sign-v3.ts';
import { readErrorResponse, stsError } from './sts-error.ts';

/** `v3` is ACS3-HMAC-SHA256, `v1` is HMAC-SHA1. */
export type StsSignature = 'v3' | 'v1';

export interface StsRequest {
  readonly source: string;
  readonly action: string;
  /** Base URL without a trailing slash. */
  readonly endpoint: string;
  /** The action's own parameters, which are sent in the body. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The credentials that sign the request; absent for actions that are authenticated by a token. */
  readonly signer?: Credentials | undefined;
  readonly signature?: StsSignature | undefined;
  readonly clock: ServerClock;
  /** Returns a unique text. */
  readonly nonce: () => string;
}

/**
 * Requests temporary credentials from STS. If STS refuses the request because the local clock is wrong, signs it again with
 * the time of STS, once.
 */
export async function callSts(request: StsRequest, options: ExchangeOptions): Promise<Credentials> {
  const { source, action, clock } = request;
  let { answer, stringToSign } = await send(request, options);
  const isClockAdjusted = clock.adjust(answer.header('date'));
  if (isClockAdjusted && /^(InvalidTimeStamp|IllegalTimestamp)/.test(readErrorResponse(answer).code ?? '')) {
    ({ answer, stringToSign } = await send(request, options));
  }
  if (answer.status !== 200) throw stsError({ source, action, answer, stringToSign, now: clock.now });
  const body = parseSecretJson(answer.body, source);
  if (!isRecord(body) || !isRecord(body['Credentials'])) {
    throw new CredentialsError({
      source,
      code: 'InvalidAnswer',
      message: `${source}: the response has no Credentials.`,
    });
  }
  return readCredentials(body['Credentials'], { source, spelling: 'pascal', isTemporary: true });
}

/** Returns 16 random bytes in hexadecimal. */
export function randomNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

interface Sent {
  readonly answer: ExchangeAnswer;
  readonly stringToSign?: string | undefined;
}

const version = '2015-04-01';
const form = 'application/x-www-form-urlencoded';

function send(request: StsRequest, options: ExchangeOptions): Promise<Sent> {
  return request.signer !== undefined && request.signature !== 'v1'
    ? sendV3(request, request.signer, options)
    : sendV1(request, request.signer, options);
}

async function sendV3(request: StsRequest, signer: Credentials, options: ExchangeOptions): Promise<Sent> {
  const { source, action, endpoint, clock } = request;
  const body = encodeParameters(request.parameters);
  const headers: Record<string, string> = {
    host: new URL(endpoint).host,
    'content-type': form,
    'x-acs-action': action,
    'x-acs-version': version,
    'x-acs-date': timestamp(clock),
    'x-acs-signature-nonce': request.nonce(),
    'x-acs-content-sha256': hashOf(body),
    ...(signer.securityToken !== undefined && {
      'x-acs-accesskey-id': signer.accessKeyId,
      'x-acs-security-token': signer.securityToken,
    }),
  };
  const { authorization, stringToSign } = signV3(
    { method: 'POST', query: {}, headers, body },
    signer.accessKeyId,
    signer.accessKeySecret,
  );
  // The transport itself sends the host header.
  const { host: _host, ...sentHeaders } = headers;
  const answer = await exchange(
    { source, method: 'POST', url: `${endpoint}/`, headers: { ...sentHeaders, authorization }, body },
    options,
  );
  return { answer, stringToSign };
}

/** Without a signer, sends the request unsigned, for actions that are authenticated by a token. */
async function sendV1(request: StsRequest, signer: Credentials | undefined, options: ExchangeOptions): Promise<Sent> {
  const { source, action, endpoint, parameters, clock, nonce } = request;
  const common = {
    Action: action,
    Version: version,
    Format: 'JSON',
    Timestamp: timestamp(clock),
    SignatureNonce: nonce(),
  };
  const query: Record<string, string> = {
    ...common,
    ...(signer !== undefined && {
      SignatureMethod: 'HMAC-SHA1',
      SignatureVersion: '1.0',
      AccessKeyId: signer.accessKeyId,
      ...(signer.securityToken !== undefined && { SecurityToken: signer.securityToken }),
    }),
  };
  const signed = signer && signV1('POST', { ...query, ...parameters }, signer.accessKeySecret);
  const url = `${endpoint}/?${encodeParameters(signed ? { ...query, Signature: signed.signature } : query)}`;
  const answer = await exchange(
    { source, method: 'POST', url, headers: { 'content-type': form }, body: encodeParameters(parameters) },
    options,
  );
  return { answer, stringToSign: signed?.stringToSign };
}

function timestamp(clock: ServerClock): string {
  return new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
}
