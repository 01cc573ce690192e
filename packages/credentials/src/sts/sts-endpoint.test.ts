import { describe, expect, it } from 'vitest';
import { type StsEndpointOptions, stsEndpoint } from './sts-endpoint.ts';

const regionVariable = { ALIBABA_CLOUD_STS_REGION: 'cn-beijing' };
const vpcVariable = { ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED: 'TRUE' };
const endpointVariable = { ALIBABA_CLOUD_STS_ENDPOINT: 'sts-vpc.cn-shanghai.aliyuncs.com' };

describe('stsEndpoint', () => {
  it.each<[StsEndpointOptions, string]>([
    [{}, 'https://sts.aliyuncs.com'],
    [{ region: 'cn-hangzhou' }, 'https://sts.cn-hangzhou.aliyuncs.com'],
    [{ region: 'oss-cn-hangzhou' }, 'https://sts.cn-hangzhou.aliyuncs.com'],
    [{ region: 'cn-hangzhou', vpc: true }, 'https://sts-vpc.cn-hangzhou.aliyuncs.com'],
    [{ region: 'ap-southeast-2' }, 'https://sts.aliyuncs.com'],
    [{ region: 'ap-south-1' }, 'https://sts.aliyuncs.com'],
    [{ region: 'cn-wuhan' }, 'https://sts.aliyuncs.com'],
    [{ env: { ALIBABA_CLOUD_STS_ENDPOINT: 'sts.example.com' }, allowCustomEndpoint: true }, 'https://sts.example.com'],
    [{ env: regionVariable }, 'https://sts.cn-beijing.aliyuncs.com'],
    [{ env: { ...regionVariable, ...vpcVariable } }, 'https://sts-vpc.cn-beijing.aliyuncs.com'],
    [{ env: { ...regionVariable, ...vpcVariable }, vpc: false }, 'https://sts.cn-beijing.aliyuncs.com'],
    [{ env: vpcVariable }, 'https://sts.aliyuncs.com'],
    [{ env: { ...regionVariable, ...endpointVariable } }, 'https://sts-vpc.cn-shanghai.aliyuncs.com'],
    [{ env: endpointVariable, region: 'cn-hangzhou' }, 'https://sts.cn-hangzhou.aliyuncs.com'],
    [
      { endpoint: 'https://sts.eu-central-1.aliyuncs.com/', region: 'cn-hangzhou' },
      'https://sts.eu-central-1.aliyuncs.com',
    ],
    [{ endpoint: ' sts.us-west-1.aliyuncs.com ' }, 'https://sts.us-west-1.aliyuncs.com'],
    [{ endpoint: 'HTTPS://sts.us-west-1.aliyuncs.com' }, 'https://sts.us-west-1.aliyuncs.com'],
    [{ endpoint: 'sts.example.com', allowCustomEndpoint: true }, 'https://sts.example.com'],
    [{ endpoint: 'http://127.0.0.1:8080' }, 'http://127.0.0.1:8080'],
    [{ endpoint: 'http://[::1]:8080' }, 'http://[::1]:8080'],
  ])('behavior: %o', (options, expected) => {
    expect(stsEndpoint({ env: {}, ...options }, 'test')).toBe(expected);
  });

  it.each<StsEndpointOptions>([
    { vpc: true },
    { region: 'cn hangzhou' },
    { region: 'evil.com/cn-hangzhou' },
    { region: 'cn-hangzhou.evil.com' },
    { endpoint: 'sts.example.com' },
    { endpoint: 'http://sts.aliyuncs.com' },
    { endpoint: 'http://localhost:1' },
    { endpoint: 'https://user:secret@sts.aliyuncs.com' },
    { endpoint: 'https://sts.aliyuncs.com/path' },
    { endpoint: 'https://evil.com?sts.aliyuncs.com' },
    { endpoint: 'ftp://sts.aliyuncs.com' },
    { endpoint: 'ftp://127.0.0.1' },
    { endpoint: 'https://sts.aliyuncs.com/#x' },
    { env: { ALIBABA_CLOUD_STS_ENDPOINT: 'sts.example.com' } },
    { endpoint: 'https://notaliyuncs.com' },
    { endpoint: 'https://' },
  ])('error: %o', (options) => {
    expect(() => stsEndpoint({ env: {}, ...options }, 'test')).toThrow(
      expect.objectContaining({ code: 'InvalidOption', phase: 'config' }),
    );
  });
});
