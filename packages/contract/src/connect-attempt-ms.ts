/**
 * How long to wait for a connection to one address of a host before trying the next address, in milliseconds. Node's
 * default of 250 ms gives up on distant addresses. 2.5 seconds is enough for a lost first packet, which is resent after a
 * second, and a few dead addresses still leave most of the 30 seconds within which the response must begin.
 */
export const connectAttemptMs: number = 2500;
