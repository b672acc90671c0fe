import { useI18n } from 'vue-i18n';

interface Step {
  ok: boolean | null;
  code: string;
}

/** What a step of an explanation says in plain words. */
export function useExplanation() {
  const { t, te } = useI18n();

  function textOf({ ok, code }: Step): string {
    const keys = [`explain.code.${code}`, `ruling.${code}`, `verdict.${code}`];
    const known = keys.find((key) => te(key));
    if (known !== undefined) return t(known);
    if (ok === null) return t('explain.unknown');
    return ok ? t('explain.good') : t('explain.bad');
  }

  return { textOf };
}
