export type { CredentialsBackend } from './credentials/credentials-backend.ts';
export {
  type CredentialsGuarantee,
  type DescribeCredentialsOptions,
  describeCredentials,
} from './credentials/describe-credentials.ts';
export type { MakeProvider } from './credentials/fixture.ts';
export { type DescribeEndpointOptions, describeEndpoint } from './endpoint/describe-endpoint.ts';
export { type DescribeMiddlewareOptions, describeMiddleware } from './middleware/describe-middleware.ts';
export type { MiddlewareGuarantee } from './middleware/guarantee-checks.ts';
export { type DescribeRetryOptions, describeRetry } from './retry/describe-retry.ts';
export type { RetryGuarantee } from './retry/guarantee-checks.ts';
export { type DescribeSignerOptions, describeSigner } from './signer/describe-signer.ts';
export type { TestRunner } from './test-runner.ts';
export { type DescribeTransportOptions, describeTransport } from './transport/describe-transport.ts';
