import type { JSX } from 'preact';
import { explainUrl } from '../explain/explaining.ts';
import { formatBytes, formatDuration } from '../format.ts';
import { Failure } from '../parts/failure.tsx';
import { language, texts } from '../state/language.ts';
import { openTab } from '../state/tab.ts';
import { type Downloading, discard, needsUrl, pause, progress, renewals, resume } from './downloading.ts';
import { RangeMap } from './range-map.tsx';
import { UrlForm } from './url-form.tsx';
import { WholeFile } from './whole-file.tsx';

type Begun = Exclude<Downloading, { state: 'empty' }>;

/** A download from its first byte to the file. */
export function DownloadCard({ current }: { readonly current: Begun }): JSX.Element {
  const { job, state } = current;
  const words = texts.value.download;
  return (
    <>
      <section class="card stack" data-testid="download" data-state={state}>
        <div class="row spread">
          <h2 class="file-name">{job.fileName}</h2>
          <p class={`badge ${state}`} role="status">
            {titleOf(current)}
          </p>
        </div>
        <RangeMap isWhole={state === 'whole'} />
        {state !== 'whole' && <Numbers isRunning={state === 'running'} />}
        {state === 'failed' && <Failure error={current.error} />}
        <Actions current={current} />
      </section>
      {state === 'paused' && needsUrl(job) && (
        <>
          <p class="note">{words.pasteAgain}</p>
          <UrlForm submit={words.resume} onUrl={(url) => resume(job, url)} />
        </>
      )}
    </>
  );
}

function titleOf(current: Begun): string {
  const words = texts.value.download;
  if (current.state === 'running') return progress.value === undefined ? words.starting : words.running;
  if (current.state === 'whole') return current.result.verified === 'crc64' ? words.whole : words.ended;
  return words[current.state];
}

function Numbers({ isRunning }: { readonly isRunning: boolean }): JSX.Element {
  const words = texts.value.download;
  const { durableBytes = 0, totalBytes = 0, bytesPerSecond = 0, remainingSeconds } = progress.value ?? {};
  const size = (bytes: number): string => formatBytes(bytes, language.value);
  return (
    <div class="numbers">
      <span>
        {size(durableBytes)} / {size(totalBytes)}
      </span>
      {isRunning && bytesPerSecond > 0 && <span>{words.rate(size(bytesPerSecond))}</span>}
      {isRunning && remainingSeconds !== undefined && (
        <span>{words.remaining(formatDuration(remainingSeconds, language.value))}</span>
      )}
      {renewals.value > 0 && <span>{words.renewed(renewals.value)}</span>}
    </div>
  );
}

function Actions({ current }: { readonly current: Begun }): JSX.Element {
  const { job, state } = current;
  const words = texts.value.download;
  if (state === 'whole') return <WholeFile job={job} result={current.result} file={current.file} />;
  if (state === 'running') {
    return (
      <>
        <div class="row">
          <button type="button" class="primary" onClick={pause}>
            {words.pause}
          </button>
        </div>
        <p class="hint">{words.reload}</p>
      </>
    );
  }
  const explain = (url: string): void => {
    void explainUrl(url);
    openTab('explain');
  };
  const url = state === 'failed' ? current.url : undefined;
  return (
    <div class="row">
      {url !== undefined && (
        <button type="button" class="primary" onClick={() => explain(url)}>
          {words.explain}
        </button>
      )}
      {!needsUrl(job) && (
        <button type="button" class={url === undefined ? 'primary' : 'secondary'} onClick={() => resume(job)}>
          {state === 'paused' ? words.resume : words.retry}
        </button>
      )}
      <button type="button" class="secondary" onClick={() => discard(job)}>
        {words.discard}
      </button>
    </div>
  );
}
