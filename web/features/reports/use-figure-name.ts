import { useI18n } from 'vue-i18n';
import { settledVerdicts, type AirFigure } from '../../../core/report/air-sums.ts';

/** What the rows of a figure are called. */
export function useFigureName() {
  const { t } = useI18n();
  return (figure: AirFigure): string =>
    settledVerdicts.some((verdict) => verdict === figure)
      ? t(`verdict.${figure}`)
      : t(`report.figure.${figure}`);
}
