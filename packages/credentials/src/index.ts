export { anonymous } from './anonymous.ts';
export { type CacheOptions, cached } from './cached.ts';
export { CredentialsError, type CredentialsErrorCode, type CredentialsErrorOptions } from './credentials-error.ts';
export type { CredentialsSnapshot } from './credentials-snapshot.ts';
export type { CredentialsSource } from './credentials-source.ts';
export type { Environment } from './environment.ts';
export { type EnvironmentFamily, type FromEnvOptions, fromEnv } from './from-env.ts';
export { fromStatic } from './from-static.ts';
