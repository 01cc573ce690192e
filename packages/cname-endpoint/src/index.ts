export { cnameEndpoint } from './cname-endpoint.ts';
export type { CustomDomain } from './custom-domain.ts';
