/** Faults that change the status line and the headers, or replace the response. */
export type ResponseFault =
  | DelayHeadersFault
  | RespondFault
  | RedirectFault
  | ChangeHeadersFault
  | WrongContentRangeFault;

/** Waits before the first byte of the response, after the operation has been performed. */
export interface DelayHeadersFault {
  readonly type: 'delay-headers';
  readonly delayMs: number;
}

/** Returns this response, and does not perform the operation. */
export interface RespondFault {
  readonly type: 'respond';
  readonly status: number;
  /** Writes the error XML of OSS (for HEAD: `x-oss-err`). */
  readonly error?: { readonly code: string; readonly message: string; readonly ec?: string | undefined } | undefined;
  /** Sent if there is no `error`: any other text, such as a proxy's HTML page. */
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Redirects the client, and does not perform the operation. */
export interface RedirectFault {
  readonly type: 'redirect';
  readonly location: string;
  /** Defaults to 302. */
  readonly status?: 301 | 302 | 303 | 307 | 308 | undefined;
}

/** Sets (`string`) or removes (`null`) headers of the response. */
export interface ChangeHeadersFault {
  readonly type: 'change-headers';
  readonly headers: Readonly<Record<string, string | null>>;
}

/** Sends another `Content-Range` with a 206; other responses are unchanged. */
export interface WrongContentRangeFault {
  readonly type: 'wrong-content-range';
  readonly contentRange: string;
}
