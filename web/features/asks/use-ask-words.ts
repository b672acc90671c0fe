import { useI18n } from 'vue-i18n';
import type { StandingAnswerShown } from '../../../contract/http/standing-answers.ts';
import { usePlaces } from '../places/use-places.ts';
import { useWords } from '../shell/use-words.ts';
import { sessionInText, sessionName } from '../timetable/session-name.ts';
import type { AnyAsk } from './use-said.ts';

type Answer = StandingAnswerShown['answer'];
type Outcome = Extract<AnyAsk, { kind: 'offer' }>['ask']['outcome'];

/** Asks and answers in plain words. */
export function useAskWords() {
  const { t } = useI18n();
  const places = usePlaces();
  const words = useWords();

  function sessionText(key: string, stationId: string): string {
    const own = places.sessions.filter((session) => session.stationId === stationId);
    return sessionInText(sessionName(key, own, t), t);
  }

  function answerText(answer: Answer, stationId: string): string {
    switch (answer.is) {
      case 'accepted':
        return answer.sessionKey === null
          ? t('ask.said.asAsked')
          : t('ask.said.accepted', { session: sessionText(answer.sessionKey, stationId) });
      case 'declined':
        return t('ask.said.declined');
      case 'first':
        return t(`ask.said.${answer.first}First`);
    }
  }

  /** What was said to an ask, or what holds where nobody said anything. */
  function saidText(one: AnyAsk): string {
    const { stationId } = one.ask;
    if (one.kind === 'decision') {
      const first = one.ask.answer?.first ?? 'upper';
      return answerText({ is: 'first', first }, stationId);
    }
    const { answer } = one.ask;
    if (answer?.is !== 'accepted') return answerText({ is: 'declined' }, stationId);
    return answerText({ is: 'accepted', sessionKey: answer.sessionKey }, stationId);
  }

  /** Who said it and when; the default where nobody did. */
  function byText({ ask: { answeredBy, answeredAt, scope, deadline, stationId } }: AnyAsk): string {
    const zone = places.zoneOf(stationId);
    if (answeredBy === null || answeredAt === null)
      return t('ask.by.default', { time: words.moment(deadline, zone) });
    const said = { name: answeredBy, time: words.moment(answeredAt, zone) };
    return t(scope === 'always' ? 'ask.by.always' : 'history.by', said);
  }

  /** What becomes of it by the timetable. */
  function outcomeText(outcome: Outcome, stationId: string): string {
    if (outcome === null) return '';
    const { airs, startsAt, reason } = outcome;
    if (!airs || startsAt === null) return t('ask.silent', { why: t(`ruling.${reason}`) });
    return t('ask.airs', { time: words.moment(startsAt, places.zoneOf(stationId)) });
  }

  return { answerText, saidText, byText, outcomeText };
}
