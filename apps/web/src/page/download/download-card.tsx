import type { JSX } from 'preact';
import { formatBytes, formatDuration } from '../format.ts';
import { Failure } from '../parts/failure.tsx';
import { kindOf } from '../parts/failure-kind.ts';
import { language, texts } from '../state/language.ts';
import { CompleteFile } from './complete-file.tsx';
import { CorsFix } from './cors-fix.tsx';
import { DownloadActions } from './download-actions.tsx';
import { type ActiveDownload, progress, renewals, waiting } from './download-state.ts';
import { isBusy, needsUrl, resume } from './downloading.ts';
import { labelOf } from './label-of.ts';
import { RangeMap } from './range-map.tsx';
import { UrlForm } from './url-form.tsx';

/** A download in any of its states. */
export function DownloadCard({ current }: { readonly current: ActiveDownload }): JSX.Element {
  const { job, state } = current;
  const words = texts.value.download;
  const isKnown = progress.value !== undefined;
  const again = state === 'failed' ? words.retry : words.resume;
  const isKept = (progress.value?.durableBytes ?? 0) > 0;
  return (
    <>
      <section class="card stack" data-testid="download" data-state={state}>
        <div class="row spread">
          <h2 class="file-name" title={job.fileName}>
            <bdi>{job.fileName}</bdi>
          </h2>
          <p class={`badge ${state}`} role="status">
            {labelOf(current)}
          </p>
        </div>
        {(isKnown || state === 'running' || state === 'complete') && <RangeMap isComplete={state === 'complete'} />}
        {(isKnown || state === 'running') && state !== 'complete' && (
          <Numbers isMoving={state === 'running' && waiting.value === undefined} />
        )}
        {state === 'failed' && (
          <Failure failure={current.failure} fileName={job.fileName}>
            {kindOf(current.failure) === 'cors' && <CorsFix signedHeaders={current.used?.signedHeaders} />}
          </Failure>
        )}
        {state === 'complete' && <CompleteFile result={current.result} />}
        <DownloadActions current={current} />
        {state === 'running' && (
          <p class="hint">{job.signSettings === undefined ? words.reloadPasted : words.reload}</p>
        )}
        <p class="note" role="status" hidden={!isBusy.value}>
          {isBusy.value ? words.busy(job.fileName) : ''}
        </p>
      </section>
      {job.signSettings === undefined && (state === 'paused' || state === 'failed') && (
        <>
          {needsUrl(job) && <p class="note">{isKept ? words.pasteAgainKept : words.pasteAgain}</p>}
          <UrlForm
            submit={needsUrl(job) ? again : words.otherUrl}
            isPrimary={needsUrl(job)}
            onUrl={(url) => resume(job, url)}
          />
        </>
      )}
    </>
  );
}

function Numbers({ isMoving }: { readonly isMoving: boolean }): JSX.Element {
  const words = texts.value.download;
  const { durableBytes, totalBytes = 0, bytesPerSecond = 0, remainingSeconds } = progress.value ?? {};
  const size = (bytes: number): string => formatBytes(bytes, language.value);
  return (
    <div class="numbers">
      {durableBytes !== undefined && (
        <span>
          {size(durableBytes)} / {size(totalBytes)}
        </span>
      )}
      {isMoving && bytesPerSecond > 0 && <span>{words.rate(size(bytesPerSecond))}</span>}
      {isMoving && remainingSeconds !== undefined && (
        <span>{words.remaining(formatDuration(remainingSeconds, language.value))}</span>
      )}
      {renewals.value > 0 && <span>{words.renewed(renewals.value)}</span>}
    </div>
  );
}
