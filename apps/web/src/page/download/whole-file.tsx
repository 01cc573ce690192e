import { saveFile } from '@ossferry/downloader-browser';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { formatBytes, formatDuration } from '../format.ts';
import { Facts } from '../parts/facts.tsx';
import { language, texts } from '../state/language.ts';
import { discard, renewals } from './downloading.ts';
import type { Job, Result } from './job.ts';

/** A file that is whole: what was checked, and the way to get it. */
export function WholeFile(props: { readonly job: Job; readonly result: Result; readonly file: File }): JSX.Element {
  const { job, file } = props;
  const { verified, crc64, sizeBytes, durationMs, resumedBytes } = props.result;
  const isSaved = useSignal(false);
  const words = texts.value.download;
  const save = (): void => {
    saveFile(file, job.fileName);
    isSaved.value = true;
  };
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
          [words.took, formatDuration(durationMs / 1000, language.value)],
        ]}
      />
      {resumedBytes > 0 && <p class="hint">{words.resumed(formatBytes(resumedBytes, language.value))}</p>}
      {renewals.value > 0 && <p class="hint">{words.renewed(renewals.value)}</p>}
      <div class="row">
        <button type="button" class={isSaved.value ? 'secondary' : 'primary'} onClick={save}>
          {words.save}
        </button>
        <button type="button" class="secondary" onClick={() => discard(job)}>
          {words.another}
        </button>
        <span class="muted" role="status">
          {isSaved.value ? words.saved : ''}
        </span>
      </div>
    </>
  );
}
