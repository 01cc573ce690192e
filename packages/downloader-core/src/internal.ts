// What the downloaders of this repository share beyond the engine and its ports. It may change with every release.

export { abortableTransport } from './carrier/abortable-transport.ts';
export { limitRate } from './carrier/rate-limit.ts';
export { readTimeouts } from './carrier/watchdog.ts';
export { checkOptions, streamMemoryBytes, streamsThatFit } from './download-options.ts';
export { type FirstResponse, requestFirstRange } from './first-response.ts';
export { invalidOption } from './invalid-option.ts';
export { probeObject } from './probe-object.ts';
export { checkWhole } from './record/check-whole.ts';
export { createJournalCodec, type Journal, type JournalCodec } from './record/journal.ts';
export { createLedger } from './record/ledger.ts';
export { noJournal } from './record/no-journal.ts';
export { bodyTooLong } from './response/body-length-error.ts';
export { describeDifference } from './response/describe-difference.ts';
export { pinOf } from './response/pin.ts';
export { secretsIn } from './response/refusal.ts';
export { type RequestGate, runSmallDownload, type SmallDownload, type SmallDownloadJob } from './run-small-download.ts';
export { keepSource } from './source/keep-source.ts';
export { startStopwatch } from './stopwatch.ts';
export { linkAbort, untilAborted } from './until-aborted.ts';
export { isPromise, withAsyncListener } from './with-async-listener.ts';
