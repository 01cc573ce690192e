import { type OssError, problemOf } from '@ossferry/contract';

/** Returns advice in terms of command-line options, or `undefined` if the library's advice fits. */
export function adviceOf(error: OssError): string | undefined {
  const { advice, code, phase } = error;
  // A message that names one of our options comes from the command line itself.
  if (/(?:^| )--[a-z]/.test(problemOf(error))) return undefined;
  if (code === 'InvalidLifetime' && /signing window/.test(problemOf(error))) {
    return 'Use a --signing-window from 1 second to the value of --expires.';
  }
  return (
    advices[`${phase} ${code}`] ??
    // A server may send the code `constructor`, which every object inherits.
    (Object.hasOwn(advices, code) ? advices[code] : undefined) ??
    libraryTerms.find(([words]) => advice !== undefined && words.test(advice))?.[1]
  );
}

/** By code, or by phase and code. */
const advices: Readonly<Record<string, string>> = {
  MissingRegion: 'Pass --region or set OSS_REGION, for example to cn-hangzhou.',
  InvalidLifetime: 'Use --expires with 900, 30m, 12h or 7d, or --expiration with a date in the future.',
  InvalidAuthority: 'Use a --ca-file with certificates in PEM format.',
  InvalidProxy: 'Write it as http://host:port. Put a password into HTTPS_PROXY and HTTP_PROXY rather than --proxy.',
  // The library's advice is about downloads.
  'connect ConnectionLost': 'Check the network and try again.',
  ProxyUnreachable:
    'Check --proxy, HTTP_PROXY and HTTPS_PROXY. NO_PROXY lists hosts to connect to directly; --proxy none disables proxies.',
  InvalidDestination: 'Choose a file with -o <file>.',
  ChainExhausted:
    "Set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET (and OSS_SESSION_TOKEN for temporary credentials), or run 'aliyun configure'.",
  ChainStopped: 'Fix this source, or remove its configuration.',
  'credentials FileMissing': "Run 'aliyun configure', or remove --profile.",
  ProcessFailed: 'Run the program by itself to see its output. It runs without a shell.',
  ProcessTimeout: 'Run the program by itself. It must not wait for input.',
  InvalidProcessOutput:
    'The program must print JSON with AccessKeyId, AccessKeySecret and, for temporary credentials, SecurityToken and Expiration.',
  InvalidCredentials: 'Check the values for stray spaces and line breaks.',
  KeyNotFetchable: 'Rename the object, or sign a URL and use curl --path-as-is.',
};

/** Replacements for advice that names library options; not by code, because other advice with the same code is fine. */
export const libraryTerms: readonly (readonly [words: RegExp, advice: string])[] = [
  // Only for unknown authorities: the advice for an expired certificate is to check the clock.
  [/option ca /, 'Check that this is the right host. --ca-file adds its certificate authority.'],
  [
    /certificate of the host is for this domain/,
    'Check that the certificate is valid for this domain. --ca-file adds its certificate authority.',
  ],
  [/allow overwriting/, 'Add --overwrite, or choose another file with -o.'],
  [/name of a file, or use downloadToStream/, 'Use -o - and redirect stdout.'],
  [/name of a file in it/, 'To download into the folder, end it with a slash: -o <folder>/'],
  [
    /Get a new URL and run the download/,
    'Get a new URL and run the command again with it; downloaded data is kept. --renew-command renews a URL automatically.',
  ],
  [/onChange/, 'Run again with --on-change restart, or delete <file>.ossferry. Versions are never mixed in a file.'],
  [/turn off `verify`/, 'Check for a proxy or a network login page. If this is the object, add --no-verify.'],
  [/`verify: false`/, 'Check the URL. If it is correct, add --no-verify to accept the response.'],
  [/option `headers`/, 'Check the service. --renew-header adds headers that it requires.'],
  [/sourceFromSigningServer/, 'Check the service: it must support GET.'],
  [/`endpoint`/, 'Pass it with --endpoint, without the bucket.'],
  [/CORS rules/, 'Check the network, the endpoint and the proxy.'],
];
