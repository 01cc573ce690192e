import {
  type Credentials,
  type CredentialsProvider,
  type EndpointResolver,
  OssError,
  type RetryPolicy,
  type Signer,
  type Transport,
} from '@ossferry/contract';
import { v1Signer, v4Signer } from '@ossferry/core-signer';
import type { ClientOptions } from './client-options.ts';
import { configError } from './config-error.ts';
import { standardEndpoint } from './endpoint/standard-endpoint.ts';
import type { Standard, Standards } from './kernel/assemble.ts';
import { standardRetry } from './retry/standard-retry.ts';
import { fetchTransport } from './transport/fetch-transport.ts';

/** Reads from the options what stands in each slot when no plugin fills it. */
export function standardsOf(options: ClientOptions): Standards {
  return {
    endpoint: endpointStandard(options),
    retry: retryStandard(options),
    credentials: credentialsStandard(options),
    signer: signerStandard(options),
    transport: transportStandard(options),
  };
}

function endpointStandard(options: ClientOptions): Standard<EndpointResolver> {
  if (options.region || options.endpoint) return { name: 'standard', implementation: standardEndpoint(options) };
  const missing = configError(
    'MissingRegion',
    'There is neither a region nor an endpoint.',
    'Give `region`, cn-hangzhou for example.',
  );
  return { name: 'standard', implementation: fail(missing), missing };
}

function retryStandard({ retry, random }: ClientOptions): Standard<RetryPolicy> {
  if (typeof retry === 'function') return { name: 'option retry', implementation: retry, chosen: true };
  return {
    name: 'standard',
    implementation: standardRetry({ ...retry, random: retry?.random ?? random }),
    chosen: retry !== undefined,
  };
}

function credentialsStandard({ credentials }: ClientOptions): Standard<CredentialsProvider> {
  if (credentials !== undefined) {
    return { name: 'option credentials', implementation: providerOf(credentials), chosen: true };
  }
  const missing = new OssError({
    code: 'MissingCredentials',
    phase: 'credentials',
    message: 'Nothing says who signs.',
    advice:
      'Give `credentials`: a source such as fromEnv() of @ossferry/credentials, a pair of keys, or null for anonymous access.',
  });
  return { name: 'none', implementation: fail(missing), missing };
}

function providerOf(credentials: NonNullable<ClientOptions['credentials']> | null): CredentialsProvider {
  if (credentials === null) return () => null;
  if (typeof credentials === 'function') return credentials;
  if (!('getCredentials' in credentials)) return alwaysTheSame(credentials);
  return async () => {
    const pair = await credentials.getCredentials();
    // The official SDKs' way of saying "anonymous" is an empty pair.
    return pair?.accessKeyId === '' && pair.accessKeySecret === '' ? null : pair;
  };
}

/** Keeps a copy, field by field: sources may hide the secret ones from enumeration. */
function alwaysTheSame(credentials: Credentials): CredentialsProvider {
  const { accessKeyId, accessKeySecret, securityToken, expiration } = credentials;
  const copy: Credentials = Object.freeze({ accessKeyId, accessKeySecret, securityToken, expiration });
  return () => copy;
}

function signerStandard({ signatureVersion = 'v4', additionalHeaders }: ClientOptions): Standard<Signer> {
  if (signatureVersion === 'v4') return { name: 'v4', implementation: v4Signer({ additionalHeaders }) };
  if (signatureVersion === 'v1') return { name: 'v1', implementation: datedV1Signer() };
  throw configError(
    'InvalidSignatureVersion',
    `There is no signature version ${JSON.stringify(signatureVersion)}.`,
    "Give 'v4' or 'v1'.",
  );
}

/** Dates requests in `x-oss-date`, since browsers do not let a program send `Date`. */
function datedV1Signer(): Signer {
  const { header, ...others } = v1Signer();
  return {
    ...others,
    header: (request, credentials, now) =>
      header({ ...request, headers: { ...request.headers, 'x-oss-date': now.toUTCString() } }, credentials, now),
  };
}

function transportStandard({ transport, fetch }: ClientOptions): Standard<Transport> {
  if (transport !== undefined && fetch !== undefined) {
    throw configError('InvalidOption', 'The options `transport` and `fetch` exclude each other.', 'Give one of them.');
  }
  if (transport !== undefined) return { name: 'option transport', implementation: transport, chosen: true };
  return { name: 'fetch', implementation: fetchTransport({ fetch }), chosen: fetch !== undefined };
}

/** Stands in a slot that a plugin may still wrap in such a way that nobody comes here. */
function fail(error: OssError): () => never {
  return () => {
    throw error;
  };
}
