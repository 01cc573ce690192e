import type { Credentials } from '@ossferry/contract';
import type { CacheOptions } from './cached.ts';
import { cachedWithRetryAfter } from './cached-with-retry-after.ts';
import { checkServiceUrl } from './check-service-url.ts';
import { CredentialsError } from './credentials-error.ts';
import { type CredentialsSource, namedSource } from './credentials-source.ts';
import { type Environment, isSwitchedOn, platformEnvironment } from './environment.ts';
import { type ExchangeOptions, exchange } from './exchange.ts';
import { isRecord, parseSecretJson, readCredentials } from './read-credentials.ts';

export interface FromUriOptions extends CacheOptions, ExchangeOptions {
  /** @default the variable `ALIBABA_CLOUD_CREDENTIALS_URI` */
  readonly uri?: string | undefined;
  /** Hosts to which plain http is allowed besides loopback addresses, as normalized by `URL`. @default none */
  readonly allowedHttpHosts?: readonly string[] | undefined;
  /** @default the variables of this process */
  readonly env?: Environment | undefined;
}

/**
 * Fetches temporary credentials from the URI of a sidecar or broker, in the format
 * `{ "Code": "Success", "AccessKeyId", "AccessKeySecret", "SecurityToken", "Expiration" }`. The URI must use https, or http
 * to a literal loopback address. Absent without a URI, or if `ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS` is on.
 */
export function fromUri(options: FromUriOptions = {}): CredentialsSource {
  const source = 'uri';
  return cachedWithRetryAfter(
    namedSource(source, async () => {
      const environment = options.env ?? platformEnvironment();
      const uri = options.uri ?? environment['ALIBABA_CLOUD_CREDENTIALS_URI'] ?? '';
      if (uri === '') throw absent(source, 'NotConfigured', 'ALIBABA_CLOUD_CREDENTIALS_URI is not set.');
      if (isSwitchedOn(environment, 'ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS')) {
        throw absent(source, 'Disabled', 'ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS is on.');
      }
      const { href } = checkServiceUrl(uri, { source, allowedHttpHosts: options.allowedHttpHosts });
      const { status, body } = await exchange({ source, method: 'GET', url: href }, options);
      return readUriAnswer(source, status, body);
    }),
    options,
  );
}

function readUriAnswer(source: string, status: number, body: string): Credentials {
  if (status !== 200) {
    throw new CredentialsError({
      source,
      code: 'RequestRefused',
      message: `${source}: the response has status ${status}.`,
      status,
      retryable: status >= 500 || status === 429,
    });
  }
  const answer = parseSecretJson(body, source);
  const code = isRecord(answer) ? answer['Code'] : undefined;
  if (code !== undefined && code !== 'Success') {
    throw new CredentialsError({
      source,
      code: 'InvalidAnswer',
      message: `${source}: the Code in the response is not Success.`,
    });
  }
  return readCredentials(answer, { source, spelling: 'pascal', isTemporary: false });
}

function absent(source: string, code: 'NotConfigured' | 'Disabled', message: string): CredentialsError {
  return new CredentialsError({ source, code, absent: true, message });
}
