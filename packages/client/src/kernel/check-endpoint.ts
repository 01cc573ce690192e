import { type Endpoint, redactUrl } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { quote } from './check-names.ts';

/** Refuses an endpoint from which no URL can be built; returns a frozen one. */
export function checkEndpoint(endpoint: Endpoint): Endpoint {
  if (isEndpoint(endpoint)) return Object.isFrozen(endpoint) ? endpoint : Object.freeze({ ...endpoint });
  const wrong = (Object.keys(shapes) as (keyof Endpoint)[]).find((part) => !fits(part, endpoint?.[part])) ?? 'baseUrl';
  throw configError(
    'InvalidEndpoint',
    `The endpoint slot returned an invalid endpoint: its \`${wrong}\` is ${quote(redactUrl(String(endpoint?.[wrong])))}.`,
    '`baseUrl` ends after the host (https://static.example.com), `path` is percent-encoded (/a%20b), region and product are words.',
  );
}

const shapes: Readonly<Record<keyof Endpoint, RegExp>> = {
  baseUrl: /^https?:\/\/[^/\\?#@\s]+$/,
  // Visible ASCII without `?` and `#`.
  path: /^\/[!"$->@-~]*$/,
  region: /^[\w-]+$/,
  product: /^[\w-]+$/,
};

// Without a loop, because it runs for every signed URL.
function isEndpoint(endpoint: Endpoint | undefined): endpoint is Endpoint {
  if (typeof endpoint !== 'object' || endpoint === null) return false;
  const { baseUrl, path, region, product } = endpoint;
  return fits('baseUrl', baseUrl) && fits('path', path) && fits('region', region) && fits('product', product);
}

function fits(part: keyof Endpoint, value: unknown): boolean {
  return typeof value === 'string' && shapes[part].test(value);
}
