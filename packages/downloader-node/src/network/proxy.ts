import { OssError } from '@ossferry/contract';
import { isExempt } from './no-proxy.ts';
import { splitUrl, type UrlParts } from './split-url.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The proxies to use. Contains passwords, and must never be shown. */
export interface ProxySettings {
  /** URL of the proxy for `http:` requests. */
  readonly http?: string | undefined;
  /** URL of the proxy for `https:` requests. */
  readonly https?: string | undefined;
  /** Hosts that need no proxy, in the format of `NO_PROXY`. */
  readonly except: string;
}

export interface ProxyServer extends UrlParts {
  /** Contains the password. */
  readonly url: string;
  /** The value of `Proxy-Authorization`; absent without a user name. */
  readonly authorization?: string | undefined;
}

/**
 * Reads the option `proxy`. `'environment'` reads `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`; lower-case names take
 * precedence. A URL is used for every request. Fails with `InvalidProxy`.
 */
export function readProxySettings(proxy: string, environment: Environment): ProxySettings {
  if (proxy === 'none') return { except: '' };
  if (proxy !== 'environment') {
    const url = checkProxyUrl(proxy, 'The option proxy');
    return { http: url, https: url, except: '' };
  }
  const read = (name: string): string => environment[name.toLowerCase()] || environment[name] || '';
  const readUrl = (name: string): string | undefined =>
    read(name) === '' ? undefined : checkProxyUrl(read(name), name);
  return { http: readUrl('HTTP_PROXY'), https: readUrl('HTTPS_PROXY'), except: read('NO_PROXY') };
}

/** Returns the proxy for a request; `undefined` for a direct connection. */
export function chooseProxy(settings: ProxySettings, target: UrlParts): ProxyServer | undefined {
  const url = target.protocol === 'https:' ? settings.https : settings.http;
  if (url === undefined || isExempt(settings.except, target)) return undefined;
  const { username, password } = new URL(url);
  const account = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return {
    url,
    ...splitUrl(url),
    authorization: username === '' ? undefined : `Basic ${account.toString('base64')}`,
  };
}

function checkProxyUrl(text: string, from: string): string {
  // Like curl, `proxy.example:3128` means http.
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  try {
    const { protocol, hostname, username, password } = new URL(url);
    for (const part of [username, password]) decodeURIComponent(part);
    if (hostname !== '' && (protocol === 'http:' || protocol === 'https:')) return url;
  } catch {
    // The error below replaces the parser's message, which quotes the whole text with its password.
  }
  throw new OssError({
    code: 'InvalidProxy',
    phase: 'config',
    message: `${from} is not the URL of an HTTP proxy.`,
    advice: 'Write it as http://host:port, or http://<user>:<password>@host:port with both percent-encoded.',
  });
}
