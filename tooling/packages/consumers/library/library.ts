// The exports of a library built on these packages. Its declarations must be able to name our types without
// @ossferry/contract, which is not one of its dependencies.
import { createClient, fetchTransport, getObject, standardRetry } from '@ossferry/client';
import { axiosTransport } from '@ossferry/client/axios';
import { createSigningHandler } from '@ossferry/client/handler';
import { createPresigner, publicEndpoint } from '@ossferry/client/presign';
import { cnameEndpoint } from '@ossferry/cname-endpoint';
import { v4Signer } from '@ossferry/core-signer';
import { createCredentialChain, fromEnv } from '@ossferry/credentials';
import { inspectUrl } from '@ossferry/diagnose';
import axios from 'axios';

export const client = createClient({ region: 'cn-hangzhou', credentials: fromEnv() });
export const request = getObject({ bucket: 'b', key: 'k' });
export const presigned = () => client.presign(request);
export const signer = v4Signer();
export const transport = fetchTransport();
export const throughAxios = axiosTransport(axios);
export const retry = standardRetry();
export const endpoint = publicEndpoint('cn-hangzhou');
export const presign = createPresigner({ endpoint, credentials: fromEnv() });
export const plugin = cnameEndpoint({ bucket: 'b', region: 'cn-hangzhou', domain: 'static.example.com' });
export const chain = createCredentialChain(fromEnv());
export const handler = createSigningHandler({ client, authorize: () => ({ allow: false }) });
export const scopeOf = (url: string) => inspectUrl(url).scope;
