import { describe, expect, it } from 'vitest';
import { type RunResult, setUpCli, type Variables } from '../cli.test-support.ts';
import {
  homeWithProfiles,
  makeHome,
  makeProgram,
  startFakeSts,
  temporaryProfile,
  withoutKeys,
} from '../credentials.test-support.ts';

const cli = setUpCli();
const roleArn = 'acs:ram::1234567890123456:role/reader';

async function show(args: readonly string[], env: Variables = {}): Promise<RunResult> {
  const result = await cli.run(['credentials', ...args], { env });
  expect(result.text + result.stderr).not.toContain('canary');
  return result;
}

/** The outcome of every link, by its source. */
function outcomesOf({ text }: RunResult): Record<string, string> {
  const { links } = JSON.parse(text) as { links: { source: string; outcome: string }[] };
  return Object.fromEntries(links.map(({ source, outcome }) => [source, outcome]));
}

describe.concurrent('ossferry credentials', () => {
  it('default: a table of all sources; the environment comes first', async () => {
    const { code, text, stderr } = await show([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(text).toBe(
      [
        'Source             Outcome  Key          Time left  Why',
        'env:OSS            used     LTAI***test  unlimited',
        ...['env:ALIBABA_CLOUD', 'oidc', 'cli', 'file', 'ossutil', 'ecs', 'uri'].map(
          (source) => `${source.padEnd(17)}  untried`,
        ),
      ].join('\n'),
    );
  });

  it('default: a CLI profile is used without keys in the environment', async () => {
    const env = { ...withoutKeys, HOME: await homeWithProfiles({ prod: temporaryProfile }) };
    const { code, text } = await show([], env);
    expect(code).toBe(0);
    expect(text).toMatch(/^env:OSS +absent +NotConfigured: The environment has no OSS_ACCESS_KEY_ID\./m);
    expect(text).toMatch(/^cli:prod\/StsToken +used +STS\.\*\*\*test +unknown$/m);
    expect(text).toMatch(/^file +untried$/m);
  });

  it('option: json', async () => {
    const expiration = new Date(Date.now() + 3_600_000).toISOString();
    const output = JSON.stringify({ ...temporaryProfile, expiration });
    const command = await makeProgram(`console.log(${JSON.stringify(output)})`);
    const { code, text } = await show(['--json', '--credentials-process', command]);
    expect(code).toBe(0);
    const report = JSON.parse(text);
    expect(report).toEqual({
      signer: 'process',
      links: [
        {
          source: 'process',
          outcome: 'used',
          accessKeyId: 'STS.***test',
          temporary: true,
          expiration,
          secondsLeft: expect.any(Number),
        },
      ],
    });
    expect(report.links[0].secondsLeft).toBeGreaterThan(3000);
    expect(report.links[0].secondsLeft).toBeLessThanOrEqual(3600);
  });

  it('error: nothing found', async () => {
    const env = { ...withoutKeys, HOME: await makeHome() };
    const { code, text, stderr } = await show([], env);
    expect(code).toBe(3);
    expect(text.split('\n').slice(1)).toHaveLength(8);
    for (const line of text.split('\n').slice(1)) expect(line).toMatch(/ absent +\w+: \S/);
    expect(text).toMatch(/^ecs +absent +Disabled: ALIBABA_CLOUD_ECS_METADATA_DISABLED is on\.$/m);
    expect(stderr).toMatch(/^ossferry: No source has credentials\. Set OSS_ACCESS_KEY_ID .*aliyun configure.*\n$/);
    const json = await show(['--json'], env);
    expect(JSON.parse(json.text)).toMatchObject({ signer: null });
    expect(JSON.parse(json.stderr)).toEqual({
      error: expect.objectContaining({ code: 'ChainExhausted', exitCode: 3 }),
    });
  });

  it('error: a broken link stops the chain', async () => {
    const HOME = await makeHome({ '.aliyun/config.json': '{ "canary', '.alibabacloud/credentials': '[default]' });
    const { code, text, stderr } = await show([], { ...withoutKeys, HOME });
    expect(code).toBe(3);
    expect(text).toMatch(/^cli +broken +InvalidFile: .*config\.json/m);
    expect(text).toMatch(/^file +untried$/m);
    expect(stderr).toBe(
      'ossferry: The search stopped at cli: InvalidFile. Fix this source, or remove its configuration. [ChainStopped]\n',
    );
  });

  it('error: a key without its secret in the environment', async () => {
    const { code, text } = await show([], { OSS_ACCESS_KEY_SECRET: '' });
    expect(code).toBe(3);
    expect(text).toMatch(/^env:OSS +broken +CredentialsIncomplete: OSS_ACCESS_KEY_SECRET is not set/m);
  });

  it('error: a profile that does not exist', async () => {
    const HOME = await homeWithProfiles({ prod: temporaryProfile });
    const { code, text } = await show(['--profile', 'test'], { HOME });
    expect(code).toBe(3);
    expect(text).toMatch(/^cli +broken +ProfileNotFound: .* has no profile test\. It has prod\.$/m);
  });

  it('option: role-arn is listed after the credentials that assume it', async () => {
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    const sts = await startFakeSts(200, {
      Credentials: { AccessKeyId: 'STS.role', AccessKeySecret: 'canary', SecurityToken: 'canary', Expiration },
    });
    const env = { ALIBABA_CLOUD_STS_ENDPOINT: sts.url };
    const { code, text } = await show(['--role-arn', roleArn], env);
    expect(code).toBe(0);
    expect(text).toMatch(/^env:OSS +used +LTAI\*\*\*test +unlimited$/m);
    expect(text).toMatch(/\nsts:AssumeRole +used +STS\.\*\*\*role +59 min \d+ s$/);
    expect(sts.requests).toHaveLength(1);
  });

  it('error: a role that STS refuses, and one without credentials to assume it', async () => {
    const sts = await startFakeSts(403, { Code: 'NoPermission', Message: 'canary', RequestId: 'REQUEST-1' });
    const env = { ALIBABA_CLOUD_STS_ENDPOINT: sts.url };
    const refused = await show(['--role-arn', roleArn, '--json'], env);
    expect(refused.code).toBe(3);
    expect(JSON.parse(refused.text)).toMatchObject({ signer: null });
    expect(outcomesOf(refused)).toMatchObject({ 'env:OSS': 'used', 'sts:AssumeRole': 'broken' });
    const unasked = await show(['--role-arn', roleArn, '--json'], { ...env, ...withoutKeys, HOME: await makeHome() });
    expect(unasked.code).toBe(3);
    expect(outcomesOf(unasked)).toMatchObject({ 'env:OSS': 'absent', 'sts:AssumeRole': 'untried' });
    expect(sts.requests).toHaveLength(1);
  });
});
