import { describe, expect, it } from 'vitest';
import { describeExercise } from './describe-exercise.ts';
import type { ExerciseReport, PresignedRequest } from './exercise.ts';
import { type PresignCase, samplePresignCases } from './presign-cases.ts';
import { presignWithOssferry } from './presign-with-ossferry.ts';
import { type PythonSdk, preparePythonSdk } from './python-sdk.ts';
import { requireClient } from './require-client.ts';

const { client, missing } = await requireClient('Python SDK V2', preparePythonSdk);

describe.skipIf(missing !== undefined)('Python SDK V2', () => {
  const callSdk = client as PythonSdk;

  // The SDK sends the token of V1 header signatures under a wrong name, so OSS refuses these requests.
  const variants = ['V4', 'V4 with a security token', 'V1'] as const;
  describeExercise((exercise) => callSdk<ExerciseReport>('exercise.py', exercise), variants);

  it('behavior: the same URLs as ossferry, byte for byte', async () => {
    const cases = samplePresignCases(500, 1).filter(isSignedCorrectlyByPythonSdk).map(withoutAdditionalHeaders);
    const expected = await callSdk<Pick<PresignedRequest, 'method' | 'url'>[]>('presign.py', cases);
    for (const [index, presignCase] of cases.entries()) {
      const { method, url } = await presignWithOssferry(presignCase);
      expect({ method, url }, JSON.stringify(presignCase)).toEqual(expected[index]);
    }
  });
});

// The SDK does not sign `x-oss-process` with V1.
function isSignedCorrectlyByPythonSdk({ client, request }: PresignCase): boolean {
  return client.signatureVersion === 'v4' || request['process'] === undefined;
}

// The SDK has the option, but its client does not pass it to the signer.
function withoutAdditionalHeaders({ client, ...presignCase }: PresignCase): PresignCase {
  return { ...presignCase, client: { ...client, additionalHeaders: [] } };
}
