export type {
  Endpoint,
  EndpointResolver,
  OssRequest,
  PresignOptions,
  PresignResult,
} from '@ossferry/contract';
export { type EndpointOptions, standardEndpoint } from '../endpoint/standard-endpoint.ts';
export { createPresigner, type PresignerOptions } from './create-presigner.ts';
export { publicEndpoint } from './public-endpoint.ts';
