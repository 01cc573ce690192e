/**
 * Returns the region ID in a label of an OSS host name: the text after `oss-` or before `.oss`, without `-internal`.
 * Returns `undefined` if the label is not a region ID: hosts of finance clouds, zones and services have special names
 * (`oss-cn-hzfinance` is in cn-hangzhou-finance), and a wrong guess would be signed.
 * https://help.aliyun.com/en/oss/user-guide/regions-and-endpoints
 */
export function regionOfHostLabel(label: string): string | undefined {
  return isRegionId.test(label) ? label : undefined;
}

const isRegionId =
  /^(?:[a-z]{2}-(?!\w*(?:finance|gov))[a-z]+(?:-\d)?|cn-[\w-]+-(?:finance|gov)-\d|cn-wuhan-lr|rg-china-mainland)$/;
