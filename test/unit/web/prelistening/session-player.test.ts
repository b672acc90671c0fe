import { nextTick } from 'vue';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { HeardLineAnswer } from '../../../../contract/http/prelistening.ts';
import SessionPlayer from '../../../../web/features/prelistening/SessionPlayer.vue';
import { mountPart } from '../console-part.ts';

const five = Date.UTC(2028, 1, 20, 22);

/** Hundreds of ticks, on busy machines too. */
const patient = { timeout: 30_000 };

/** What the browser plays a file with: here it plays by the test's clock. */
class SilentAudio {
  static made: SilentAudio[] = [];
  volume = 1;
  muted = false;
  playbackRate = 1;
  preservesPitch = false;
  paused = true;
  error: object | null = null;
  readyState = 1;
  onended: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onloadedmetadata: (() => void) | null = null;
  private address = '';
  private fromSeconds = 0;
  private since = 0;

  constructor() {
    SilentAudio.made.push(this);
  }
  get src(): string {
    return this.address;
  }
  set src(address: string) {
    this.address = address;
    this.currentTime = 0;
    this.error = null;
    void Promise.resolve().then(() => this.onloadedmetadata?.());
  }
  get currentTime(): number {
    const passed = this.paused ? 0 : ((performance.now() - this.since) / 1000) * this.playbackRate;
    return this.fromSeconds + passed;
  }
  set currentTime(seconds: number) {
    this.fromSeconds = seconds;
    this.since = performance.now();
  }
  play(): Promise<void> {
    this.since = performance.now();
    this.paused = false;
    return Promise.resolve();
  }
  pause(): void {
    this.fromSeconds = this.currentTime;
    this.paused = true;
  }
}

beforeEach(() => {
  SilentAudio.made = [];
  vi.stubGlobal('Audio', SilentAudio);
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
});

function line(key: string, from: number, seconds: number, rest: Partial<HeardLineAnswer> = {}) {
  return {
    ...{ key, kind: 'recording' as const, title: key, startsAt: five + from * 1000 },
    ...{ durationMs: seconds * 1000, file: { sha256: key, fromMs: 0 } },
    ...{ volumePercent: null, gainDb: 0 },
    ...rest,
  };
}

const session = [
  line('Tin một', 0, 3),
  line('VOV1', 3, 1800, { kind: 'relay', file: null }),
  line('Tin hai', 1803, 2, { file: { sha256: 'hai', fromMs: 1000 }, volumePercent: 50 }),
];

function open(lines = session) {
  const hearing = { endpoints: [{ id: 'e1', name: 'Cụm 1' }], leadInMs: 3000, lines };
  const props = { hearing, stationId: 's1', date: '2028-02-21' };
  const { wrapper } = mountPart(SessionPlayer, { props });
  const button = (name: string) => wrapper.get(`button[aria-label="${name}"]`);
  const heard = () => wrapper.find('[aria-current=true]').text();
  const pass = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    await nextTick();
  };
  const playing = () => SilentAudio.made.filter(({ paused, muted }) => !paused && !muted);
  return { wrapper, button, heard, pass, playing };
}

it(
  'plays one line after the other, and waits three seconds for what nobody can foretell',
  patient,
  async () => {
    const { wrapper, button, heard, pass, playing } = open();
    await button('Phát').trigger('click');
    await pass(2900);
    expect(heard()).toContain('Tin một');
    expect(playing().map(({ src }) => src)).toEqual([
      expect.stringContaining('/api/v1/stations/s1/prelistening/Tin%20m%E1%BB%99t?date=2028-02-21'),
    ]);
    await pass(200);
    expect(heard()).toContain('VOV1');
    expect(wrapper.text()).toContain('Mục này không nghe trước được. Dài 30′, ở đây chỉ chờ 3″.');
    expect(playing()).toEqual([]);
    await pass(3000);
    expect(heard()).toContain('Tin hai');
    const [audio] = playing();
    expect(audio?.volume).toBe(0.5);
    expect(audio?.currentTime).toBeGreaterThanOrEqual(1);
    expect(audio?.currentTime).toBeLessThan(1.3);
    await pass(2000);
    expect(wrapper.text()).toContain('Đã nghe hết.');
    expect(playing()).toEqual([]);
  },
);

it('plays the joins alone, at twice the speed with the pitch kept', patient, async () => {
  const lines = [line('Một', 0, 30), line('Hai', 30, 60), line('Ba', 90, 20)];
  const { wrapper, button, heard, pass, playing } = open(lines);
  await wrapper.get('input[value=joins]').setValue();
  await wrapper.get('select').setValue('2');
  expect(wrapper.text()).toContain('còn 00:08');
  await button('Phát').trigger('click');
  await pass(1500);
  expect(playing()[0]).toMatchObject({ playbackRate: 2, preservesPitch: true });
  expect(playing()[0]?.currentTime).toBeCloseTo(29, 1);
  await pass(1000);
  expect(heard()).toContain('Hai');
  expect(playing()[0]?.currentTime).toBeLessThan(2);
  await pass(2000);
  expect(playing()[0]?.currentTime).toBeGreaterThan(56);
  await pass(4000);
  expect(wrapper.text()).toContain('Đã nghe hết.');
});

it('goes by key, by button and by line', patient, async () => {
  const { wrapper, button, heard, pass, playing } = open();
  await wrapper.get('section').trigger('keydown', { key: 'l' });
  expect(heard()).toContain('VOV1');
  expect(playing()).toEqual([]);
  await button('Mục sau').trigger('click');
  expect(heard()).toContain('Tin hai');
  await wrapper.findAll('ol button')[0]?.trigger('click');
  await pass(2500);
  expect(playing()[0]?.currentTime).toBeCloseTo(2.5, 1);
  await wrapper.get('section').trigger('keydown', { key: 'j' });
  await pass(100);
  expect(playing()[0]?.currentTime).toBeLessThan(1);
  await wrapper.get('section').trigger('keydown', { key: 'k' });
  expect(playing()).toEqual([]);
});

it('says which file does not play, and goes on', patient, async () => {
  const { wrapper, button, heard, pass, playing } = open();
  await button('Phát').trigger('click');
  const [audio] = playing();
  if (audio) audio.error = {};
  audio?.onerror?.();
  await pass(100);
  expect(heard()).toContain('Trình duyệt không phát được tệp này.');
  await pass(6500);
  expect(heard()).toContain('Tin hai');
  expect(wrapper.get('input[type=range]').attributes('max')).toBe('8000');
});

it('says that one item alone has no join', async () => {
  const { wrapper, button } = open([line('Một', 0, 30)]);
  await wrapper.get('input[value=joins]').setValue();
  expect(wrapper.text()).toContain('Chỉ có một mục, không có chỗ nối.');
  expect(button('Phát').attributes('disabled')).toBeDefined();
});
