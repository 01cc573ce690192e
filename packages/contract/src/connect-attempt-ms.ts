/**
 * How long a connection to one address of a host may take before the next address is tried, in milliseconds. Node's own
 * 250 give up every address that is farther away than that. This is long enough for a slow network that loses the first
 * packet, which is sent again after a second; and of the 30 seconds in which an answer has to begin, a few dead addresses
 * leave most.
 */
export const connectAttemptMs: number = 2500;
