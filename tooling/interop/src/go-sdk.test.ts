import { describe, expect, it } from 'vitest';
import { describeExercise } from './describe-exercise.ts';
import type { ExerciseReport, PresignedRequest } from './exercise.ts';
import { type GoSdk, prepareGoSdk } from './go-sdk.ts';
import { type PresignCase, samplePresignCases } from './presign-cases.ts';
import { presignWithOssferry } from './presign-with-ossferry.ts';
import { readSignedUrl } from './read-signed-url.ts';
import { requireClient } from './require-client.ts';

const { client, missing } = await requireClient('Go SDK V2', prepareGoSdk);

describe.skipIf(missing !== undefined)('Go SDK V2', () => {
  const callSdk = client as GoSdk;
  describeExercise((exercise) => callSdk<ExerciseReport>('exercise', exercise));

  it('behavior: the same URLs as ossferry, except for the order of parameters', async () => {
    const cases = samplePresignCases(500, 2);
    const outputs = await callSdk<Pick<PresignedRequest, 'method' | 'url'>[]>('presign', cases);
    for (const [index, presignCase] of cases.entries()) {
      const expected = outputs[index] as PresignedRequest;
      const { method, url } = await presignWithOssferry(withSigningTimeOf(expected.url, presignCase));
      expect(method).toBe(expected.method);
      expect(readSignedUrl(url), JSON.stringify(presignCase)).toEqual(readSignedUrl(expected.url));
    }
  });
});

/** Sets the time of a case to the signing time of a URL, because the SDK has no option for the clock. */
function withSigningTimeOf(url: string, presignCase: PresignCase): PresignCase {
  const { parameters } = readSignedUrl(url);
  const date = parameters['x-oss-date']?.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5');
  const expiresAtMs = Number(parameters['Expires']) * 1000;
  const now = date ?? new Date(expiresAtMs - presignCase.expiresInSeconds * 1000).toISOString();
  return { ...presignCase, now };
}
