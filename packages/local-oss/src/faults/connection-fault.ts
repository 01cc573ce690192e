/** Faults of the connection. */
export type ConnectionFault = DisconnectFault;

/** Ends the connection in the middle of the answer. */
export interface DisconnectFault {
  readonly type: 'disconnect';
  /** How many body bytes arrive first; 0 means right after the headers. Absent: not even the headers arrive. */
  readonly afterBodyBytes?: number | undefined;
  /** `close` ends it as a dying process does (the default); `reset` sends a TCP reset, which may take sent bytes along. */
  readonly how?: 'close' | 'reset' | undefined;
}
