export type { StsSignature } from './call-sts.ts';
export { type FromAssumeRoleOptions, fromAssumeRole } from './from-assume-role.ts';
export { type FromOidcOptions, fromOidc } from './from-oidc.ts';
export { type FromSamlOptions, fromSaml } from './from-saml.ts';
export type { RoleOptions } from './role-parameters.ts';
export type { StsEndpointOptions } from './sts-endpoint.ts';
export type { StsOptions } from './sts-source.ts';
