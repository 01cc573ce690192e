export { describeDifference } from './answer/describe-difference.ts';
export { pinOf } from './answer/pin.ts';
export { type ProbeJob, probeObject } from './probe-object.ts';
export { checkWhole, lostGuarantees } from './record/check-whole.ts';
export { createJournalCodec, type Journal, type JournalCodec } from './record/journal.ts';
export { createLedger, type Ledger, type Span } from './record/ledger.ts';
