import { type SignUrlInput, signHeaders, signHeadersV1, signUrl, signUrlV1 } from '@ossferry/core-signer';
import { createSigningKey } from '@ossferry/core-signer/steps';
import type { Check } from './check.ts';
import { expectEqual } from './expect.ts';
import type { SignerCall, TestConfig } from './test-config.ts';

/** The vectors of the signer, byte for byte. */
export function signatureChecks({ vectors }: TestConfig): readonly Check[] {
  return vectors.signer.map((vector) => ({
    topic: 'signatures',
    name: vector.name,
    run: () => {
      const result: Readonly<Record<string, unknown>> = { ...sign(vector) };
      const fields = Object.keys(vector.expected).map((field) => [field, result[field]]);
      expectEqual(Object.fromEntries(fields), vector.expected);
    },
  }));
}

function sign({ call, input }: SignerCall): object {
  if (call === 'signWithKey') return signWithKey(input as unknown as KeyInput);
  const request = { ...input, now: new Date(String(input['now'])) } as unknown as SignUrlInput;
  return { signUrl, signUrlV1, signHeaders, signHeadersV1 }[call](request);
}

interface KeyInput {
  readonly scope: string;
  readonly keyHex: string;
  readonly stringToSign: string;
}

// The documentation of OSS shows the derived key of one example instead of its secret.
function signWithKey({ scope, keyHex, stringToSign }: KeyInput): object {
  const bytes = keyHex.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? [];
  return { signature: createSigningKey(scope, Uint8Array.from(bytes)).sign(stringToSign) };
}
