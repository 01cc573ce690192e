import { describe, expect, it } from 'vitest';
import { parseOssHost } from './oss-host.ts';

describe('parseOssHost', () => {
  it.each([
    ['examplebucket.oss-cn-hangzhou.aliyuncs.com', 'examplebucket', 'cn-hangzhou', 'public'],
    ['examplebucket.oss-cn-hangzhou-internal.aliyuncs.com', 'examplebucket', 'cn-hangzhou', 'internal'],
    ['examplebucket.cn-hangzhou.oss.aliyuncs.com', 'examplebucket', 'cn-hangzhou', 'dual-stack'],
    ['examplebucket.oss-accelerate.aliyuncs.com', 'examplebucket', undefined, 'accelerate'],
    ['examplebucket.oss-accelerate-overseas.aliyuncs.com', 'examplebucket', undefined, 'accelerate'],
    ['examplebucket.oss-cn-hzfinance.aliyuncs.com', 'examplebucket', undefined, 'public'],
    ['oss-ap-southeast-1.aliyuncs.com', undefined, 'ap-southeast-1', 'public'],
  ])('default: %s', (host, bucket, region, network) => {
    expect(parseOssHost(host)).toEqual({ host, bucket, region, network });
  });

  it.each([
    '',
    'aliyuncs.com',
    'static.example.com',
    'examplebucket.oss-cn-hangzhou.aliyuncs.com.example.com',
    'ecs.aliyuncs.com',
  ])('behavior: %j is not an OSS host', (host) => {
    expect(parseOssHost(host)).toBeUndefined();
  });
});
