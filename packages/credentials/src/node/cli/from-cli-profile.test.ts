import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../failure-of.test-support.ts';
import { fakeServer } from '../../fake-server.test-support.ts';
import { fakeClock } from '../../fake-source.test-support.ts';
import { fakeSts, refuse } from '../../sts/fake-sts.test-support.ts';
import { fakeMetadata } from '../fake-metadata.test-support.ts';
import { type TemporaryHome, temporaryHome } from '../temporary-home.test-support.ts';
import { type FromCliProfileOptions, fromCliProfile } from './from-cli-profile.ts';

const file = '.aliyun/config.json';
const keys = { access_key_id: 'LTAIcli', access_key_secret: 'cli-secret' };
const roleArn = 'acs:ram::1:role/reader';
const clock = fakeClock();
const nowSeconds = clock.now() / 1000;

interface Profile {
  readonly [member: string]: unknown;
}

/** Creates a home whose CLI configuration has `profile` as its current profile. */
function homeWith(profile: Profile, ...others: readonly Profile[]): TemporaryHome {
  const home = temporaryHome();
  const common = { name: 'prod', region_id: 'cn-hangzhou', output_format: 'json', language: 'en', retry_timeout: 0 };
  home.write(file, { current: 'prod', profiles: [{ ...common, ...profile }, ...others], meta_path: '', plugins: [] });
  return home;
}

function ask({ env }: TemporaryHome, more: Partial<FromCliProfileOptions> = {}) {
  return fromCliProfile({ env, now: clock.now, ...more })();
}

describe('fromCliProfile', () => {
  it('default: AK', async () => {
    const credentials = await ask(homeWith({ mode: 'AK', ...keys }));
    expect(credentials).toMatchObject({ accessKeyId: 'LTAIcli', accessKeySecret: 'cli-secret', source: 'cli:prod/AK' });
  });

  it('behavior: StsToken', async () => {
    const credentials = await ask(homeWith({ mode: 'StsToken', ...keys, sts_token: 'cli-token' }));
    expect(credentials).toMatchObject({ securityToken: 'cli-token', source: 'cli:prod/StsToken' });
  });

  it('behavior: RamRoleArn with all role settings', async () => {
    const sts = await fakeSts({ accounts: { LTAIcli: 'cli-secret' }, now: clock.now });
    const home = homeWith({
      mode: 'RamRoleArn',
      ...keys,
      ram_role_arn: roleArn,
      ram_session_name: 'me',
      expired_seconds: 900,
      policy: '{"Version":"1"}',
      external_id: 'external',
      sts_endpoint: sts.url,
    });
    expect(await ask(home)).toMatchObject({ accessKeyId: 'STS.role-1', source: 'cli:prod/RamRoleArn' });
    expect(sts.accepted).toEqual([
      {
        RoleArn: roleArn,
        RoleSessionName: 'me',
        DurationSeconds: '900',
        Policy: '{"Version":"1"}',
        ExternalId: 'external',
      },
    ]);
  });

  it.each<[unknown, string | undefined, string]>([
    [true, 'cn-shanghai', 'https://sts-vpc.cn-shanghai.aliyuncs.com/'],
    ['TRUE', 'cn-shanghai', 'https://sts-vpc.cn-shanghai.aliyuncs.com/'],
    [false, 'cn-shanghai', 'https://sts.cn-shanghai.aliyuncs.com/'],
    [undefined, undefined, 'https://sts.aliyuncs.com/'],
    [undefined, 'cn-beijing', 'https://sts-vpc.cn-beijing.aliyuncs.com/'],
  ])('behavior: RamRoleArn with enable_vpc %j and sts_region %s', async (enableVpc, region, expected) => {
    const urls: string[] = [];
    const transport = async ({ url }: { readonly url: string }): Promise<Response> => {
      urls.push(url);
      return new Response('', { status: 400 });
    };
    const role = { mode: 'RamRoleArn', ...keys, ram_role_arn: roleArn, sts_region: region, enable_vpc: enableVpc };
    const home = homeWith(role);
    const env = { ...home.env, ...(region === 'cn-beijing' && { ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED: 'true' }) };
    expect(await failureOf(ask(home, { env, transport }))).toMatchObject({ code: 'RequestRefused' });
    expect(urls).toEqual([expected]);
  });

  it('behavior: EcsRamRole with and without a role name', async () => {
    const metadata = await fakeMetadata();
    for (const role of [{ ram_role_name: 'reader' }, { ram_role_name: '' }, {}]) {
      const home = homeWith({ mode: 'EcsRamRole', ...role });
      expect(await ask(home, { metadataEndpoint: metadata.url })).toMatchObject({ accessKeyId: 'STS.ecs' });
    }
    expect(metadata.requests).toHaveLength(2 + 3 + 3);
  });

  it('behavior: STS is not called before Retry-After, even though the profile is read again', async () => {
    const busy = { ...refuse(503, 'Busy'), headers: { 'retry-after': '60' } };
    const sts = await fakeSts({ now: clock.now, intercept: () => busy });
    const { env } = homeWith({ mode: 'RamRoleArn', ...keys, ram_role_arn: roleArn, sts_endpoint: sts.url });
    const source = fromCliProfile({ env, now: clock.now });
    const error = await failureOf(source());
    expect(await failureOf(source())).toBe(error);
    expect(sts.requests).toHaveLength(1);
  });

  it('behavior: RamRoleArnWithRoleName', async () => {
    const metadata = await fakeMetadata();
    const sts = await fakeSts({
      accounts: { 'STS.ecs': 'ecs-secret' },
      tokens: { 'STS.ecs': 'ecs-token' },
      now: clock.now,
    });
    const home = homeWith({
      mode: 'RamRoleArnWithRoleName',
      ram_role_name: 'reader',
      ram_role_arn: roleArn,
      sts_endpoint: sts.url,
    });
    expect(await ask(home, { metadataEndpoint: metadata.url })).toMatchObject({ accessKeyId: 'STS.role-1' });
  });

  it('behavior: OIDC with a lifetime', async () => {
    const sts = await fakeSts({ now: clock.now });
    const home = homeWith({
      mode: 'OIDC',
      oidc_provider_arn: 'acs:ram::1:oidc-provider/c',
      oidc_token_file: '~/token',
      ram_role_arn: roleArn,
      expired_seconds: 1200,
      sts_endpoint: sts.url,
    });
    home.write('token', 'jwt-of-pod');
    expect(await ask(home)).toMatchObject({ accessKeyId: 'STS.role-1' });
    expect(sts.accepted).toMatchObject([{ OIDCToken: 'jwt-of-pod', DurationSeconds: '1200' }]);
  });

  it('behavior: External', async () => {
    const answer = JSON.stringify({ mode: 'AK', access_key_id: 'LTAIexternal', access_key_secret: 'x' });
    const home = homeWith({
      mode: 'External',
      process_command: `"${process.execPath}" -p '${JSON.stringify(answer)}'`,
    });
    expect(await ask(home)).toMatchObject({ accessKeyId: 'LTAIexternal' });
    expect(await failureOf(ask(home, { allowProcess: false }))).toMatchObject({
      code: 'InvalidProfile',
      message: expect.stringContaining('allowProcess is false'),
    });
  });

  it('behavior: CredentialsURI, from the profile or the environment', async () => {
    const server = await fakeServer(() => ({ body: { AccessKeyId: 'LTAIuri', AccessKeySecret: 'x' } }));
    expect(await ask(homeWith({ mode: 'CredentialsURI', credentials_uri: server.url }))).toMatchObject({
      accessKeyId: 'LTAIuri',
    });
    const home = homeWith({ mode: 'CredentialsURI' });
    const env = { ...home.env, ALIBABA_CLOUD_CREDENTIALS_URI: server.url };
    expect(await ask(home, { env })).toMatchObject({ accessKeyId: 'LTAIuri' });
    expect(await failureOf(ask(home))).toMatchObject({ code: 'NotConfigured', absent: false });
  });

  it('behavior: Anonymous', async () => {
    expect(await ask(homeWith({ mode: 'Anonymous' }))).toBeNull();
  });

  it('behavior: a mode in any letter case', async () => {
    expect(await ask(homeWith({ mode: 'ststoken', ...keys, sts_token: 't' }))).toMatchObject({
      source: 'cli:prod/StsToken',
    });
  });

  it.each<[Profile, string]>([
    [keys, 'AK'],
    [{ ...keys, sts_token: 't' }, 'StsToken'],
    [{ process_command: 'x' }, 'External'],
    [{ cloud_sso_sign_in_url: 'x' }, 'CloudSSO'],
  ])('behavior: without a mode, %o', async (profile, mode) => {
    const outcome = await ask(homeWith(profile), { allowProcess: false }).catch((error: Error) => error);
    if (outcome instanceof Error) expect(outcome.message).toMatch(mode === 'External' ? /runs a program/ : /cloud_sso/);
    else expect(outcome?.source).toBe(`cli:prod/${mode}`);
  });

  it.each(['RsaKeyPair', 'BearerToken', 'Quantum', 'constructor'])(
    'error: the mode %s is unsupported, and the message lists the supported ones',
    async (mode) => {
      expect(await failureOf(ask(homeWith({ mode, bearer_token: 'SENTINEL' })))).toMatchObject({
        code: 'ModeUnsupported',
        absent: false,
        message: expect.stringMatching(
          new RegExp(
            `profile prod: the mode ${mode} is not supported. Supported modes: AK, StsToken, RamRoleArn, EcsRamRole, RamRoleArnWithRoleName, ChainableRamRoleArn, OIDC, External, CredentialsURI, CloudSSO, OAuth, Anonymous.$`,
          ),
        ),
      });
    },
  );

  it('option: file', async () => {
    const home = temporaryHome();
    const profiles = [{ name: 'default', mode: 'AK', ...keys }];
    const path = home.write('other.json', { profiles });
    expect(await ask(home, { file: path })).toMatchObject({ accessKeyId: 'LTAIcli', source: 'cli:default/AK' });
  });

  it('error: StsToken without a token', async () => {
    expect(await failureOf(ask(homeWith({ mode: 'StsToken', ...keys })))).toMatchObject({
      code: 'InvalidProfile',
      message: expect.stringMatching(/sts_token is missing\.$/),
    });
  });

  it('error: missing keys are not read from the environment', async () => {
    const home = homeWith({ mode: 'AK', access_key_id: 'LTAIcli' });
    const env = { ...home.env, ALIBABA_CLOUD_ACCESS_KEY_ID: 'env', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'env' };
    expect(await failureOf(ask(home, { env }))).toMatchObject({
      code: 'InvalidProfile',
      message: expect.stringContaining('access_key_secret is missing'),
    });
  });

  it.each([
    [null, 'access_key_id is missing'],
    [5, 'access_key_id is not a string'],
  ])('error: access_key_id %j', async (value, message) => {
    expect(await failureOf(ask(homeWith({ mode: 'AK', ...keys, access_key_id: value })))).toMatchObject({
      code: 'InvalidProfile',
      message: expect.stringContaining(message),
    });
  });

  it('behavior: the option takes precedence over the variable, the variable over current', async () => {
    const home = homeWith(
      { mode: 'AK', ...keys },
      { name: 'second', mode: 'AK', access_key_id: 'second', access_key_secret: 'x' },
      { name: 'third', mode: 'AK', access_key_id: 'third', access_key_secret: 'x' },
    );
    const env = { ...home.env, ALIBABA_CLOUD_PROFILE: 'second' };
    expect(await ask(home)).toMatchObject({ accessKeyId: 'LTAIcli' });
    expect(await ask(home, { env })).toMatchObject({ accessKeyId: 'second' });
    expect(await ask(home, { env, profile: 'third' })).toMatchObject({ accessKeyId: 'third' });
    for (const name of ['ALIBABACLOUD_PROFILE', 'ALICLOUD_PROFILE']) {
      expect(await ask(home, { env: { ...home.env, [name]: 'third' } })).toMatchObject({ accessKeyId: 'third' });
    }
  });

  it('error: a named profile must exist', async () => {
    const home = homeWith({ mode: 'AK', ...keys });
    expect(await failureOf(ask(home, { profile: 'none' }))).toMatchObject({
      code: 'ProfileNotFound',
      absent: false,
      message: expect.stringMatching(/config\.json has no profile none\. It has prod\.$/),
    });
    const env = { ...home.env, ALIBABA_CLOUD_PROFILE: 'none' };
    expect(await failureOf(ask(home, { env }))).toMatchObject({ absent: false });
    expect(await failureOf(ask(home, { env, missingProfile: 'absent' }))).toMatchObject({ absent: true });
  });

  it('error: a current profile that does not exist', async () => {
    const home = temporaryHome();
    home.write(file, { current: 'gone', profiles: [{ name: 'prod', mode: 'AK', ...keys }] });
    for (const missingProfile of ['broken', 'absent'] as const) {
      expect(await failureOf(ask(home, { missingProfile }))).toMatchObject({ code: 'ProfileNotFound', absent: false });
    }
  });

  it('behavior: mode AK ignores a token', async () => {
    const credentials = await ask(homeWith({ mode: 'AK', ...keys, sts_token: 'left-over' }));
    expect(credentials?.securityToken).toBeUndefined();
  });

  it('behavior: the empty profile of an interrupted `aliyun configure` is absent', async () => {
    const empty = { mode: 'AK', access_key_id: '', access_key_secret: '' };
    expect(await failureOf(ask(homeWith(empty)))).toMatchObject({ code: 'NotConfigured', absent: true });
    expect(await failureOf(ask(homeWith(empty), { profile: 'prod' }))).toMatchObject({ code: 'InvalidProfile' });
    const home = temporaryHome();
    home.write(file, { profiles: [] });
    expect(await failureOf(ask(home))).toMatchObject({ code: 'NotConfigured', absent: true });
  });

  it('behavior: a chain of three', async () => {
    const sts = await fakeSts({
      accounts: { LTAIcli: 'cli-secret', 'STS.role-1': 'role-secret-1' },
      tokens: { 'STS.role-1': 'role-token-1' },
      now: clock.now,
    });
    const role = (name: string, source: string) => ({
      name,
      mode: 'ChainableRamRoleArn',
      source_profile: source,
      ram_role_arn: `acs:ram::1:role/${name}`,
      sts_endpoint: sts.url,
    });
    const home = homeWith(role('prod', 'middle'), role('middle', 'base'), { name: 'base', mode: 'AK', ...keys });
    expect(await ask(home)).toMatchObject({ accessKeyId: 'STS.role-2', source: 'cli:prod/ChainableRamRoleArn' });
    expect(sts.accepted.map(({ RoleArn }) => RoleArn)).toEqual(['acs:ram::1:role/middle', 'acs:ram::1:role/prod']);
  });

  it.each<[string, string, readonly Profile[], string, string]>([
    ['itself', 'prod', [], 'ProfileCycle', 'forms a cycle: prod > prod'],
    ['two', 'b', [{ name: 'b', source_profile: 'prod' }], 'ProfileCycle', 'forms a cycle: prod > b > prod'],
    ['a missing one', 'b', [], 'ProfileNotFound', 'has no profile b'],
    [
      'too many',
      'p0',
      Array.from({ length: 12 }, (_, index) => ({ name: `p${index}`, source_profile: `p${index + 1}` })),
      'ProfileCycle',
      'is a chain of more than 10 profiles: prod > p0 > p1 > p2 > p3 > p4 > p5 > p6 > p7 > p8 > p9.',
    ],
  ])('error: a chain through %s', async (_name, next, others, code, message) => {
    const chainable = { mode: 'ChainableRamRoleArn', ram_role_arn: roleArn };
    const home = homeWith(
      { ...chainable, source_profile: next },
      ...others.map((other) => ({ ...chainable, ...other })),
    );
    expect(await failureOf(ask(home))).toMatchObject({
      code,
      absent: false,
      message: expect.stringContaining(message),
    });
  });

  it.each<[string, unknown, number | undefined]>([
    ['in the future', nowSeconds + 600, nowSeconds + 600],
    ['as a string', String(nowSeconds + 600), nowSeconds + 600],
    ['0', 0, undefined],
    ['0 as a string', '0', undefined],
    ['missing', undefined, undefined],
  ])('behavior: sts_expiration %s', async (_name, value, expected) => {
    const credentials = await ask(homeWith({ mode: 'StsToken', ...keys, sts_token: 't', sts_expiration: value }));
    expect(credentials?.expiration?.getTime()).toBe(expected && expected * 1000);
  });

  it.each<[unknown, string]>([
    [nowSeconds - 1, 'CredentialsExpired'],
    ['soon', 'InvalidProfile'],
    [1.5, 'InvalidProfile'],
    [-1, 'InvalidProfile'],
    [true, 'InvalidProfile'],
  ])('error: sts_expiration %j', async (value, code) => {
    const home = homeWith({ mode: 'StsToken', ...keys, sts_token: 't', sts_expiration: value });
    expect(await failureOf(ask(home))).toMatchObject({ code, absent: false });
  });

  it('behavior: CloudSSO uses the pair that the CLI stores, or fetches a new one', async () => {
    const pair = {
      AccessKeyId: 'STS.sso',
      AccessKeySecret: 'x',
      SecurityToken: 't',
      Expiration: '2099-01-01T00:00:00Z',
    };
    const server = await fakeServer(() => ({ body: { CloudCredential: pair } }));
    const profile = {
      mode: 'CloudSSO',
      ...keys,
      sts_token: 'stored',
      cloud_sso_sign_in_url: `${server.url}/start`,
      cloud_sso_account_id: '1',
      cloud_sso_access_config: 'ac-1',
      access_token: 'sso-token',
      cloud_sso_access_token_expire: nowSeconds + 60,
    };
    expect(await ask(homeWith({ ...profile, sts_expiration: nowSeconds + 60 }))).toMatchObject({
      securityToken: 'stored',
    });
    expect(server.requests).toHaveLength(0);
    const valid = { ...profile, sts_expiration: nowSeconds + 60 };
    for (const incomplete of [
      { ...valid, sts_expiration: nowSeconds },
      { ...valid, sts_expiration: undefined },
      { ...valid, sts_token: '' },
      { ...valid, access_key_id: '' },
      { ...valid, access_key_secret: '' },
    ]) {
      expect(await ask(homeWith(incomplete))).toMatchObject({ accessKeyId: 'STS.sso' });
    }
    expect(server.requests).toHaveLength(5);
  });

  it('error: OAuth with an unknown oauth_site_type', async () => {
    const home = homeWith({ mode: 'OAuth', oauth_site_type: 'EU', oauth_access_token: 'SENTINEL' });
    expect(await failureOf(ask(home))).toMatchObject({
      code: 'InvalidProfile',
      message: expect.stringMatching(/oauth_site_type is neither CN nor INTL\.$/),
    });
  });

  it('behavior: OAuth uses the pair that the CLI stores; with an expired sign-in, it throws', async () => {
    const profile = {
      mode: 'OAuth',
      ...keys,
      sts_token: 'stored',
      oauth_site_type: 'intl',
      oauth_refresh_token: 'SENTINEL',
    };
    expect(await ask(homeWith({ ...profile, sts_expiration: nowSeconds + 60 }))).toMatchObject({
      securityToken: 'stored',
    });
    expect(
      await ask(homeWith({ ...profile, oauth_site_type: undefined, sts_expiration: nowSeconds + 60 })),
    ).toMatchObject({ securityToken: 'stored' });
    const expired = { oauth_access_token: 'SENTINEL', oauth_access_token_expire: nowSeconds };
    const transport = () => expect.unreachable();
    for (const more of [expired, {}]) {
      expect(await failureOf(ask(homeWith({ ...profile, ...more }), { transport }))).toMatchObject({
        code: 'LoginExpired',
        absent: false,
        message: expect.stringContaining('aliyun configure'),
      });
    }
  });

  it.each<[string, number]>([
    ['{\n  "current": "a",\n  "profiles": [\n    { "name": "a", "access_key_secret": "SENTINEL" "x": 1 }\n  ]\n}', 4],
    ['{\n  "access_key_secret": "SENTINEL",\n  SENTINEL\n}', 3],
    ['{"profiles": [', 1],
    ['SENTINEL', 1],
    ['', 1],
  ])('error: %j is not JSON, and the message has the line', async (text, line) => {
    const home = temporaryHome();
    const path = home.write(file, text);
    expect(await failureOf(ask(home))).toMatchObject({ code: 'InvalidFile', message: `${path}:${line} is not JSON.` });
  });

  it.each(['[]', 'null', '{"profiles": {}}', '{"profiles": [1]}'])('error: %s has no profiles', async (text) => {
    const home = temporaryHome();
    home.write(file, text);
    expect(await failureOf(ask(home))).toMatchObject({ code: 'InvalidFile', absent: false });
  });

  it('behavior: a missing file is absent unless it or a profile is named', async () => {
    const home = temporaryHome();
    expect(await failureOf(ask(home))).toMatchObject({ code: 'FileMissing', absent: true });
    const env = { ...home.env, ALIBABA_CLOUD_CONFIG_FILE: join(home.path, 'none') };
    expect(await failureOf(ask(home, { env }))).toMatchObject({ code: 'FileMissing', absent: false });
    expect(await failureOf(ask(home, { profile: 'x' }))).toMatchObject({ code: 'FileMissing', absent: false });
    expect(await failureOf(ask(home, { env: {} }))).toMatchObject({ code: 'NotConfigured', absent: true });
  });

  it('behavior: ALIBABA_CLOUD_CLI_PROFILE_DISABLED', async () => {
    const home = homeWith({ mode: 'AK', ...keys });
    const env = { ...home.env, ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'TRUE' };
    expect(await failureOf(ask(home, { env }))).toMatchObject({ code: 'Disabled', absent: true });
  });

  it('behavior: a program that is disabled by ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS is absent', async () => {
    const home = homeWith({ mode: 'External', process_command: '/no/such/program' });
    const env = { ...home.env, ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS: '1' };
    expect(await failureOf(ask(home, { env }))).toMatchObject({ code: 'Disabled', absent: true });
  });

  it('error: a source that a profile requires is broken, not absent', async () => {
    const home = homeWith({ mode: 'EcsRamRole' });
    expect(await failureOf(ask(home, { metadataEndpoint: 'http://127.0.0.1:1' }))).toMatchObject({
      code: 'MetadataUnreachable',
      absent: false,
      message: expect.stringContaining('profile prod: Instance metadata'),
    });
  });
});
