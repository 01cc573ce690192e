import type { Credentials } from '@ossferry/contract';
import type { CacheOptions } from '../cached.ts';
import { cachedWithRetryAfter } from '../cached-with-retry-after.ts';
import { checkServiceUrl } from '../check-service-url.ts';
import { type CredentialsSource, namedSource } from '../credentials-source.ts';
import { type ExchangeOptions, exchange } from '../exchange.ts';
import { parseSecretJson, readCredentials } from '../read-credentials.ts';
import { directTransport } from './direct-transport.ts';
import { loginExpired, loginRefused } from './login-error.ts';

export interface FromOAuthOptions extends CacheOptions, ExchangeOptions {
  /** `CN` is oauth.aliyun.com, `INTL` is oauth.alibabacloud.com. @default 'CN' */
  readonly site?: 'CN' | 'INTL' | undefined;
  /** The access token from a sign-in with `aliyun configure --mode OAuth`. */
  readonly accessToken: string;
  /** When the access token expires. @default unknown */
  readonly accessTokenExpiration?: Date | undefined;
  /** The URL of the OAuth service. @default that of `site` */
  readonly endpoint?: string | undefined;
}

/**
 * Exchanges the access token of an OAuth sign-in for temporary credentials. It never renews the access token, because the
 * service would replace the refresh token as well and sign the CLI out. Once expired, it throws `LoginExpired`, whose message
 * says how to sign in again.
 */
export function fromOAuth(options: FromOAuthOptions): CredentialsSource {
  const source = 'oauth';
  const { site = 'CN', accessToken, accessTokenExpiration, endpoint, now = Date.now } = options;
  return cachedWithRetryAfter(
    namedSource(source, async (): Promise<Credentials> => {
      if (accessTokenExpiration !== undefined && !(now() < accessTokenExpiration.getTime())) {
        throw loginExpired(source, 'OAuth');
      }
      const { origin } = checkServiceUrl(endpoint ?? sites[site], { source });
      const answer = await exchange(
        {
          source,
          method: 'POST',
          url: `${origin}/v1/exchange`,
          headers: { authorization: `Bearer ${accessToken}` },
          body: '',
        },
        { transport: directTransport, ...options },
      );
      if (answer.status !== 200) throw loginRefused(source, 'OAuth', answer);
      const body = parseSecretJson(answer.body, source);
      return readCredentials(body, { source, spelling: 'camel', isTemporary: true });
    }),
    options,
  );
}

const sites = { CN: 'https://oauth.aliyun.com', INTL: 'https://oauth.alibabacloud.com' } as const;
