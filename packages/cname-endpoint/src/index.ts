export type { Plugin } from '@ossferry/contract';
export { cnameEndpoint } from './cname-endpoint.ts';
export type { CustomDomain } from './custom-domain.ts';
