export { checkWhole, lostGuarantees } from './check-whole.ts';
export { describeDifference } from './describe-difference.ts';
export { createJournalCodec, type Journal, type JournalCodec } from './journal.ts';
export { createLedger, type Ledger, type Span } from './ledger.ts';
export { pinOf } from './pin.ts';
export { type ProbeJob, probeObject } from './probe-object.ts';
