import { describe, expect, it } from 'vitest';
import { createSpeedometer } from './speedometer.ts';

describe('createSpeedometer', () => {
  it('default: the speed since the start', () => {
    let ms = 0;
    const speedometer = createSpeedometer(1000, () => ms);
    expect(speedometer.bytesPerSecond()).toBe(0);
    ms = 500;
    speedometer.add(2000);
    expect(speedometer.bytesPerSecond()).toBe(2000);
  });

  it('behavior: later, only the last seconds count', () => {
    let ms = 0;
    const speedometer = createSpeedometer(0, () => ms);
    for (let second = 1; second <= 10; second += 1) {
      ms = second * 1000;
      speedometer.add(second * 1_000_000);
    }
    for (let second = 11; second <= 20; second += 1) {
      ms = second * 1000;
      speedometer.add(10_000_000 + (second - 10) * 1000);
    }
    expect(speedometer.bytesPerSecond()).toBe(1000);
  });

  it('behavior: without new bytes, the speed falls', () => {
    let ms = 0;
    const speedometer = createSpeedometer(0, () => ms);
    ms = 1000;
    speedometer.add(1_000_000);
    ms = 10_000;
    expect(speedometer.bytesPerSecond()).toBe(100_000);
  });
});
