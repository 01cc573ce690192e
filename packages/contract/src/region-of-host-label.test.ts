import { expect, it } from 'vitest';
import { regionOfHostLabel } from './region-of-host-label.ts';

it.each([
  'cn-hangzhou',
  'cn-wuhan-lr',
  'us-west-1',
  'ap-southeast-7',
  'na-south-1',
  'cn-shanghai-finance-1',
  'cn-north-2-gov-1',
  'rg-china-mainland',
])('regionOfHostLabel: %s is a region ID', (label) => {
  expect(regionOfHostLabel(label)).toBe(label);
});

it.each([
  'cn-hzfinance',
  'cn-szfinance',
  'cn-hzjbp-a',
  'cn-shanghai-finance',
  'cn-shanghai-finance-1-pub',
  'cn-hangzhou-zmf',
  'accelerate',
  'accelerate-overseas',
  'data-acc',
  'object-process',
  'internal',
  'enet',
  '',
])('regionOfHostLabel: %j is not a region ID', (label) => {
  expect(regionOfHostLabel(label)).toBeUndefined();
});
