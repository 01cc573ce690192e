/** Sends a request as `fetch` does. */
export type SendRequest = (url: string, init: RequestInit) => Promise<Response>;
