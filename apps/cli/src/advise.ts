import { type OssError, problemOf } from '@ossferry/contract';

/** What to do about an error, in words of the command line; `undefined` where the words of the library will do. */
export function adviceOf(error: OssError): string | undefined {
  const { advice, code, phase } = error;
  // What names one of our options comes from the command line itself, and knows best.
  if (/(?:^| )--[a-z]/.test(problemOf(error))) return undefined;
  if (code === 'InvalidLifetime' && /signing window/.test(problemOf(error))) {
    return 'Give a --signing-window from 1 second to the time of --expires.';
  }
  return (
    advices[`${phase} ${code}`] ??
    // A server may well send the code `constructor`, which every object inherits.
    (Object.hasOwn(advices, code) ? advices[code] : undefined) ??
    libraryWords.find(([words]) => advice !== undefined && words.test(advice))?.[1]
  );
}

/** By code, or by phase and code. */
const advices: Readonly<Record<string, string>> = {
  MissingRegion: 'Give --region, or set OSS_REGION: cn-hangzhou for example.',
  InvalidLifetime: 'Give --expires as 900, 30m, 12h or 7d, or an --expiration ahead of now.',
  DestinationExists: 'Add --overwrite, or choose another name with -o.',
  DestinationNotFile: 'Use -o - and redirect it.',
  DestinationIsFolder: 'Put a slash behind it to have the file in it: -o <folder>/',
  InvalidAuthority: 'Give --ca-file a file with certificates in PEM form.',
  InvalidProxy: 'Write it as http://host:port; with a password better in HTTPS_PROXY and HTTP_PROXY than in --proxy.',
  ProxyUnreachable:
    'Check --proxy, or HTTP_PROXY and HTTPS_PROXY; NO_PROXY names hosts that need none, and --proxy none uses no proxy.',
  UrlExpired:
    'Ask for a new URL and run the same command with that: what is there already is kept. For one URL, --renew-command asks by itself.',
  InvalidDestination: 'Choose its name with -o <file>.',
  ChainExhausted:
    "Set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET (and OSS_SESSION_TOKEN for temporary keys), or run 'aliyun configure'.",
  ChainStopped: 'Put it right, or take it away.',
  'credentials FileMissing': "Run 'aliyun configure', or leave --profile out.",
  ProcessFailed: 'Run it by itself to see what it says; there is no shell around it.',
  ProcessTimeout: 'Run it by itself: it must not wait for input.',
  InvalidProcessOutput:
    'Have it print JSON: AccessKeyId, AccessKeySecret, and for temporary keys SecurityToken, Expiration.',
  InvalidCredentials: 'Check what is set: a space or a line break may have come along.',
  KeyNotFetchable: 'Rename the object, or sign a URL and use curl --path-as-is.',
};

/** By words that mean nothing on a command line; other advice with the same code does without them. */
const libraryWords: readonly (readonly [words: RegExp, advice: string])[] = [
  // Only where nobody knows the authority: a certificate that has expired says to check the clock.
  [/option ca /, 'Check that it is the right host; --ca-file adds the authority behind it.'],
  [
    /certificate of the host is for this domain/,
    'Check that the certificate is for this domain and still valid; --ca-file adds the authority behind it.',
  ],
  [/onChange/, 'Run it again with --on-change restart, or delete <file>.ossferry: no file is made of two versions.'],
  [/without `verify`/, 'Look for a network that wants a login, or a proxy. If this is the object, add --no-verify.'],
  [/`verify: false`/, 'Check the URL. If it is right, add --no-verify to take what comes.'],
  [/option `headers`/, 'Check the service; --renew-header can carry what it asks for.'],
  [/sourceFromSigningServer/, 'Check the service: it has to answer a GET.'],
  [/`endpoint`/, 'Give it with --endpoint, without the bucket.'],
  [/CORS rules/, 'Check the network, the endpoint and the proxy.'],
];
