import type { JSX } from 'preact';
import { formatBytes, formatElapsed } from '../format.ts';
import { Facts } from '../parts/facts.tsx';
import { language, texts } from '../state/language.ts';
import { renewals } from './download-state.ts';
import type { Result } from './job.ts';

/** The verification result and properties of a complete file. */
export function CompleteFile({ result }: { readonly result: Result }): JSX.Element {
  const { verified, crc64, sizeBytes, durationMs, resumedBytes } = result;
  const words = texts.value.download;
  return (
    <>
      <p class="verdict">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="m5 13 4.5 4.5L19 7" />
        </svg>
        {verified === 'crc64' ? words.verifiedCrc64 : words.verifiedLength}
      </p>
      <Facts
        facts={[
          [words.size, formatBytes(sizeBytes, language.value)],
          ['CRC-64', <code key="crc64">{crc64}</code>],
          [words.duration, formatElapsed(durationMs / 1000, language.value)],
        ]}
      />
      {resumedBytes > 0 && <p class="hint">{words.resumed(formatBytes(resumedBytes, language.value))}</p>}
      {renewals.value > 0 && <p class="hint">{words.renewed(renewals.value)}</p>}
    </>
  );
}
