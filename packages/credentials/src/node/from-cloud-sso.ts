import type { Credentials } from '@ossferry/contract';
import type { CacheOptions } from '../cached.ts';
import { cachedWithRetryAfter } from '../cached-with-retry-after.ts';
import { checkServiceUrl } from '../check-service-url.ts';
import { CredentialsError } from '../credentials-error.ts';
import { type CredentialsSource, namedSource } from '../credentials-source.ts';
import { type ExchangeOptions, exchange } from '../exchange.ts';
import { isRecord, parseSecretJson, readCredentials } from '../read-credentials.ts';
import { directTransport } from './direct-transport.ts';
import { loginExpired, loginRefused } from './login-error.ts';

export interface FromCloudSsoOptions extends CacheOptions, ExchangeOptions {
  /** The sign-in URL of the directory. */
  readonly signInUrl: string;
  readonly accountId: string;
  readonly accessConfigurationId: string;
  /** The access token from a sign-in with `aliyun configure --mode CloudSSO`. */
  readonly accessToken: string;
  /** When the access token expires. @default unknown */
  readonly accessTokenExpiration?: Date | undefined;
}

/**
 * Exchanges the access token of a CloudSSO sign-in for temporary credentials. It cannot renew the access token: once expired,
 * it throws `LoginExpired`, whose message says how to sign in again.
 */
export function fromCloudSso(options: FromCloudSsoOptions): CredentialsSource {
  const source = 'cloud-sso';
  const { signInUrl, accountId, accessConfigurationId, accessToken, accessTokenExpiration, now = Date.now } = options;
  return cachedWithRetryAfter(
    namedSource(source, async (): Promise<Credentials> => {
      if (accessTokenExpiration !== undefined && !(now() < accessTokenExpiration.getTime())) {
        throw loginExpired(source, 'CloudSSO');
      }
      const { origin } = checkServiceUrl(signInUrl, { source });
      const answer = await exchange(
        {
          source,
          method: 'POST',
          url: `${origin}/cloud-credentials`,
          headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
          body: JSON.stringify({ AccountId: accountId, AccessConfigurationId: accessConfigurationId }),
        },
        { transport: directTransport, ...options },
      );
      if (answer.status !== 200) throw loginRefused(source, 'CloudSSO', answer);
      const body = parseSecretJson(answer.body, source);
      if (!isRecord(body)) {
        throw new CredentialsError({
          source,
          code: 'InvalidAnswer',
          message: `${source}: the response is not an object.`,
        });
      }
      return readCredentials(body['CloudCredential'], { source, spelling: 'pascal', isTemporary: true });
    }),
    options,
  );
}
