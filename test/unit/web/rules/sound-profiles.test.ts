import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import ProfileBoard from '../../../../web/features/sound-profiles/ProfileBoard.vue';
import { mountPart } from '../console-part.ts';

const horn = {
  ...{ name: 'mp3-48k', isAired: true, isWanted: true, format: 'mp3', bitRate: 48_000 },
  ...{ targetLufs: -16, ceilingDbtp: -1.5, isCompressed: true, made: 1200, older: 3 },
  band: { highPassHz: 250, lowPassHz: 7000 },
};
const flat = {
  ...{ ...horn, name: 'mp3-128k', isAired: false, isWanted: false, bitRate: 128_000, older: 0 },
  ...{ band: null, isCompressed: false },
};

async function show(roles: ('administrator' | 'author')[]) {
  const { wrapper } = mountPart(ProfileBoard, {
    ...{ props: {}, me: { id: 'u1', roles } },
    answers: { 'GET /api/v1/sound-profiles': { items: [horn, flat], endpoints: 25 } },
  });
  await flushPromises();
  return wrapper;
}

it('says in plain words what each version is for and who plays it', async () => {
  const wrapper = await show(['author']);
  const [first, second] = wrapper.findAll('ul > li').map((card) => card.text());
  expect(first).toContain('25 cụm loa đang dùng');
  expect(first).toContain('lời nói đều hơn');
  expect(first).toContain('360 kB mỗi phút');
  expect(first).toContain('3 tệp đang chờ làm lại');
  expect(second).toContain('Không làm bản này');
  expect(second).toContain('đủ dải tiếng');
  expect(wrapper.text()).not.toContain('LOA_PROFILES');
});

it('tells those who may how a version is left out or added', async () => {
  expect((await show(['administrator'])).text()).toContain('LOA_PROFILES=mp3-48k');
});
