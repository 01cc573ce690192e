/**
 * Gives the region ID that a label of a host name of OSS stands for: what follows `oss-`, or stands before `.oss`, without
 * `-internal`. `undefined` where the label is no region ID: hosts of finance clouds, zones and services have names of their own
 * (`oss-cn-hzfinance` is in cn-hangzhou-finance), and a guess would be signed.
 * https://help.aliyun.com/en/oss/user-guide/regions-and-endpoints
 */
export function regionOfHostLabel(label: string): string | undefined {
  return isRegionId.test(label) ? label : undefined;
}

const isRegionId =
  /^(?:[a-z]{2}-(?!\w*(?:finance|gov))[a-z]+(?:-\d)?|cn-[\w-]+-(?:finance|gov)-\d|cn-wuhan-lr|rg-china-mainland)$/;
