import { flushPromises } from '@vue/test-utils';
import type { VueWrapper } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import DecisionCard from '../../../../web/features/asks/DecisionCard.vue';
import OfferCard from '../../../../web/features/asks/OfferCard.vue';
import { canTake, seriesOf } from '../../../../web/features/asks/offer-series.ts';
import { asAsked, firstChoice } from '../../../../web/features/asks/session-choices.ts';
import { mountPart } from '../console-part.ts';
import { aDecision, anOffer } from './an-ask.ts';

async function press(wrapper: VueWrapper, name: string): Promise<void> {
  const button = wrapper.findAll('button').find((one) => one.text() === name);
  if (!button) throw new Error(`there is no button ${name}`);
  await button.trigger('click');
  await flushPromises();
}

function labelOf(wrapper: VueWrapper, name: string) {
  const label = wrapper.findAll('label').find((one) => one.text().startsWith(name));
  if (!label) throw new Error(`there is no ${name}`);
  return label.find('input');
}

function mountOffer(offer = anOffer()) {
  const answers = { 'POST /api/v1/offers/k1/answer': { ...offer, state: 'answered' } };
  return mountPart(OfferCard, { props: { offer }, answers });
}

describe('the card of an offer', () => {
  it('says until when, and what holds if nobody answers', () => {
    const { wrapper } = mountOffer();
    expect(wrapper.text()).toContain('Tỉnh Ninh Bình gửi');
    expect(wrapper.text()).toContain('Hạn trả lời');
    expect(wrapper.text()).toContain('Không trả lời trước hạn thì không phát.');
  });

  it('lets it be heard first, and fetches nothing before', () => {
    const { wrapper } = mountOffer();
    const audio = wrapper.find('audio');
    expect(audio.attributes('src')).toBe('/api/v1/recordings/r1/audio');
    expect(audio.attributes('preload')).toBe('none');
    expect(audio.attributes('aria-label')).toBe('Nghe Phòng chống rét cho gia súc');
  });

  it('takes it into the session that is suggested', async () => {
    const { wrapper, sent } = mountOffer();
    expect((labelOf(wrapper, 'Chiều').element as HTMLInputElement).checked).toBe(true);
    await press(wrapper, 'Tiếp nhận');
    const body = { is: 'accepted', sessionKey: 'afternoon', scope: 'this' };
    expect(sent).toEqual([{ method: 'POST', path: '/api/v1/offers/k1/answer', body }]);
    expect(wrapper.emitted('answered')).toHaveLength(1);
  });

  it('takes it as it was asked, for always', async () => {
    const { wrapper, sent } = mountOffer();
    await labelOf(wrapper, 'Đúng giờ đề nghị').setValue(true);
    await labelOf(wrapper, 'Luôn luôn').setValue(true);
    await press(wrapper, 'Tiếp nhận');
    expect(sent[0]?.body).toEqual({ is: 'accepted', sessionKey: null, scope: 'always' });
  });

  it('refuses it', async () => {
    const { wrapper, sent } = mountOffer();
    await press(wrapper, 'Không nhận');
    expect(sent[0]?.body).toEqual({ is: 'declined', sessionKey: null, scope: 'this' });
  });

  it('does not offer a session without room', () => {
    const { wrapper } = mountOffer();
    expect(labelOf(wrapper, 'Sáng').attributes('disabled')).toBeDefined();
    expect(wrapper.text()).toContain('còn 1′, không đủ chỗ');
  });

  it('is answered for this time alone where it found no room', () => {
    const { wrapper } = mountOffer(anOffer({ because: 'part_full', mayAirAsAsked: false }));
    expect(wrapper.text()).toContain('Phải hỏi vì: Phần này đã hết thời lượng.');
    expect(wrapper.text()).not.toContain('Luôn luôn');
  });

  it('can only be refused where nothing has room', () => {
    const { wrapper } = mountOffer(anOffer({ mayAirAsAsked: false, suggests: null, sessions: [] }));
    const accept = wrapper.findAll('button').find((one) => one.text() === 'Tiếp nhận');
    expect(accept?.attributes('disabled')).toBeDefined();
    expect(wrapper.text()).toContain('Hôm đó không còn buổi nào đủ chỗ cho bản tin này.');
  });

  it('is for others to answer where one may not', () => {
    const { wrapper } = mountOffer(anOffer({ mayAnswer: false }));
    expect(wrapper.findAll('button')).toEqual([]);
    expect(wrapper.text()).toContain('Người vận hành hoặc phê duyệt của đài này trả lời.');
  });

  it('says in plain words that it is too late', async () => {
    const { wrapper } = mountPart(OfferCard, { props: { offer: anOffer() } });
    await press(wrapper, 'Tiếp nhận');
    expect(wrapper.find('[role=alert]').exists()).toBe(true);
    expect(wrapper.emitted('answered')).toBeUndefined();
  });
});

describe('what is chosen before anybody chooses', () => {
  it.each([
    ['what is suggested', anOffer(), 'afternoon'],
    ['as asked, where what is suggested has no room', anOffer({ suggests: 'morning' }), asAsked],
    [
      'the answer that was given',
      anOffer({ answer: { is: 'accepted', sessionKey: null } }),
      asAsked,
    ],
    ['nothing', anOffer({ mayAirAsAsked: false, sessions: [] }), ''],
  ])('is %s', (_what, offer, expected) => {
    expect(firstChoice(offer)).toBe(expected);
  });
});

describe('the card of a decision', () => {
  it('sends which of the two goes first', async () => {
    const answers = { 'POST /api/v1/decisions/d1/answer': aDecision() };
    const { wrapper, sent } = mountPart(DecisionCard, {
      props: { decision: aDecision() },
      answers,
    });
    expect(wrapper.text()).toContain('Không chọn trước hạn thì tin cấp trên phát trước.');
    await labelOf(wrapper, 'Tin của xã trước').setValue(true);
    await press(wrapper, 'Lưu thứ tự');
    const body = { first: 'own', scope: 'this' };
    expect(sent).toEqual([{ method: 'POST', path: '/api/v1/decisions/d1/answer', body }]);
  });
});

describe('offers of one broadcast', () => {
  const second = anOffer({ id: 'k2', date: '2026-12-02', deadline: Date.UTC(2026, 11, 1, 23) });
  const full = anOffer({ id: 'k3', date: '2026-12-03', deadline: Date.UTC(2026, 11, 2, 23) });
  full.sessions = full.sessions.map((session) => ({ ...session, roomMs: 0 }));

  it('stand together by station, as they are asked', () => {
    const others = [
      anOffer({ id: 'k4', stationId: 's2' }),
      anOffer({ id: 'k5', because: 'session_full' }),
      anOffer({ id: 'k6', sounds: [{ recordingId: 'r2', title: 'Bản sửa' }] }),
      anOffer({ id: 'k7', occurrence: 'b1-2026-12-01-noon' }),
      anOffer({ id: 'k8', mayAirAsAsked: false, sessions: [] }),
    ];
    const series = seriesOf([full, ...others, second, anOffer()]);
    expect(series.map(({ offer, later }) => [offer.id, ...later.map(({ id }) => id)])).toEqual([
      ...others.map(({ id }) => [id]),
      ['k1', 'k2', 'k3'],
    ]);
  });

  it('are taken where there is room, or as asked where that may be', () => {
    expect(canTake(second, 'afternoon')).toBe(true);
    expect(canTake(second, 'morning')).toBe(false);
    expect(canTake(full, 'afternoon')).toBe(false);
    expect(canTake(full, asAsked)).toBe(true);
    expect(canTake({ ...full, mayAirAsAsked: false }, asAsked)).toBe(false);
  });

  const answers = Object.fromEntries(
    ['k1', 'k2', 'k3'].map((id) => [`POST /api/v1/offers/${id}/answer`, anOffer({ id })]),
  );
  const mountSeries = () =>
    mountPart(OfferCard, { props: { offer: anOffer(), later: [second, full] }, answers });

  it('are heard once and taken together, but those of days without room', async () => {
    const { wrapper, sent } = mountSeries();
    expect(wrapper.findAll('audio')).toHaveLength(1);
    expect(wrapper.text()).toContain('3 ngày chờ trả lời: 01/12, 02/12, 03/12');
    await press(wrapper, 'Tiếp nhận cả 3 ngày');
    const body = { is: 'accepted', sessionKey: 'afternoon', scope: 'this' };
    expect(sent).toEqual([
      { method: 'POST', path: '/api/v1/offers/k1/answer', body },
      { method: 'POST', path: '/api/v1/offers/k2/answer', body },
    ]);
    expect(wrapper.emitted('answered')).toHaveLength(1);
  });

  it('are refused together, and the first alone where one says so', async () => {
    const { wrapper, sent } = mountSeries();
    await press(wrapper, 'Không nhận cả 3 ngày');
    expect(sent.map(({ path }) => path.split('/')[4])).toEqual(['k1', 'k2', 'k3']);
    const { wrapper: other, sent: alone } = mountSeries();
    await labelOf(other, 'Lần này').setValue(true);
    await press(other, 'Không nhận');
    expect(alone.map(({ path }) => path.split('/')[4])).toEqual(['k1']);
  });

  it('are answered for the others where one of them is gone, and not at all where the first is', async () => {
    const props = { offer: anOffer(), later: [second, full] };
    const { 'POST /api/v1/offers/k2/answer': _gone, ...withoutSecond } = answers;
    const { wrapper, sent } = mountPart(OfferCard, { props, answers: withoutSecond });
    await press(wrapper, 'Không nhận cả 3 ngày');
    expect(sent.map(({ path }) => path.split('/')[4])).toEqual(['k1', 'k2', 'k3']);
    expect(wrapper.emitted('answered')).toHaveLength(1);
    const { wrapper: refused, sent: first } = mountPart(OfferCard, { props, answers: {} });
    await press(refused, 'Không nhận cả 3 ngày');
    expect(first.map(({ path }) => path.split('/')[4])).toEqual(['k1']);
    expect(refused.emitted('answered')).toBeUndefined();
  });
});
