/** Faults of the connection. */
export type ConnectionFault = DisconnectFault;

/** Closes the connection before or during the response. */
export interface DisconnectFault {
  readonly type: 'disconnect';
  /** How many body bytes are sent first; 0 means directly after the headers. If absent, no headers are sent. */
  readonly afterBodyBytes?: number | undefined;
  /**
   * `close` (the default) closes the connection as a terminated process does; `reset` sends a TCP reset, which may
   * discard bytes already sent.
   */
  readonly how?: 'close' | 'reset' | undefined;
}
