import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../failure-of.test-support.ts';
import { fakeServer } from '../../fake-server.test-support.ts';
import { fakeClock } from '../../fake-source.test-support.ts';
import { fakeSts } from '../../sts/fake-sts.test-support.ts';
import { fakeMetadata } from '../fake-metadata.test-support.ts';
import { temporaryHome } from '../temporary-home.test-support.ts';
import { type FromOssutilOptions, fromOssutil } from './from-ossutil.ts';

const clock = fakeClock();
const stsEnvironment = (url: string) => ({ ALIBABA_CLOUD_STS_ENDPOINT: url });

async function ask(text: string, more: Partial<FromOssutilOptions> = {}) {
  const home = temporaryHome();
  home.write('.ossutilconfig', text);
  return fromOssutil({ now: clock.now, ...more, env: { ...home.env, ...more.env } })();
}

describe('fromOssutil, ossutil 1', () => {
  it.each([
    ['accessKeyID', 'accessKeySecret', 'stsToken'],
    ['access_key_id', 'access_key_secret', 'sts_token'],
    ['access-key-id', 'access-key-secret', 'sts-token'],
    ['ACCESSKEYID', 'AccessKeySecret', 'STSTOKEN'],
    ['access_id', 'access_key', 'sts-token'],
  ])('default: %s, %s and %s', async (id, secret, token) => {
    const text = `[Credentials]\nlanguage=EN\nendpoint = oss.example\n${id}=id\n${secret}=secret\n${token}=token\n[Bucket-Cname]\nb=c\n`;
    expect(await ask(text)).toMatchObject({
      accessKeyId: 'id',
      accessKeySecret: 'secret',
      securityToken: 'token',
      source: 'ossutil:default/AK',
    });
  });

  it('behavior: RamRoleArn', async () => {
    const sts = await fakeSts({ accounts: { id: 'secret' }, now: clock.now });
    const text =
      '[Credentials]\nmode=ramrolearn\naccessKeyID=id\naccessKeySecret=secret\nramRoleArn=acs:ram::1:role/r\nroleSessionName=me\nexternalId=ext\ntokenTimeOut=900\n';
    expect(await ask(text, { env: stsEnvironment(sts.url) })).toMatchObject({ accessKeyId: 'STS.role-1' });
    expect(sts.accepted).toMatchObject([{ RoleSessionName: 'me', ExternalId: 'ext', DurationSeconds: '900' }]);
  });

  it.each([
    '[Credentials]\nmode = EcsRamRole\necsRoleName = reader\n',
    '[Credentials]\nlanguage = EN\n[AkService]\necsAk = http://100.100.100.200/latest/meta-data/Ram/security-credentials/reader\n',
  ])('behavior: an ECS role: %j', async (text) => {
    const metadata = await fakeMetadata();
    expect(await ask(text, { metadataEndpoint: metadata.url })).toMatchObject({ accessKeyId: 'STS.ecs' });
    expect(metadata.requests).toHaveLength(2);
  });

  it('error: the only profile is default, and errors name the section', async () => {
    const text = '[Credentials]\naccessKeyID=id\n';
    expect(await failureOf(ask(text, { profile: 'dev' }))).toMatchObject({
      code: 'ProfileNotFound',
      advice: 'It has default.',
    });
    expect((await failureOf(ask(text))).message).toMatch(/, section \[Credentials\]: accesskeysecret is missing\.$/);
  });

  it('error: no request is sent for an ecsAk that is not a metadata URL', async () => {
    const text = '[Credentials]\n[AkService]\necsAk = http://example.com/SENTINEL\n';
    const error = await failureOf(ask(text, { transport: () => expect.unreachable() }));
    expect(error).toMatchObject({ code: 'InvalidProfile' });
    expect(error.message).not.toContain('SENTINEL');
  });
});

describe('fromOssutil, ossutil 2', () => {
  it.each([
    ['accessKeyId', 'accessKeySecret', 'stsToken'],
    ['access-key-id', 'access-key-secret', 'sts-token'],
    ['access_key_id', 'access_key_secret', 'sts_token'],
    ['ACCESS-KEY-ID', 'access-Key-Secret', 'Sts-Token'],
  ])('default: %s, %s and %s, with quoted values and other sections', async (id, secret, token) => {
    const text = `# ossutil\n[buckets default]\n${id} = other\n[Default]\nregion=cn-hangzhou\nmode = StsToken\n${id} = "id"\n${secret} = "secret" # note\n${token} = token\n`;
    expect(await ask(text)).toMatchObject({
      accessKeyId: 'id',
      accessKeySecret: 'secret',
      securityToken: 'token',
      source: 'ossutil:default/StsToken',
    });
  });

  it('behavior: a profile named by the option or the variable', async () => {
    const text =
      '[default]\naccess-key-id=a\naccess-key-secret=x\n[profile Dev]\naccess-key-id=b\naccess-key-secret=x\n[buckets b]\n';
    expect(await ask(text)).toMatchObject({ accessKeyId: 'a' });
    expect(await ask(text, { profile: 'DEV' })).toMatchObject({ accessKeyId: 'b' });
    expect(await ask(text, { env: { OSSUTIL_PROFILE: 'dev' } })).toMatchObject({ accessKeyId: 'b' });
    expect(await failureOf(ask(text, { profile: 'none' }))).toMatchObject({
      code: 'ProfileNotFound',
      absent: false,
      advice: 'It has default, dev.',
    });
  });

  it('behavior: [profile default] equals [default]; absent without either', async () => {
    expect(await ask('[profile default]\naccess-key-id=a\naccess-key-secret=x\n')).toMatchObject({ accessKeyId: 'a' });
    expect(await failureOf(ask('[profile dev]\naccess-key-id=a\n'))).toMatchObject({
      code: 'ProfileNotFound',
      absent: true,
      message: expect.stringMatching(/has no profile default\.$/),
    });
  });

  it.each([
    '[default]\nregion=cn-hangzhou\nendpoint=oss-cn-hangzhou.aliyuncs.com\n',
    '[default]\nregion=cn-hangzhou\naccess-key-id=\naccess-key-secret=\n',
    '[default]\n',
    '[Credentials]\nlanguage=EN\nendpoint=oss-cn-hangzhou.aliyuncs.com\n',
  ])('behavior: a configuration without keys is absent unless its profile is named: %j', async (text) => {
    expect(await failureOf(ask(text))).toMatchObject({ code: 'NotConfigured', absent: true });
    const named = await failureOf(ask(text, { profile: 'default' }));
    expect(named).toMatchObject({ code: 'InvalidProfile', absent: false });
  });

  it.each([
    '[default]\nregion=cn-hangzhou\nmode=AK\n',
    '[default]\naccess-key-secret=x\n',
    '[default]\nsts-token=x\n',
    '[default]\nrole-arn=acs:ram::1:role/r\n',
    '[default]\noidc-token-file-path=/var/run/token\n',
    '[Credentials]\naccessKey=x\n',
  ])('error: a configuration with incomplete credentials is broken: %j', async (text) => {
    expect(await failureOf(ask(text))).toMatchObject({ code: 'InvalidProfile', absent: false });
  });

  it('behavior: infers a missing mode', async () => {
    const metadata = await fakeMetadata();
    const role = '[default]\necs-role-name=reader\n';
    expect(await ask(role, { metadataEndpoint: metadata.url })).toMatchObject({
      source: 'ossutil:default/EcsRamRole',
    });
    const sts = await fakeSts({ accounts: { id: 'secret' }, now: clock.now });
    const env = stsEnvironment(sts.url);
    const arn = 'role-arn=acs:ram::1:role/r\n';
    const assumed = `[default]\n${arn}access-key-id=id\naccess-key-secret=secret\n`;
    expect(await ask(assumed, { env })).toMatchObject({ source: 'ossutil:default/RamRoleArn' });
    const token = temporaryHome().write('token', 'jwt-of-pod');
    const oidc = `[default]\n${arn}oidc-provider-arn=acs:ram::1:oidc-provider/c\noidc-token-file=${token}\n`;
    expect(await ask(oidc, { env })).toMatchObject({ source: 'ossutil:default/oidcRoleArn' });
    const program = '[default]\ncredential-process=/no/such/program\n';
    expect(await failureOf(ask(program))).toMatchObject({ code: 'ProcessFailed' });
  });

  it('behavior: oidcRoleArn', async () => {
    const sts = await fakeSts({ now: clock.now });
    const token = temporaryHome().write('token', 'jwt-of-pod', 0o644);
    const text = `[default]\nmode=oidcRoleArn\nrole-arn=acs:ram::1:role/r\noidc-provider-arn=acs:ram::1:oidc-provider/c\noidc-token-file-path=${token}\n`;
    expect(await ask(text, { env: stsEnvironment(sts.url) })).toMatchObject({ accessKeyId: 'STS.role-1' });
  });

  it('behavior: Process', async () => {
    const code = JSON.stringify(JSON.stringify({ AccessKeyId: 'LTAIprocess', AccessKeySecret: 'x' }));
    const text = `[default]\nmode=Process\ncredential-process-timeout=20\ncredential-process="${process.execPath}" -p '${code}'\n`;
    expect(await ask(text)).toMatchObject({ accessKeyId: 'LTAIprocess' });
    expect(await failureOf(ask(text, { allowProcess: false }))).toMatchObject({ code: 'InvalidProfile' });
  });

  it('behavior: a credential URI', async () => {
    const server = await fakeServer(() => ({ body: { AccessKeyId: 'LTAIuri', AccessKeySecret: 'x' } }));
    expect(await ask(`[default]\ncredential-uri=${server.url}\n`)).toMatchObject({ accessKeyId: 'LTAIuri' });
  });

  it('behavior: Anonymous', async () => {
    expect(await ask('[default]\nmode=anonymous\n')).toBeNull();
  });

  it('behavior: a role that is assumed by another profile', async () => {
    const sts = await fakeSts({ accounts: { id: 'secret' }, now: clock.now });
    const text =
      '[default]\nmode=RamRoleArn\nram-role-arn=acs:ram::1:role/r\nsource_profile=base\n[profile base]\naccess-key-id=id\naccess-key-secret=secret\n';
    expect(await ask(text, { env: stsEnvironment(sts.url) })).toMatchObject({ accessKeyId: 'STS.role-1' });
  });

  it('error: a cycle of profiles', async () => {
    const text = '[default]\nsource_profile=b\n[profile b]\nsource_profile=default\n';
    expect(await failureOf(ask(text))).toMatchObject({
      code: 'ProfileCycle',
      message: expect.stringContaining('default > b > default'),
    });
  });

  it('error: an unknown mode, half a pair, a malformed line', async () => {
    expect(await failureOf(ask('[default]\nmode=Quantum\n'))).toMatchObject({ code: 'ModeUnsupported', absent: false });
    expect(await failureOf(ask('[default]\naccess-key-id=a\n'))).toMatchObject({ code: 'InvalidProfile' });
    const malformed = await failureOf(ask('[default]\naccess-key-secret SENTINEL\n'));
    expect(malformed).toMatchObject({ code: 'InvalidFile', message: expect.stringMatching(/\.ossutilconfig:2 /) });
    expect(malformed.message).not.toContain('SENTINEL');
  });

  it('behavior: a missing file is absent unless it is named', async () => {
    const { env, path } = temporaryHome();
    expect(await failureOf(fromOssutil({ env })())).toMatchObject({ code: 'FileMissing', absent: true });
    const named = { ...env, OSSUTIL_CONFIG_FILE: join(path, 'none') };
    expect(await failureOf(fromOssutil({ env: named })())).toMatchObject({ code: 'FileMissing', absent: false });
    expect(await failureOf(fromOssutil({ env: {} })())).toMatchObject({ code: 'NotConfigured', absent: true });
  });
});
