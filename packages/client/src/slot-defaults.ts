import {
  type CredentialsProvider,
  type EndpointResolver,
  OssError,
  type RetryPolicy,
  type Signer,
  type Transport,
} from '@ossferry/contract';
import { v1Signer, v4Signer } from '@ossferry/core-signer';
import { checkKinds } from './check-kinds.ts';
import type { ClientOptions } from './client-options.ts';
import { configError } from './config-error.ts';
import { standardEndpoint } from './endpoint/standard-endpoint.ts';
import type { SlotDefault, SlotDefaults } from './kernel/assemble.ts';
import { takeSnapshot } from './kernel/take-snapshot.ts';
import { standardRetry } from './retry/standard-retry.ts';
import { fetchTransport } from './transport/fetch-transport.ts';

/** Returns what fills each slot if no plugin does, according to the options. */
export function slotDefaults(options: ClientOptions): SlotDefaults {
  return {
    endpoint: defaultEndpoint(options),
    retry: defaultRetry(options),
    credentials: defaultCredentials(options),
    signer: defaultSigner(options),
    transport: defaultTransport(options),
  };
}

function defaultEndpoint(options: ClientOptions): SlotDefault<EndpointResolver> {
  if (options.region || options.endpoint) return { name: 'standard', implementation: standardEndpoint(options) };
  const missing = configError(
    'MissingRegion',
    'There is neither a region nor an endpoint.',
    'Set `region`, for example cn-hangzhou.',
  );
  return { name: 'standard', implementation: fail(missing), missing };
}

function defaultRetry({ retry, random }: ClientOptions): SlotDefault<RetryPolicy> {
  if (typeof retry === 'function') return { name: 'option retry', implementation: retry, chosen: true };
  checkKinds({ retry }, 'object', ['retry']);
  return {
    name: 'standard',
    implementation: standardRetry({ ...retry, random: retry?.random ?? random }),
    chosen: retry !== undefined,
  };
}

function defaultCredentials({ credentials }: ClientOptions): SlotDefault<CredentialsProvider> {
  if (credentials !== undefined) {
    return { name: 'option credentials', implementation: providerOf(credentials), chosen: true };
  }
  const missing = new OssError({
    code: 'MissingCredentials',
    phase: 'credentials',
    message: 'There are no credentials.',
    advice:
      'Set `credentials`: a source such as fromEnv() of @ossferry/credentials, a pair of keys, or null for anonymous access.',
  });
  return { name: 'none', implementation: fail(missing), missing };
}

function providerOf(credentials: NonNullable<ClientOptions['credentials']> | null): CredentialsProvider {
  if (credentials === null) return () => null;
  if (typeof credentials === 'function') return credentials;
  // A text would be quoted in the error of `in`, with the secret that it may contain.
  if (typeof credentials !== 'object' || !('getCredentials' in credentials)) {
    const pair = takeSnapshot(credentials);
    return () => pair;
  }
  return async () => {
    const pair = await credentials.getCredentials();
    // Providers of the official SDKs return empty keys for anonymous access.
    return pair?.accessKeyId === '' && pair.accessKeySecret === '' ? null : pair;
  };
}

function defaultSigner({ signatureVersion = 'v4', additionalHeaders }: ClientOptions): SlotDefault<Signer> {
  if (signatureVersion === 'v4') return { name: 'v4', implementation: v4Signer({ additionalHeaders }) };
  if (signatureVersion === 'v1') return { name: 'v1', implementation: datedV1Signer() };
  throw configError(
    'InvalidSignatureVersion',
    `There is no signature version ${JSON.stringify(signatureVersion)}.`,
    "Use 'v4' or 'v1'.",
  );
}

/** Sets the date in `x-oss-date`, because browsers do not allow a program to send `Date`. */
function datedV1Signer(): Signer {
  const { header, ...others } = v1Signer();
  return {
    ...others,
    header: (request, credentials, now) =>
      header({ ...request, headers: { ...request.headers, 'x-oss-date': now.toUTCString() } }, credentials, now),
  };
}

function defaultTransport({ transport, fetch }: ClientOptions): SlotDefault<Transport> {
  if (transport !== undefined && fetch !== undefined) {
    throw configError('InvalidOption', 'The options `transport` and `fetch` exclude each other.', 'Set one of them.');
  }
  if (transport !== undefined) return { name: 'option transport', implementation: transport, chosen: true };
  return { name: 'fetch', implementation: fetchTransport({ fetch }), chosen: fetch !== undefined };
}

/** An implementation that only throws. It is never called if the wrapper of a plugin does not call it. */
function fail(error: OssError): () => never {
  return () => {
    throw error;
  };
}
