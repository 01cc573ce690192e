export { axiosTransport } from './axios-transport.ts';
