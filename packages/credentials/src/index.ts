export type { Credentials, CredentialsProvider, CredentialsRequest, Transport } from '@ossferry/contract';
export { anonymous } from './anonymous.ts';
export { type CacheOptions, cached } from './cached.ts';
export { type ChainLink, type CredentialChain, createCredentialChain } from './credential-chain.ts';
export { CredentialsError, type CredentialsErrorCode, type CredentialsErrorOptions } from './credentials-error.ts';
export type { CredentialsGetter, CredentialsInput } from './credentials-input.ts';
export type { CredentialsSnapshot } from './credentials-snapshot.ts';
export type { CredentialsSource } from './credentials-source.ts';
export type { Environment } from './environment.ts';
export type { ExchangeOptions } from './exchange.ts';
export { type EnvironmentFamily, type FromEnvOptions, fromEnv } from './from-env.ts';
export {
  type FunctionComputeContext,
  type FunctionComputeHeaders,
  fromFunctionCompute,
} from './from-function-compute.ts';
export { fromStatic } from './from-static.ts';
export { type FromUriOptions, fromUri } from './from-uri.ts';
