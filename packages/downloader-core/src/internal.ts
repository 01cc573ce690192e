// What the downloaders of this repository share beyond the engine and its ports. It may change with every release.
export { bodyTooLong } from './answer/body-length-error.ts';
export { describeDifference } from './answer/describe-difference.ts';
export { pinOf } from './answer/pin.ts';
export { secretsIn } from './answer/refusal.ts';
export type { ReplayTransport } from './answer/replay-answer.ts';
export { heedSignal } from './carrier/heed-signal.ts';
export { smallObjectBytes } from './carrier/local-carrier.ts';
export { readTimeouts } from './carrier/watchdog.ts';
export { checkOptions, streamMemoryBytes } from './download-options.ts';
export { askFirst, type FirstAnswer, type FirstRequest } from './first-answer.ts';
export { type ProbeJob, probeObject } from './probe-object.ts';
export { checkWhole, lostGuarantees } from './record/check-whole.ts';
export { createJournalCodec, type Journal, type JournalCodec } from './record/journal.ts';
export { createLedger, type Ledger } from './record/ledger.ts';
export { runSmallDownload, type SmallDownload, type SmallDownloadJob } from './run-small-download.ts';
export { startStopwatch } from './stopwatch.ts';
export { untilAborted } from './until-aborted.ts';
export { withDefaults } from './with-defaults.ts';
