/** Faults that change the status line and the headers, or answer in place of the operation. */
export type ResponseFault =
  | DelayHeadersFault
  | RespondFault
  | RedirectFault
  | ChangeHeadersFault
  | WrongContentRangeFault;

/** Waits before the first byte of the answer. The operation has been carried out by then. */
export interface DelayHeadersFault {
  readonly type: 'delay-headers';
  readonly delayMs: number;
}

/** Answers with this, and does not carry out the operation. */
export interface RespondFault {
  readonly type: 'respond';
  readonly status: number;
  /** Writes the error XML of OSS (for HEAD: `x-oss-err`). */
  readonly error?: { readonly code: string; readonly message: string; readonly ec?: string | undefined } | undefined;
  /** Sent when there is no `error`: anything that is not OSS's XML, such as a proxy's HTML page. */
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Sends the client elsewhere, and does not carry out the operation. */
export interface RedirectFault {
  readonly type: 'redirect';
  readonly location: string;
  /** Defaults to 302. */
  readonly status?: 301 | 302 | 303 | 307 | 308 | undefined;
}

/** Sets (`string`) or removes (`null`) headers of the answer, whatever they were. */
export interface ChangeHeadersFault {
  readonly type: 'change-headers';
  readonly headers: Readonly<Record<string, string | null>>;
}

/** Sends another `Content-Range` with a 206; other answers are left alone. */
export interface WrongContentRangeFault {
  readonly type: 'wrong-content-range';
  readonly contentRange: string;
}
