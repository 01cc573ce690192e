import { X509Certificate } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { getCACertificates } from 'node:tls';
import { connectAttemptMs } from '@ossferry/contract';
import type { NetworkOptions } from '@ossferry/downloader-node';
import { usageError } from '../usage-error.ts';

/** Node agents for both schemes, without keep-alive. */
export interface Agents {
  readonly 'http:': http.Agent;
  readonly 'https:': https.Agent;
}

/**
 * Creates agents with the proxy and certificate authorities of downloads. Throws `InvalidProxy` and `InvalidAuthority`.
 */
export function openAgents({ proxy = 'environment', ca, env = process.env }: NetworkOptions): Agents {
  const proxyEnv = proxy === 'none' ? {} : proxy === 'environment' ? proxiesOf(env) : proxiesFrom(proxy, '--proxy');
  const trust = ca === undefined ? {} : { ca: [...getCACertificates('default'), ...[ca].flat().map(checkAuthority)] };
  const options = { proxyEnv, autoSelectFamilyAttemptTimeout: connectAttemptMs };
  return { 'http:': new http.Agent(options), 'https:': new https.Agent({ ...options, ...trust }) };
}

type Variables = Readonly<Record<string, string | undefined>>;

function proxiesOf(env: Variables): Variables {
  const read = (name: string): string => env[name.toLowerCase()] || env[name] || '';
  const readUrl = (name: string): string | undefined =>
    read(name) === '' ? undefined : proxiesFrom(read(name), name)['HTTP_PROXY'];
  return {
    HTTP_PROXY: readUrl('HTTP_PROXY'),
    HTTPS_PROXY: readUrl('HTTPS_PROXY'),
    NO_PROXY: read('NO_PROXY') || undefined,
  };
}

function proxiesFrom(text: string, from: string): Variables {
  // Like curl, accept `proxy.example:3128` as http.
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return { HTTP_PROXY: url, HTTPS_PROXY: url };
  // Not quoted, because it may contain a password.
  throw usageError('InvalidProxy', `${from} is not the URL of an HTTP proxy.`, 'Write it as http://host:port.');
}

/** Node silently ignores an invalid certificate. */
function checkAuthority(text: string): string {
  try {
    new X509Certificate(text);
    return text;
  } catch {
    throw usageError(
      'InvalidAuthority',
      'The --ca-file contains no valid certificate.',
      'Use a file with certificates in PEM format.',
    );
  }
}
