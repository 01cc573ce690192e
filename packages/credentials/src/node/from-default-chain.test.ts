import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../failure-of.test-support.ts';
import { fakeServer } from '../fake-server.test-support.ts';
import { fakeClock } from '../fake-source.test-support.ts';
import { fakeSts, refuse } from '../sts/fake-sts.test-support.ts';
import { fakeMetadata } from './fake-metadata.test-support.ts';
import { type FromDefaultChainOptions, fromDefaultChain } from './from-default-chain.ts';
import { temporaryHome } from './temporary-home.test-support.ts';

const clock = fakeClock();
const nowhere = 'http://127.0.0.1:1';

function chain(env: Record<string, string | undefined>, more: Partial<FromDefaultChainOptions> = {}) {
  return fromDefaultChain({ env, now: clock.now, metadataEndpoint: nowhere, ...more });
}

describe('fromDefaultChain', () => {
  it('default: the order, by removing one source after the other', async () => {
    const home = temporaryHome();
    const sts = await fakeSts({ now: clock.now });
    const metadata = await fakeMetadata();
    const uri = await fakeServer(() => ({ body: { AccessKeyId: 'LTAIuri', AccessKeySecret: 'x' } }));
    home.write('.aliyun/config.json', {
      current: 'a',
      profiles: [{ name: 'a', mode: 'AK', access_key_id: 'LTAIcli', access_key_secret: 'x' }],
    });
    const ini = '[default]\ntype=access_key\naccess_key_id=LTAIfile\naccess_key_secret=x\n';
    home.write('.alibabacloud/credentials', ini);
    home.write('.alibabacloud/credentials.ini', ini.replace('file', 'second'));
    home.write('.ossutilconfig', '[default]\naccess-key-id=LTAIossutil\naccess-key-secret=x\n');
    const env: Record<string, string | undefined> = {
      ...home.env,
      OSS_ACCESS_KEY_ID: 'LTAIoss',
      OSS_ACCESS_KEY_SECRET: 'x',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIali',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'x',
      ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/pod',
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/ack',
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: home.write('token', 'jwt-of-pod'),
      ALIBABA_CLOUD_STS_ENDPOINT: sts.url,
      ALIBABA_CLOUD_CREDENTIALS_URI: uri.url,
    };
    const used: (string | undefined)[] = [];
    const ask = async (): Promise<void> => {
      const credentials = await chain(env, { metadataEndpoint: metadata.url })();
      used.push(credentials?.source);
    };
    await ask();
    delete env['OSS_ACCESS_KEY_ID'];
    delete env['OSS_ACCESS_KEY_SECRET'];
    await ask();
    delete env['ALIBABA_CLOUD_ACCESS_KEY_ID'];
    delete env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'];
    await ask();
    delete env['ALIBABA_CLOUD_OIDC_PROVIDER_ARN'];
    delete env['ALIBABA_CLOUD_OIDC_TOKEN_FILE'];
    await ask();
    env['ALIBABA_CLOUD_CLI_PROFILE_DISABLED'] = 'true';
    await ask();
    const { rmSync } = await import('node:fs');
    rmSync(`${home.path}/.alibabacloud/credentials`);
    await ask();
    rmSync(`${home.path}/.alibabacloud/credentials.ini`);
    await ask();
    rmSync(`${home.path}/.ossutilconfig`);
    await ask();
    env['ALIBABA_CLOUD_ECS_METADATA_DISABLED'] = 'true';
    await ask();
    expect(used).toEqual([
      'env:OSS',
      'env:ALIBABA_CLOUD',
      'sts:AssumeRoleWithOIDC',
      'cli:a/AK',
      'file:default/access_key',
      'file:default/access_key',
      'ossutil:default/AK',
      'ecs',
      'uri',
    ]);
  });

  it('behavior: an ossutil configuration without keys is absent', async () => {
    const home = temporaryHome();
    const metadata = await fakeMetadata();
    home.write('.ossutilconfig', '[default]\nregion=cn-hangzhou\nendpoint=oss-cn-hangzhou.aliyuncs.com\n');
    expect(await chain(home.env, { metadataEndpoint: metadata.url })()).toMatchObject({ source: 'ecs' });
  });

  it('behavior: with a broken RRSA configuration, the role of the node is not used', async () => {
    const home = temporaryHome();
    const metadata = await fakeMetadata();
    const sts = await fakeSts({ intercept: () => refuse(401, 'AuthenticationFail.NoPermission') });
    const whole: Record<string, string | undefined> = {
      ...home.env,
      ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/pod',
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/ack',
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: home.write('token', 'jwt-of-pod'),
      ALIBABA_CLOUD_STS_ENDPOINT: sts.url,
    };
    const broken = [
      whole,
      { ...whole, ALIBABA_CLOUD_OIDC_TOKEN_FILE: undefined },
      { ...whole, ALIBABA_CLOUD_OIDC_TOKEN_FILE: '/none' },
      { ...whole, ALIBABA_CLOUD_ROLE_ARN: 'malformed' },
      { ...whole, ALIBABA_CLOUD_STS_ENDPOINT: 'http://sts.example.com' },
    ];
    for (const env of broken) {
      const error = await failureOf(chain(env, { metadataEndpoint: metadata.url })());
      expect(error).toMatchObject({ code: 'ChainStopped', source: 'oidc' });
    }
    expect(metadata.requests).toHaveLength(0);
  });

  it.each<[string, Record<string, string>, string, string, number]>([
    ['env-oss', { OSS_ACCESS_KEY_ID: 'x' }, '', '', 0],
    ['env-alibaba-cloud', { ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'x' }, '', '', 0],
    ['cli', {}, '.aliyun/config.json', '{', 0o600],
    ['cli', {}, '.aliyun/config.json', '{"profiles":[]}', 0o666],
    ['cli', {}, '.aliyun/config.json', '{"current":"a","profiles":[{"name":"a","mode":"Quantum"}]}', 0o600],
    ['file', {}, '.alibabacloud/credentials', 'torn', 0o600],
    ['ossutil', {}, '.ossutilconfig', 'torn', 0o600],
    ['uri', { ALIBABA_CLOUD_CREDENTIALS_URI: 'http://example.com' }, '', '', 0],
    ['ecs', { ALIBABA_CLOUD_ECS_METADATA: 'reader' }, '', '', 0],
  ])('behavior: a broken %s stops the chain', async (_link, variables, name, text, mode) => {
    if (process.platform === 'win32' && mode === 0o666) return; // Windows has no modes.
    const home = temporaryHome();
    if (name !== '') home.write(name, text, mode);
    const error = await failureOf(chain({ ...home.env, ...variables })());
    expect(error).toMatchObject({ code: 'ChainStopped', absent: false });
  });

  it('behavior: ALIBABA_CLOUD_PROFILE must name a profile in one of the two files', async () => {
    const home = temporaryHome();
    const metadata = await fakeMetadata();
    const env = { ...home.env, ALIBABA_CLOUD_PROFILE: 'team' };
    const ask = chain(env, { metadataEndpoint: metadata.url });
    const missing = await failureOf(ask());
    expect(missing).toMatchObject({ code: 'ChainStopped', source: 'file' });
    expect(missing.message).toMatch(/ALIBABA_CLOUD_PROFILE names team: neither .*credentials nor .* exists/);
    home.write('.aliyun/config.json', { profiles: [{ name: 'other', mode: 'AK' }] });
    expect(await failureOf(ask())).toMatchObject({ code: 'ChainStopped', source: 'file' });
    home.write('.alibabacloud/credentials', '[team]\ntype=access_key\naccess_key_id=LTAIteam\naccess_key_secret=x\n');
    expect(await ask()).toMatchObject({ accessKeyId: 'LTAIteam' });
    expect(metadata.requests).toHaveLength(0);
  });

  it('behavior: after a failure, the chain tries all sources again', async () => {
    const env: Record<string, string | undefined> = { ...temporaryHome().env };
    const ask = chain(env);
    expect(await failureOf(ask())).toMatchObject({ code: 'ChainExhausted' });
    Object.assign(env, { OSS_ACCESS_KEY_ID: 'late', OSS_ACCESS_KEY_SECRET: 'x' });
    expect(await ask()).toMatchObject({ accessKeyId: 'late' });
  });

  it('error: the exact message if nothing is configured', async () => {
    const error = await failureOf(chain({ ...temporaryHome().env })());
    expect(error.message).toBe(
      'No source has credentials. Tried: env:OSS NotConfigured, env:ALIBABA_CLOUD NotConfigured, oidc NotConfigured, ' +
        'cli FileMissing, file FileMissing, ossutil FileMissing, ecs MetadataUnreachable, uri NotConfigured. ' +
        'Configure one of them.',
    );
  });

  it('behavior: the code of a link is loaded on first use', () => {
    const program = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ load: (url, context, next) => { loaded.push(url.replace(/^.*\\//, '')); return next(url, context); } });
      const { fromDefaultChain } = await import(${JSON.stringify(new URL('./from-default-chain.ts', import.meta.url).href)});
      await fromDefaultChain()();
      console.log(JSON.stringify(loaded.filter((name) => name.startsWith('from-') || name.includes('noble'))));
    `;
    const output = execFileSync(
      process.execPath,
      ['--conditions=@ossferry/source', '--input-type=module', '-e', program],
      {
        env: { OSS_ACCESS_KEY_ID: 'id', OSS_ACCESS_KEY_SECRET: 'x' },
        encoding: 'utf8',
      },
    );
    expect(JSON.parse(output).sort()).toEqual(['from-default-chain.ts', 'from-env.ts', 'from-static.ts']);
  });

  it('behavior: explain returns every link', async () => {
    const home = temporaryHome();
    home.write('.ossutilconfig', '[default]\naccess-key-id=LTAIossutil1234\naccess-key-secret=SENTINEL\n');
    const links = await chain({ ...home.env }).explain();
    expect(links.map(({ source, outcome, code }) => [source, outcome, code].filter(Boolean).join(' '))).toEqual([
      'env:OSS absent NotConfigured',
      'env:ALIBABA_CLOUD absent NotConfigured',
      'oidc absent NotConfigured',
      'cli absent FileMissing',
      'file absent FileMissing',
      'ossutil:default/AK used',
      'ecs untried',
      'uri untried',
    ]);
    expect(JSON.stringify(links)).not.toContain('SENTINEL');
  });

  it('option: order', async () => {
    const env = {
      OSS_ACCESS_KEY_ID: 'oss',
      OSS_ACCESS_KEY_SECRET: 'x',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'ali',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'x',
    };
    const order = ['env-alibaba-cloud', 'env-oss'] as const;
    expect(await chain(env, { order })()).toMatchObject({ accessKeyId: 'ali' });
  });

  it('behavior: warns once if keys in variables take precedence over a named profile', async () => {
    const warnings: string[] = [];
    const env = { OSS_ACCESS_KEY_ID: 'oss', OSS_ACCESS_KEY_SECRET: 'x', ALIBABA_CLOUD_PROFILE: 'team' };
    const ask = chain(env, { onWarning: (message) => warnings.push(message) });
    expect([await ask(), await ask()]).toMatchObject([{ accessKeyId: 'oss' }, { accessKeyId: 'oss' }]);
    expect(warnings).toEqual([
      'ALIBABA_CLOUD_PROFILE is ignored: keys in environment variables take precedence over it.',
    ]);
  });
});
