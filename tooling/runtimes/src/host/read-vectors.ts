import { readFileSync } from 'node:fs';
import {
  documentedStringToSignV1,
  independentSignatureV1,
} from '../../../../packages/core-signer/src/independent-v1.test-support.ts';
import {
  callerQuery,
  type ExecutedVector,
  executedVectors,
  type PresignVector,
  type PublishedInput,
  type PublishedVector,
  presignVectors,
  publishedVectors,
  type SignerVector,
  signerVectors,
  splitUrl,
} from '../../../../packages/core-signer/src/vectors.test-support.ts';
import type { PresignCall, SignerCall, Vectors } from '../program/test-config.ts';

/** Reads the vectors of core-signer and client, and converts each to a call. */
export function readVectors(): Vectors {
  return {
    signer: [
      ...presignVectors.map(callOfPresign),
      ...signerVectors.map(callOfSigner),
      ...publishedVectors.map(callOfPublished),
      ...executedVectors.map(callOfExecuted),
    ],
    client: ['presign-vectors', 'presign-random'].flatMap((name) => {
      const path = `../../../vectors/${name}.json`;
      const { vectors } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as {
        vectors: PresignCall[];
      };
      return vectors;
    }),
  };
}

function callOfPresign(vector: PresignVector): SignerCall {
  const { name, client, request, credentials, expected, now, knownDefect } = vector;
  const { baseUrl, path } = splitUrl(expected.url);
  const { region, cloudBoxId } = client;
  return {
    name: `URL of the Python SDK: ${name}`,
    call: client.signatureVersion === 'v1' ? 'signUrlV1' : 'signUrl',
    input: {
      method: expected.method,
      bucket: request.bucket,
      key: request.key,
      baseUrl,
      // Only path style needs a path; otherwise the signer derives it from the key.
      path: path.startsWith(`/${request.bucket}/`) ? path : undefined,
      query: callerQuery(expected.url),
      headers: { ...expected.signedHeaders, ...(request.rangeHeader && { range: request.rangeHeader }) },
      ...(cloudBoxId ? { region: cloudBoxId, product: 'oss-cloudbox' } : { region }),
      credentials,
      now,
      expiresInSeconds: (Date.parse(expected.expiration) - Date.parse(now)) / 1000,
    },
    // With a known defect, the signature of the SDK is wrong.
    expected: {
      ...(knownDefect === undefined && { url: expected.url }),
      signedHeaders: lowerCaseNames(expected.signedHeaders),
    },
  };
}

function callOfSigner(vector: SignerVector): SignerCall {
  const { name, mode, signatureVersion, credentials, expected, knownDefect } = vector;
  const calls = {
    v4: { query: 'signUrl', header: 'signHeaders' },
    v1: { query: 'signUrlV1', header: 'signHeadersV1' },
  };
  const documented = (): string => documentedStringToSignV1(vector);
  const asInSdk =
    mode === 'query'
      ? { url: expected.url, stringToSign: expected.stringToSign }
      : {
          headers: { ...vector.headers, ...expected.headers, authorization: expected.authorization },
          stringToSign: expected.stringToSign,
        };
  const { method, bucket, key, headers, additionalHeaders, region, product, now, expiresSeconds } = vector;
  return {
    name: `signer of the Python SDK: ${name} (${signatureVersion} ${mode})`,
    call: calls[signatureVersion][mode] as SignerCall['call'],
    input: {
      ...{ method, bucket, key, headers, additionalHeaders, region, product, credentials, now },
      ...splitUrl(vector.url),
      expiresInSeconds: expiresSeconds,
    },
    expected:
      knownDefect === undefined
        ? asInSdk
        : {
            stringToSign: documented(),
            signature: independentSignatureV1(credentials.accessKeySecret, documented()),
          },
  };
}

function callOfPublished(vector: PublishedVector): SignerCall {
  const { id, kind, expected } = vector;
  const { signingKeyHex, expiresUnix, date, expiresSeconds, region, product, signTimeUnix } = vector.input;
  const name = `published by OSS: ${id}`;
  const { stringToSign, signature } = expected;
  const input = { ...inputOf(vector.input), baseUrl: 'https://example.com' };
  if (signingKeyHex !== undefined) {
    const day = new Date(signTimeUnix * 1000).toISOString().slice(0, 10).replaceAll('-', '');
    const scope = `${day}/${region}/${product}/aliyun_v4_request`;
    return {
      name,
      call: 'signWithKey',
      input: { scope, keyHex: signingKeyHex, stringToSign },
      expected: { signature },
    };
  }
  if (kind === 'v1-header') {
    const now = new Date(date).toISOString();
    return { name, call: 'signHeadersV1', input: { ...input, now }, expected: { stringToSign, signature } };
  }
  if (kind === 'v1-url') {
    const now = new Date((expiresUnix - 60) * 1000).toISOString();
    const urlInput = { ...input, now, expiresInSeconds: 60 };
    return { name, call: 'signUrlV1', input: urlInput, expected: { stringToSign, signature } };
  }
  const { canonicalRequest } = expected;
  const call = kind === 'v4-url' ? 'signUrl' : 'signHeaders';
  const urlInput = { ...input, expiresInSeconds: expiresSeconds };
  return { name, call, input: urlInput, expected: { canonicalRequest, stringToSign, signature } };
}

function callOfExecuted(vector: ExecutedVector): SignerCall {
  const { id, pythonSdkUrl, agreesWithIndependentImplementation: agrees } = vector;
  const { baseUrl, path } = splitUrl(pythonSdkUrl);
  return {
    name: `executed: ${id}`,
    call: id.startsWith('v4') ? 'signUrl' : 'signUrlV1',
    input: { ...inputOf(vector.input), baseUrl, path, expiresInSeconds: vector.input.expiresSeconds },
    expected: agrees
      ? { url: pythonSdkUrl, stringToSign: vector.pythonSdkStringToSign }
      : { stringToSign: vector.independentStringToSign, signature: vector.independentSignature },
  };
}

function inputOf(input: PublishedInput): SignerCall['input'] {
  const { method, bucket, key, headers, region, product, signTimeUnix, requestedAdditionalHeaders } = input;
  return {
    ...{ method, bucket, key: key ?? undefined, headers, region, product },
    query: Object.entries(input.queryDecoded),
    additionalHeaders: requestedAdditionalHeaders,
    credentials: {
      accessKeyId: input.accessKeyId.startsWith('(') ? 'masked' : input.accessKeyId,
      accessKeySecret: input.accessKeySecret ?? 'masked',
      securityToken: input.securityToken ?? undefined,
    },
    // V1 vectors have no signing time; their callers set it.
    now: new Date((signTimeUnix ?? 0) * 1000).toISOString(),
  };
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
