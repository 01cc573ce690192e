/** Sends a request like `fetch`. */
export type SendRequest = (url: string, init: RequestInit) => Promise<Response>;
