import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../failure-of.test-support.ts';
import { fakeClock, settle } from '../fake-source.test-support.ts';
import { fakeSts } from '../sts/fake-sts.test-support.ts';
import { fakeMetadata } from './fake-metadata.test-support.ts';
import { fromCredentialsFile } from './from-credentials-file.ts';
import { temporaryHome } from './temporary-home.test-support.ts';

const file = '.alibabacloud/credentials';
const keys = 'access_key_id = LTAIfile\naccess_key_secret = file-secret\n';

describe('fromCredentialsFile', () => {
  it('default: access_key in the section default, as in the official example', async () => {
    const { env, write } = temporaryHome();
    write(
      file,
      `\uFEFF[default]                          # Default credential\r
type = access_key                  # Certification type: access_key\r
access_key_id = foo                # access key id\r
access_key_secret = bar            # access key secret\r
`,
    );
    expect(await fromCredentialsFile({ env })()).toMatchObject({
      accessKeyId: 'foo',
      accessKeySecret: 'bar',
      source: 'file:default/access_key',
    });
  });

  it('behavior: sts', async () => {
    const { env, write } = temporaryHome();
    write(file, `[default]\ntype = sts\n${keys}security_token = file-token\n`);
    expect(await fromCredentialsFile({ env })()).toMatchObject({ securityToken: 'file-token' });
  });

  it('behavior: ecs_ram_role', async () => {
    const metadata = await fakeMetadata();
    const { env, write } = temporaryHome();
    write(file, '[default]\ntype = ecs_ram_role\nrole_name = reader\n');
    const provider = fromCredentialsFile({ env, metadataEndpoint: metadata.url, now: fakeClock().now });
    expect(await provider()).toMatchObject({ accessKeyId: 'STS.ecs', source: 'file:default/ecs_ram_role' });
    expect(metadata.requests).toHaveLength(2);
  });

  it('behavior: ram_role_arn', async () => {
    const sts = await fakeSts({ accounts: { LTAIfile: 'file-secret' } });
    const { env, write } = temporaryHome();
    write(
      file,
      `[default]\ntype = ram_role_arn\n${keys}role_arn = acs:ram::1:role/reader\nrole_session_name = me\npolicy = {"Version":"1"}\nsts_endpoint = ${sts.url}\n`,
    );
    expect(await fromCredentialsFile({ env })()).toMatchObject({ accessKeyId: 'STS.role-1' });
    expect(sts.accepted).toMatchObject([{ RoleSessionName: 'me', Policy: '{"Version":"1"}', DurationSeconds: '3600' }]);
  });

  it('behavior: oidc_role_arn', async () => {
    const sts = await fakeSts();
    const { env, write } = temporaryHome();
    write('token', 'jwt-of-pod\n', 0o644);
    write(
      file,
      `[default]\ntype = oidc_role_arn\noidc_provider_arn = acs:ram::1:oidc-provider/c\noidc_token_file_path = ~/token\nrole_arn = acs:ram::1:role/reader\nsts_endpoint = ${sts.url}\n`,
    );
    expect(await fromCredentialsFile({ env })()).toMatchObject({ accessKeyId: 'STS.role-1' });
    expect(sts.accepted).toMatchObject([{ OIDCToken: 'jwt-of-pod' }]);
  });

  it.each(['rsa_key_pair', 'bearer', 'constructor', 'SENTINEL token'])('error: type = %s', async (type) => {
    const { env, write } = temporaryHome();
    write(file, `[default]\ntype = ${type}\n${keys}`);
    const error = await failureOf(fromCredentialsFile({ env })());
    expect(error).toMatchObject({ code: 'ModeUnsupported', absent: false });
    expect(error.message).toContain(`the type ${type.includes(' ') ? '(malformed)' : type} is not supported.`);
    expect(error.message).toContain('Supported types: access_key, sts, ecs_ram_role, ram_role_arn, oidc_role_arn.');
    expect(error.message).not.toContain('SENTINEL');
  });

  it.each([
    [keys, 'type is missing'],
    ['type = access_key\naccess_key_id = SENTINEL\n', 'access_key_secret is missing'],
    ['type = sts\naccess_key_id = a\naccess_key_secret = SENTINEL\n', 'security_token is missing'],
    [`type = ram_role_arn\n${keys}`, 'role_arn is missing'],
    [`type = ram_role_arn\n${keys}role_arn = x\nduration_seconds = long`, 'duration_seconds is not a whole number'],
  ])('error: %j', async (section, why) => {
    const { env, write } = temporaryHome();
    const path = write(file, `[default]\n${section}`);
    const error = await failureOf(fromCredentialsFile({ env })());
    expect(error).toMatchObject({ code: 'InvalidProfile', message: `${path}, section [default]: ${why}.` });
  });

  it('behavior: a missing section is absent unless it is named', async () => {
    const { env, write } = temporaryHome();
    const path = write(file, `[other]\ntype = access_key\n${keys}`);
    expect(await failureOf(fromCredentialsFile({ env })())).toMatchObject({ code: 'ProfileNotFound', absent: true });
    expect(await failureOf(fromCredentialsFile({ env, profile: 'x' })())).toMatchObject({
      absent: false,
      message: `${path} has no section [x].`,
    });
    expect(await failureOf(fromCredentialsFile({ env: { ...env, ALIBABA_CLOUD_PROFILE: 'x' } })())).toMatchObject({
      absent: false,
      message: `ALIBABA_CLOUD_PROFILE names x: ${path} has no section [x].`,
    });
    expect(await fromCredentialsFile({ env: { ...env, ALIBABA_CLOUD_PROFILE: 'other' } })()).toMatchObject({
      accessKeyId: 'LTAIfile',
    });
  });

  it("behavior: the file name of the Java and Python SDKs, and the Java SDK's enable", async () => {
    const { env, write } = temporaryHome();
    write(
      `${file}.ini`,
      `[default]\nenable = true\ntype = access_key\n${keys}[off]\nenable = false\ntype = access_key\n${keys}`,
    );
    expect(await fromCredentialsFile({ env })()).toMatchObject({ accessKeyId: 'LTAIfile' });
    expect(await failureOf(fromCredentialsFile({ env, profile: 'off' })())).toMatchObject({
      code: 'ProfileNotFound',
      message: expect.stringContaining('[off] that is enabled'),
    });
    write(file, `[default]\ntype = access_key\naccess_key_id = first\naccess_key_secret = x\n`);
    expect(await fromCredentialsFile({ env })()).toMatchObject({ accessKeyId: 'first' });
  });

  it('error: a broken file is not replaced by the other one', async () => {
    const { env, write } = temporaryHome();
    write(`${file}.ini`, 'malformed');
    expect(await failureOf(fromCredentialsFile({ env })())).toMatchObject({ code: 'InvalidFile', absent: false });
    write(`${file}.ini`, `[default]\ntype = access_key\n${keys}`);
    write(file, 'malformed');
    expect(await failureOf(fromCredentialsFile({ env })())).toMatchObject({ code: 'InvalidFile', absent: false });
  });

  it('behavior: a missing file is absent unless it is named', async () => {
    const { env, path } = temporaryHome();
    expect(await failureOf(fromCredentialsFile({ env })())).toMatchObject({
      code: 'FileMissing',
      absent: true,
      message: expect.stringMatching(/^Neither .*credentials nor .*credentials\.ini exists\.$/),
    });
    const named = { ...env, ALIBABA_CLOUD_CREDENTIALS_FILE: join(path, 'none') };
    expect(await failureOf(fromCredentialsFile({ env: named })())).toMatchObject({
      code: 'FileMissing',
      absent: false,
    });
  });

  it('behavior: a changed file is read again; while it is incomplete, the old pair stays in use', async () => {
    const { env, write } = temporaryHome();
    const clock = fakeClock();
    const failures: unknown[] = [];
    write(file, `[default]\ntype = access_key\n${keys}`);
    const provider = fromCredentialsFile({
      env,
      now: clock.now,
      random: () => 0,
      onRefreshError: (error) => failures.push(error),
    });
    await provider();
    write(file, '[default]\ntype = access_key\naccess_key_id = LTAI');
    clock.advance(300_000);
    expect(await provider()).toMatchObject({ accessKeyId: 'LTAIfile' });
    await expect.poll(() => failures).toMatchObject([{ code: 'InvalidProfile' }]);
    expect(await provider()).toMatchObject({ accessKeyId: 'LTAIfile' });
    await expect.poll(() => failures.length).toBe(2);
    write(file, '[default]\ntype = access_key\naccess_key_id = LTAInew\naccess_key_secret = new\n');
    await provider();
    await expect.poll(provider).toMatchObject({ accessKeyId: 'LTAInew' });
    await settle();
  });

  it('behavior: no home directory', async () => {
    expect(await failureOf(fromCredentialsFile({ env: {} })())).toMatchObject({ code: 'NotConfigured', absent: true });
  });

  it('behavior: home directories on Windows', async () => {
    const { path, write } = temporaryHome();
    write(file, `[default]\ntype = access_key\n${keys}`);
    const half = path.length - 5;
    const drive = { HOMEDRIVE: path.slice(0, half), HOMEPATH: path.slice(half), USERPROFILE: '/none', HOME: '/none' };
    for (const env of [drive, { USERPROFILE: path, HOME: '/none' }]) {
      expect(await fromCredentialsFile({ env, platform: 'win32' })()).toMatchObject({ accessKeyId: 'LTAIfile' });
    }
    expect(await failureOf(fromCredentialsFile({ env: { HOME: path }, platform: 'win32' })())).toMatchObject({
      code: 'NotConfigured',
    });
  });
});
