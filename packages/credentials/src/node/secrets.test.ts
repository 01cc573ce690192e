import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toAliOssOptions } from '../adapters/index.ts';
import { failureOf } from '../failure-of.test-support.ts';
import { fakeServer, type Reply } from '../fake-server.test-support.ts';
import {
  CredentialsError,
  type CredentialsSource,
  cached,
  createCredentialChain,
  fromEnv,
  fromFunctionCompute,
  fromStatic,
  fromUri,
} from '../index.ts';
import { fromAssumeRole, fromOidc, fromSaml } from '../sts/index.ts';
import {
  fromCliProfile,
  fromCloudSso,
  fromCredentialsFile,
  fromDefaultChain,
  fromEcsRamRole,
  fromOAuth,
  fromOidcTokenFile,
  fromOssutil,
  fromProcess,
} from './index.ts';
import { temporaryHome } from './temporary-home.test-support.ts';

/** Contained in every secret of these tests: keys, tokens, assertions, bearer tokens, and the responses of services. */
const sentinel = 'SENTINEL';
const keys = {
  accessKeyId: 'LTAIexampleOfAnId',
  accessKeySecret: `${sentinel}-key`,
  securityToken: `${sentinel}-token`,
};
const role = { roleArn: 'acs:ram::1:role/reader', sessionName: 'me', env: {} };
const cliKeys = { access_key_id: 'LTAI', access_key_secret: sentinel, sts_token: sentinel };

const failingReplies: Readonly<Record<string, Reply>> = {
  'a body that is not JSON': { body: `<html>${sentinel}` },
  'half a pair': {
    body: { Code: 'Success', AccessKeyId: sentinel, accessKeyId: sentinel, Credentials: { AccessKeySecret: sentinel } },
  },
  'a Code other than Success': {
    body: { Code: sentinel, AccessKeyId: sentinel, AccessKeySecret: sentinel, SecurityToken: sentinel },
  },
  'an invalid expiration': {
    body: { AccessKeyId: 'x', AccessKeySecret: sentinel, SecurityToken: sentinel, Expiration: sentinel },
  },
  'status 403': {
    status: 403,
    body: { Code: 'NoPermission', Message: sentinel, ErrorMessage: sentinel, error: `${sentinel} !` },
  },
  SignatureDoesNotMatch: { status: 400, body: { Code: 'SignatureDoesNotMatch', Message: sentinel } },
  'a server error': { status: 500, body: sentinel },
  'a redirect': { status: 302, headers: { location: `http://127.0.0.1:1/${sentinel}` } },
  'a body that is too large': { body: sentinel.repeat(10_000) },
  'no response': { behavior: 'hang' },
};

/** Creates sources that call a service at `url`. */
function serviceSources(url: string): readonly CredentialsSource[] {
  const quick = { timeoutMs: 60 };
  const sts = { ...quick, ...role, endpoint: url };
  return [
    fromUri({ uri: `${url}/?key=${sentinel}`, env: {}, ...quick }),
    fromAssumeRole({ ...sts, source: keys, policy: sentinel }),
    fromAssumeRole({ ...sts, source: keys, signature: 'v1' }),
    fromOidc({ ...sts, providerArn: 'acs:ram::1:oidc-provider/c', getToken: () => sentinel }),
    fromSaml({ ...sts, providerArn: 'acs:ram::1:saml-provider/c', getAssertion: () => sentinel }),
    fromEcsRamRole({ metadataEndpoint: url, env: {}, ...quick }),
    fromCloudSso({ signInUrl: url, accountId: '1', accessConfigurationId: '1', accessToken: sentinel, ...quick }),
    fromOAuth({ endpoint: url, accessToken: sentinel, ...quick }),
    createCredentialChain(fromUri({ uri: url, env: {}, ...quick })),
  ];
}

function expectClean(value: unknown): void {
  const texts = [
    String(value),
    inspect(value, { showHidden: true, depth: 20, maxStringLength: null, maxArrayLength: null }),
    inspect(value, { showHidden: true, depth: 20, customInspect: false }),
    JSON.stringify(value) ?? '',
  ];
  for (let error = value; error instanceof Error; error = error.cause) {
    texts.push(error.message, error.stack ?? '', JSON.stringify(Object.getOwnPropertyDescriptors(error)));
  }
  for (const text of texts) expect(text).not.toContain(sentinel);
}

/** Checks all output of a failing source for secrets: its error, that of a chain, and the result of `explain`. */
async function expectCleanFailure(source: CredentialsSource): Promise<void> {
  const error = await source().then(
    () => expect.unreachable(source.source),
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  expectClean(error);
  expectClean(source);
  const chain = createCredentialChain(source);
  expectClean(await chain().catch((reason) => reason));
  expectClean(await chain.explain());
}

describe('secrets', () => {
  const logged: unknown[] = [];
  const log = (...values: readonly unknown[]): void => void logged.push(values);

  beforeEach(() => {
    for (const name of ['log', 'error', 'warn', 'info', 'debug'] as const)
      vi.spyOn(console, name).mockImplementation(log);
    process.on('warning', log);
  });

  afterEach(() => {
    process.off('warning', log);
    expectClean(logged);
  });

  it.each(Object.keys(failingReplies))('behavior: a service responds with %s', async (name) => {
    const reply = failingReplies[name] ?? {};
    const { url } = await fakeServer(() => reply);
    await Promise.all(serviceSources(url).map(expectCleanFailure));
  });

  it('behavior: connection refused', async () => {
    await Promise.all(serviceSources('http://127.0.0.1:1').map(expectCleanFailure));
  });

  it('behavior: a transport whose errors contain the whole request', async () => {
    const transport = async (request: object): Promise<Response> => {
      throw Object.assign(new Error(JSON.stringify(request)), { config: request, cause: new Error(sentinel) });
    };
    const sts = { ...role, endpoint: 'http://127.0.0.1:1', transport };
    await expectCleanFailure(fromAssumeRole({ ...sts, source: keys }));
    await expectCleanFailure(fromOAuth({ accessToken: sentinel, transport }));
    await expectCleanFailure(fromEcsRamRole({ env: {}, transport }));
  });

  it.each<[string, unknown]>([
    ['a URL with a token', new Error(`GET https://broker/?security_token=${sentinel} failed`)],
    ['a request', Object.assign(new Error('403'), { config: { headers: { Authorization: `Bearer ${sentinel}` } } })],
    ['a request as cause', new Error('403', { cause: { config: { headers: { Authorization: sentinel } } } })],
    [
      'a request as the cause of a CredentialsError',
      new CredentialsError({
        source: 'broker',
        code: 'RequestFailed',
        message: 'The broker cannot be reached.',
        cause: Object.assign(new Error(sentinel), { config: { headers: { Authorization: sentinel } } }),
      }),
    ],
    ['an object', { token: sentinel }],
  ])('behavior: a custom source throws an error with %s', async (_name, thrown) => {
    let isBroken = false;
    const broker = async () => {
      if (isBroken) throw thrown;
      return keys;
    };
    const selected = createCredentialChain(broker);
    await selected();
    isBroken = true;
    const fresh = createCredentialChain(broker);
    for (const chain of [selected, fresh, createCredentialChain(fresh), createCredentialChain(cached(broker))]) {
      const error = await failureOf(chain());
      expect(error).toMatchObject({ code: 'ChainStopped', phase: 'credentials' });
      expectClean(error);
      expectClean(await chain.explain());
    }
  });

  it.each([
    `{"profiles": [{"name": "default", "access_key_secret": "${sentinel}" oops}]}`,
    JSON.stringify({ profiles: [{ name: 'default', mode: sentinel.repeat(9), ...cliKeys }] }),
    JSON.stringify({ profiles: [{ name: 'default', mode: 'AK', access_key_id: 'x y', access_key_secret: sentinel }] }),
    JSON.stringify({ profiles: [{ name: 'default', mode: 'AK', access_key_id: 5, access_key_secret: sentinel }] }),
    JSON.stringify({ profiles: [{ name: 'default', mode: 'StsToken', ...cliKeys, sts_expiration: sentinel }] }),
    JSON.stringify({ profiles: [{ name: 'default', mode: 'RamRoleArn', ...cliKeys, ram_role_arn: sentinel }] }),
    JSON.stringify({ profiles: [{ name: 'default', mode: 'External', process_command: `tool "${sentinel}` }] }),
    JSON.stringify({
      profiles: [{ name: 'default', mode: 'CredentialsURI', credentials_uri: `https://u:${sentinel}@h/` }],
    }),
    JSON.stringify({ profiles: [{ name: 'default', mode: 'BearerToken', bearer_token: sentinel }] }),
    JSON.stringify({ profiles: [{ name: 'default', mode: 'OAuth', oauth_refresh_token: sentinel }] }),
  ])('behavior: the CLI configuration %j', async (text) => {
    const { env, write } = temporaryHome();
    write('.aliyun/config.json', text);
    await expectCleanFailure(fromCliProfile({ env }));
    await expectCleanFailure(fromDefaultChain({ env }));
  });

  it.each([
    `[default]\n${sentinel}\n`,
    `[default]\ntype=access_key\naccess_key_secret=${sentinel}\n`,
    `[default]\ntype=${sentinel} ${sentinel}\n`,
    `[default]\ntype=access_key\naccess_key_id=a b\naccess_key_secret=${sentinel}\n`,
    `[default]\nmode=process\ncredential-process=/no/such/program ${sentinel}\naccess-key-secret=${sentinel}\n`,
  ])('behavior: the INI file %j', async (text) => {
    const { env, write } = temporaryHome();
    write('.alibabacloud/credentials', text);
    write('.ossutilconfig', text);
    await expectCleanFailure(fromCredentialsFile({ env }));
    await expectCleanFailure(fromOssutil({ env: { ...env, OSSUTIL_PROFILE: 'default' } }));
  });

  it('behavior: unsafe files', async () => {
    const { env, path, write } = temporaryHome();
    write('.aliyun/config.json', sentinel, 0o666);
    write('.alibabacloud/credentials', `${sentinel}\0`);
    mkdirSync(join(path, '.ossutilconfig'));
    await expectCleanFailure(fromCliProfile({ env }));
    await expectCleanFailure(fromCredentialsFile({ env }));
    await expectCleanFailure(fromOssutil({ env }));
    const token = write('token', sentinel.repeat(3000));
    await expectCleanFailure(
      fromOidcTokenFile({ ...role, env, providerArn: 'acs:ram::1:oidc-provider/c', tokenFile: token }),
    );
  });

  it('behavior: programs', async () => {
    const programs = [
      `console.log('${sentinel}'); console.error('${sentinel}')`,
      `console.error('${sentinel}'); process.exit(1)`,
      `console.log('${sentinel}'.repeat(20000))`,
      `console.log(JSON.stringify({ mode: 'AK', access_key_id: 'x', access_key_secret: '${sentinel}', sts_token: '${sentinel}' }))`,
    ];
    for (const program of programs)
      await expectCleanFailure(fromProcess({ command: [process.execPath, '-e', program] }));
  });

  it('behavior: a program gets no secrets in its arguments or environment', async () => {
    const { env, write } = temporaryHome();
    const program = `console.log(JSON.stringify({ AccessKeyId: Buffer.from(JSON.stringify([process.argv, process.env])).toString('base64'), AccessKeySecret: 'x' }))`;
    const command = `"${process.execPath}" -e '${program.replaceAll("'", '"')}' flag`;
    write('.aliyun/config.json', {
      current: 'a',
      profiles: [{ name: 'a', mode: 'External', ...cliKeys, process_command: command, bearer_token: sentinel }],
    });
    const credentials = await fromCliProfile({ env })();
    const received = Buffer.from(credentials?.accessKeyId ?? '', 'base64').toString();
    expect(JSON.parse(received)[1]).toMatchObject(env);
    if (process.platform !== 'win32') expect(Object.keys(JSON.parse(received)[1])).toEqual(Object.keys(env));
    expect(received).toContain('"flag"');
    expect(received).not.toContain(sentinel);
  });

  it('behavior: invalid pairs and options', async () => {
    const half = { accessKeyId: '', accessKeySecret: sentinel };
    for (const make of [
      () => fromStatic(half),
      () => fromStatic({ ...keys, accessKeyId: 'a b' }),
      () => fromFunctionCompute({ credentials: half }),
      () => fromAssumeRole({ ...role, roleArn: sentinel, source: keys }),
      () => fromAssumeRole({ ...role, source: keys, endpoint: `https://u:${sentinel}@h` }),
      () => fromProcess({ command: `'${sentinel}` }),
    ]) {
      const error = await failureOf((async () => make())());
      expect(error).toBeInstanceOf(CredentialsError);
      expectClean(error);
    }
    await expectCleanFailure(fromEnv({ env: { OSS_ACCESS_KEY_SECRET: sentinel } }));
    await expectCleanFailure(cached(async () => half));
    expectClean(await toAliOssOptions(() => null).catch((error) => error));
  });

  it('behavior: valid pairs and sources', async () => {
    const provider = cached(async () => keys);
    expectClean(await provider());
    expectClean(provider);
    expectClean(fromStatic(keys));
    expectClean(fromFunctionCompute({ credentials: keys }));
  });
});
