import type { JSX } from 'preact';
import { formatBytes } from '../format.ts';
import { samples } from '../state/demo.ts';
import { language, texts } from '../state/language.ts';
import { chooseSample, signSettings } from './sign-fields.ts';

/** A button for each sample object in the local OSS. */
export function SampleChoice(): JSX.Element {
  const { bucket, key } = signSettings.value.request;
  return (
    <ul class="samples" aria-label={texts.value.sign.samples}>
      {samples.value.map((sample) => (
        <li key={`${sample.bucket}/${sample.key}`}>
          <button
            type="button"
            class="quiet"
            aria-pressed={sample.bucket === bucket && sample.key === key}
            onClick={() => chooseSample(sample)}
          >
            <bdi>{sample.key}</bdi> <span class="muted">{formatBytes(sample.sizeBytes, language.value)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
