export type { Transport, WireRequest } from '@ossferry/contract';
export { axiosTransport } from './axios-transport.ts';
