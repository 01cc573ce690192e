import { describe, expect, it } from 'vitest';
import { describeExercise } from './describe-exercise.ts';
import type { ExerciseReport, PresignedRequest } from './exercise.ts';
import { type PresignCase, samplePresignCases } from './presign-cases.ts';
import { presignWithOssferry } from './presign-with-ossferry.ts';
import { type PythonSdk, preparePythonSdk } from './python-sdk.ts';
import { requireClient } from './require-client.ts';

const { client, missing } = await requireClient('Python SDK V2', preparePythonSdk);

describe.skipIf(missing !== undefined)('Python SDK V2', () => {
  const askSdk = client as PythonSdk;

  // The SDK sends the token of a V1 header under a name that OSS does not read, so OSS refuses such requests.
  const variants = ['V4', 'V4 with a security token', 'V1'] as const;
  describeExercise((exercise) => askSdk<ExerciseReport>('exercise.py', exercise), variants);

  it('behavior: ossferry signs the same URLs, byte for byte', async () => {
    const cases = samplePresignCases(500, 1).filter(isSignedRightByThePythonSdk).map(withoutAdditionalHeaders);
    const expected = await askSdk<Pick<PresignedRequest, 'method' | 'url'>[]>('presign.py', cases);
    for (const [index, presignCase] of cases.entries()) {
      const { method, url } = await presignWithOssferry(presignCase);
      expect({ method, url }, JSON.stringify(presignCase)).toEqual(expected[index]);
    }
  });
});

// V1 has to sign `x-oss-process`; this SDK leaves it out.
function isSignedRightByThePythonSdk({ client, request }: PresignCase): boolean {
  return client.signatureVersion === 'v4' || request['process'] === undefined;
}

// The SDK has the option, but its client does not hand it to the signer.
function withoutAdditionalHeaders({ client, ...presignCase }: PresignCase): PresignCase {
  return { ...presignCase, client: { ...client, additionalHeaders: [] } };
}
