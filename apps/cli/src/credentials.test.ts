import { describe, expect, it } from 'vitest';
import { bucket, type RunResult, setUpCli, type Variables } from './cli.test-support.ts';
import {
  homeWithProfiles,
  makeHome,
  makeProgram,
  startFakeSts,
  temporaryProfile,
  withoutKeys,
} from './credentials.test-support.ts';

const cli = setUpCli();
const object = `oss://${bucket}/key`;
const roleArn = 'acs:ram::1234567890123456:role/reader';

/** Signs a URL; the local OSS answers 404 when the signature is right, as there is no object. */
async function expectSigner(args: readonly string[], env: Variables, accessKeyId: string): Promise<RunResult> {
  const result = await cli.run(['sign', object, ...args], { env });
  expect(result).toMatchObject({ code: 0 });
  expect(new URL(result.text).searchParams.get('x-oss-credential')).toMatch(new RegExp(`^${accessKeyId}/`));
  expect((await fetch(result.text)).status).toBe(404);
  return result;
}

async function expectRefusal(args: readonly string[], env: Variables, code: number, says: RegExp): Promise<void> {
  const result = await cli.run(['sign', object, ...args], { env });
  expect(result.stderr).toMatch(/^ossferry: [^\n]+\n$/);
  expect(result.stderr).toMatch(says);
  expect(result).toMatchObject({ code, text: '' });
  const verbose = await cli.run(['sign', object, '--verbose', ...args], { env });
  for (const text of [result.stderr, verbose.stderr, verbose.text]) expect(text).not.toContain('canary');
}

describe.concurrent('the default chain', () => {
  it('default: keys in variables win over everything else', async () => {
    const HOME = await homeWithProfiles({ broken: { mode: 'AK', access_key_id: 'only-half' } });
    await expectSigner([], { HOME }, 'LTAI-test');
    const env = { ...withoutKeys, ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-test', HOME };
    await expectSigner([], { ...env, ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'canary-secret' }, 'LTAI-test');
  });

  it('behavior: that they win over a profile that is named is said', async () => {
    const { stderr } = await expectSigner([], { ALIBABA_CLOUD_PROFILE: 'prod' }, 'LTAI-test');
    expect(stderr).toMatch(/^Warning: ALIBABA_CLOUD_PROFILE is ignored: .*\nFor GET/);
  });

  it('default: the current profile of the CLI, for sign, put and get', async () => {
    const env = { ...withoutKeys, HOME: await homeWithProfiles({ default: temporaryProfile }) };
    await expectSigner([], env, 'STS.test');
    const cwd = await makeHome({ file: 'bytes' });
    expect(await cli.run(['put', 'file', `oss://${bucket}/stored`], { cwd, env })).toMatchObject({ code: 0 });
    expect(await cli.run(['get', `oss://${bucket}/stored`, '-o', '-'], { env })).toMatchObject({ text: 'bytes' });
  });

  it('error: nothing anywhere', async () => {
    const says = /No source has credentials\. Tried: env:OSS NotConfigured, .* Set OSS_ACCESS_KEY_ID .*ChainExhausted/;
    await expectRefusal([], { ...withoutKeys, HOME: await makeHome() }, 3, says);
  });

  it('error: a broken link stops the chain', async () => {
    const home = { '.aliyun/config.json': '{ canary', '.ossutilconfig': '[default]\naccessKeyID=LTAI-test' };
    const says = /stopped at cli: .*config\.json.* Put it right.*\[ChainStopped\]/;
    await expectRefusal([], { ...withoutKeys, HOME: await makeHome(home) }, 3, says);
  });
});

describe.concurrent('--profile', () => {
  it('option: profile wins over keys in variables', async () => {
    const other = { mode: 'AK', access_key_id: 'LTAI-other', access_key_secret: 'canary-secret' };
    const HOME = await homeWithProfiles({ other, mine: temporaryProfile });
    await expectSigner(['--profile', 'mine'], { HOME }, 'STS\\.test');
  });

  it('error: a profile that does not exist', async () => {
    const HOME = await homeWithProfiles({ mine: temporaryProfile });
    await expectRefusal(['--profile', 'other'], { HOME }, 3, /config\.json has no profile other\. It has mine\./);
    const says = /config\.json does not exist\. Run 'aliyun configure', or leave --profile out\./;
    await expectRefusal(['--profile', 'other'], { HOME: await makeHome() }, 3, says);
  });

  it('error: with a URL, which is signed already', async () => {
    const { code, stderr } = await cli.run(['get', 'http://127.0.0.1:1/file', '--profile', 'mine']);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('[OptionConflict]') });
  });
});

describe.concurrent('--credentials-process', () => {
  const ends = '2099-01-01T00:00:00Z';

  it.each([
    ['the CLI', { ...temporaryProfile, expiration: ends }],
    [
      'the OSS tools',
      {
        AccessKeyId: 'STS.test',
        AccessKeySecret: 'canary-secret',
        SecurityToken: 'canary-token',
        Expiration: ends,
      },
    ],
  ])('option: credentials-process in the dialect of %s', async (_, answer) => {
    const command = await makeProgram(`console.log(${JSON.stringify(JSON.stringify(answer))})`);
    await expectSigner(['--credentials-process', command], {}, 'STS\\.test');
  });

  it.each([
    ['fails', 'console.error("canary"); process.exitCode = 7', /failed with exit code 7\. Run it by itself/],
    ['prints garbage', 'console.log("canary-secret")', /is not JSON\. Have it print JSON/],
    ['prints half a pair', 'console.log(`{"AccessKeyId":"canary-id"}`)', /has no AccessKeySecret\. Have it print/],
  ])('error: a program that %s', async (_, source, says) => {
    await expectRefusal(['--credentials-process', `${await makeProgram(source)} canary-argument`], {}, 3, says);
  });

  it('error: no program, no command line, or a profile beside it', async () => {
    await expectRefusal(['--credentials-process', '/no/program canary'], {}, 3, /cannot be started \(ENOENT\)/);
    await expectRefusal(['--credentials-process', '"canary'], {}, 2, /has an unclosed quote/);
    await expectRefusal(['--credentials-process', ''], {}, 2, /--credentials-process got an empty value/);
    const both = ['--profile', 'mine', '--credentials-process', 'canary'];
    await expectRefusal(both, {}, 2, /'--credentials-process <command>' cannot be used with option '--profile <name>'/);
  });
});

describe.concurrent('--role-arn', () => {
  it('option: role-arn, role-session-name and external-id reach STS, and the role signs', async () => {
    const sts = await startFakeSts(200, {
      Credentials: {
        AccessKeyId: 'STS.test',
        AccessKeySecret: 'canary-secret',
        SecurityToken: 'canary-token',
        Expiration: new Date(Date.now() + 3_600_000).toISOString(),
      },
    });
    const args = ['--role-arn', roleArn, '--role-session-name', 'alice', '--external-id', 'partner-1'];
    await expectSigner(args, { ALIBABA_CLOUD_STS_ENDPOINT: sts.url }, 'STS\\.test');
    expect(sts.requests).toEqual([
      expect.objectContaining({
        RoleArn: roleArn,
        RoleSessionName: 'alice',
        ExternalId: 'partner-1',
        signer: 'LTAI-test',
      }),
    ]);
  });

  it('error: STS refuses', async () => {
    const sts = await startFakeSts(403, { Code: 'NoPermission', Message: 'canary', RequestId: 'REQUEST-1' });
    const env = { ALIBABA_CLOUD_STS_ENDPOINT: sts.url };
    await expectRefusal(['--role-arn', roleArn], env, 3, /NoPermission.*REQUEST-1/);
  });

  it('error: a role that is none, and options of a role without one', async () => {
    await expectRefusal(['--role-arn', 'reader'], {}, 2, /roleArn is malformed\. It must be acs:ram::/);
    await expectRefusal(['--external-id', 'partner-1'], {}, 2, /--external-id .* Give --role-arn too/);
    await expectRefusal(['--role-session-name', 'alice'], {}, 2, /--role-session-name .* Give --role-arn too/);
  });
});
