export type { CredentialsBackend } from './credentials/credentials-backend.ts';
export {
  type CredentialsPromise,
  type DescribeCredentialsOptions,
  describeCredentials,
} from './credentials/describe-credentials.ts';
export type { MakeProvider } from './credentials/trial.ts';
export { type DescribeEndpointOptions, describeEndpoint } from './endpoint/describe-endpoint.ts';
export { type DescribeMiddlewareOptions, describeMiddleware } from './middleware/describe-middleware.ts';
export type { MiddlewarePromise } from './middleware/promise-checks.ts';
export { type DescribeRetryOptions, describeRetry } from './retry/describe-retry.ts';
export type { RetryPromise } from './retry/promise-checks.ts';
export { type DescribeSignerOptions, describeSigner } from './signer/describe-signer.ts';
export type { TestRunner } from './test-runner.ts';
export { type DescribeTransportOptions, describeTransport } from './transport/describe-transport.ts';
